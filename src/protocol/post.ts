/** What the token, revocation and introspection endpoints have in common: a form, by POST, with nothing in the address. */
import { type Refusal, refuse } from "../reasons/index.ts";
import { type Form, readForm, refuseOAuth1, refuseRepeated, refuseTooLong } from "./form.ts";

/** A request to an endpoint, as plain values. */
export interface EndpointRequest {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  /** The query of the address, without the question mark. */
  readonly query: string;
  readonly body: string;
  /** Where the request came from, as far as the host tells. */
  readonly address?: string | undefined;
}

const FORM = "application/x-www-form-urlencoded";

/** What a body of another type looks like, in words for the developer. */
function looksLike(contentType: string | undefined, body: string): string | undefined {
  if (/^\s*[{[]/.test(body)) return "JSON";
  if (contentType?.startsWith("multipart/")) return "multipart";
  if (contentType?.includes("xml")) return "XML";
  return undefined;
}

/**
 * Reads a form that was posted (RFC 6749 3.2). `known` names the parameters of the endpoint.
 * Refuses for method, content type, place, repetition, length and OAuth 1.0, in this order.
 */
export function readPost(request: EndpointRequest, known: ReadonlySet<string>): Form | Refusal {
  if (request.method !== "POST") return refuse("request/wrong-method", { method: request.method, allowed: ["POST"] });
  if (request.authorization?.slice(0, 6).toLowerCase() === "oauth ") {
    return refuse("request/version-unsupported", { parameters: ["Authorization: OAuth"] });
  }
  if (request.query !== "") {
    const query = readForm(request.query);
    if ("refused" in query) return query;
    const parameters = [...query.values.keys()].filter((name) => known.has(name));
    if (parameters.length > 0) return refuse("request/parameter-misplaced", { parameters });
  }
  const type = request.contentType;
  if (type !== FORM && type?.split(";", 1)[0]?.trim().toLowerCase() !== FORM) {
    if (type !== undefined || request.body !== "") {
      return refuse("request/wrong-content-type", {
        sent: type?.split(";", 1)[0]?.slice(0, 80) ?? "none",
        looks: looksLike(type, request.body),
      });
    }
  }
  const form = readForm(request.body);
  if ("refused" in form) return form;
  return refuseOAuth1(form) ?? refuseRepeated(form, known) ?? refuseTooLong(form) ?? form;
}
