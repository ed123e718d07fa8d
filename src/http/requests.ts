/** What the services and the journal get from a request: plain values. */
import type { IncomingHttpHeaders } from "node:http";
import type { FastifyRequest } from "fastify";
import { HEADERS } from "../protocol/headers.ts";
import type { EndpointRequest } from "../protocol/received.ts";
import { LONGEST_CREDENTIAL } from "../reasons/scrub.ts";
import { NO_ADDRESS } from "./embedded.ts";

/** How many characters of a path are checked: what is shown of it, and a secret that starts there. */
const LONGEST_PATH = 1_000 + LONGEST_CREDENTIAL;

/** The path of a request, for a refusal. Without its query, host and user, which may contain a secret. */
export function pathOf({ url }: { readonly url: string }): string {
  const path = url.split("?", 1)[0] ?? "";
  return (path.startsWith("/") ? path : path.replace(/^[a-z]+:\/\/[^/]*/i, "")).slice(0, LONGEST_PATH);
}

/** The query of a request, as sent. */
export function queryOf({ url }: { readonly url: string }): string {
  const at = url.indexOf("?");
  return at === -1 ? "" : url.slice(at + 1);
}

/** Where a request came from; `undefined` if the host hasn't said. */
export function addressOf({ ip }: { readonly ip: string }): string | undefined {
  return ip === NO_ADDRESS ? undefined : ip;
}

/** The headers that a feature has declared; `undefined` if the request has none of them. */
function declaredOf(headers: IncomingHttpHeaders): EndpointRequest["headers"] {
  let declared: Map<string, string> | undefined;
  for (const name of HEADERS) {
    const value = headers[name];
    if (typeof value !== "string" || value === "") continue;
    declared ??= new Map();
    declared.set(name, value);
  }
  return declared;
}

/** A request as the services see it: plain values. */
export function plain(request: FastifyRequest): EndpointRequest {
  const { headers } = request.raw;
  const declared = declaredOf(headers);
  return {
    method: request.method,
    contentType: headers["content-type"],
    authorization: headers.authorization,
    headers: declared,
    ...(declared !== undefined && { path: pathOf(request.raw as { url: string }) }),
    query: queryOf(request.raw as { url: string }),
    body: typeof request.body === "string" ? request.body : "",
    address: addressOf(request),
    userAgent: headers["user-agent"],
  };
}
