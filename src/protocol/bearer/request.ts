/** How an access token reaches a resource (RFC 6750 2): header or form body; never the address. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { readForm, refuseRepeated } from "../form.ts";
import type { EndpointRequest } from "../post.ts";

/** Reads the access token of a request to a resource. */
export function readBearer(wire: EndpointRequest): string | Refusal {
  const [scheme = "", ...rest] = (wire.authorization ?? "").split(" ");
  const header = scheme.toLowerCase() === "bearer" ? rest.join(" ").trim() : "";
  const query = readForm(wire.query);
  // "access token in the query" is gone from OAuth 2.1: addresses end up in logs (RFC 9700 4.3.2).
  if (!("refused" in query) && query.values.has("access_token")) {
    return refuse("request/parameter-misplaced", { parameters: ["access_token"] });
  }
  const isForm = wire.contentType?.toLowerCase().startsWith("application/x-www-form-urlencoded") === true;
  const form = wire.method === "POST" && isForm ? readForm(wire.body) : undefined;
  if (form !== undefined && "refused" in form) return form;
  const repeated = form && refuseRepeated(form, new Set(["access_token"]));
  if (repeated !== undefined) return repeated;
  const body = form?.values.get("access_token");
  if (header !== "" && body !== undefined) return refuse("token/repeated", {});
  const token = header === "" ? body : header;
  return token === undefined || token === "" ? refuse("token/absent", {}) : token;
}
