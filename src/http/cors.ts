/**
 * Programs of any origin may call the endpoints for programs and read the responses, including refusals (Fetch standard, CORS
 * protocol). No cookie is read there, so a page gets nothing that its own server couldn't request as well.
 */
import type { FastifyReply, FastifyRequest } from "fastify";

/** What a program in a browser may read: everything. The names are for browsers that don't support the wildcard. */
const EXPOSED =
  "*, Allow, Date, Deprecation, DPoP-Nonce, ETag, Link, Location, Retry-After, Server-Timing, Sunset, Traceresponse, WWW-Authenticate";

/** On every response that a program of another origin may read. */
export const CORS_HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": EXPOSED,
} as const;

/** RFC 9110 5.6.2. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const ALWAYS = ["authorization", "content-type"];
/** Browsers send these without a preflight. */
const SIMPLE: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);

/** Whether a request asks, on behalf of a page, if another one may be sent. */
export function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === "OPTIONS" && headers.origin !== undefined && header(headers, "method") !== undefined;
}

/**
 * Responds to a preflight. All requested headers and methods are allowed, whether or not anything here reads them. Some
 * libraries send tracing, protocol versions and caches with every request. A wrong method is refused by name, in a response
 * that can be read.
 */
export function sendPreflight(
  { headers }: FastifyRequest,
  reply: FastifyReply,
  methods: readonly string[],
): FastifyReply {
  const method = header(headers, "method") ?? "";
  const more = TOKEN.test(method) && !SIMPLE.has(method) ? [method] : [];
  const asked = (header(headers, "headers") ?? "").split(",").map((name) => name.trim().toLowerCase());
  const names = new Set([...ALWAYS, ...asked.filter((name) => TOKEN.test(name))]);
  if (header(headers, "private-network") === "true") reply.header("access-control-allow-private-network", "true");
  return reply
    .code(204)
    .headers(CORS_HEADERS)
    .header("access-control-allow-methods", [...methods, ...more].join(", "))
    .header("access-control-allow-headers", [...names].join(", "))
    .header("access-control-max-age", "600")
    .header(
      "vary",
      "Access-Control-Request-Method, Access-Control-Request-Headers, Access-Control-Request-Private-Network",
    )
    .send();
}

function header(headers: FastifyRequest["headers"], name: string): string | undefined {
  const value = headers[`access-control-request-${name}`];
  return typeof value === "string" ? value : undefined;
}
