/** What the services and the journal get of a request: plain values. */
import type { FastifyRequest } from "fastify";
import type { EndpointRequest } from "../protocol/received.ts";
import { LONGEST_CREDENTIAL } from "../reasons/scrub.ts";
import { NO_ADDRESS } from "./embedded.ts";

/** Characters of a path that are checked: what is shown of it, and a secret that begins there. */
const LONGEST_PATH = 1_000 + LONGEST_CREDENTIAL;

/** The path of a request, to be named in a refusal: without its query and without a host and user, which may hold a secret. */
export function pathOf({ url }: { readonly url: string }): string {
  const path = url.split("?", 1)[0] ?? "";
  return (path.startsWith("/") ? path : path.replace(/^[a-z]+:\/\/[^/]*/i, "")).slice(0, LONGEST_PATH);
}

/** The query of a request as it was sent. */
export function queryOf({ url }: { readonly url: string }): string {
  const at = url.indexOf("?");
  return at === -1 ? "" : url.slice(at + 1);
}

/** Where a request came from; `undefined` where the host has not said. */
export function addressOf({ ip }: { readonly ip: string }): string | undefined {
  return ip === NO_ADDRESS ? undefined : ip;
}

/** A request as the services see it: plain values. */
export function plain(request: FastifyRequest): EndpointRequest {
  const { headers } = request.raw;
  return {
    method: request.method,
    contentType: headers["content-type"],
    authorization: headers.authorization,
    query: queryOf(request.raw as { url: string }),
    body: typeof request.body === "string" ? request.body : "",
    address: addressOf(request),
    userAgent: headers["user-agent"],
  };
}
