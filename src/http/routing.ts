/** How routes are declared: every path answers every method, so that a wrong one is refused by name. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { EndpointRequest } from "../protocol/post.ts";
import { refuse } from "../reasons/index.ts";
import { NO_ADDRESS } from "./embedded.ts";
import { JSON_HEADERS, type Wire } from "./wire.ts";

export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> | FastifyReply;

/** The methods that a path takes. `ANY` takes the rest, for endpoints that judge the method themselves. */
export interface Methods {
  readonly GET?: Handler;
  readonly POST?: Handler;
  readonly ANY?: Handler;
}

/** What a page may do with the answer: JSON for programs of any origin, HTML for people. */
export type Speaks = "json" | "html";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Methods that the path takes, for refusals that Fastify makes before the handler is asked. */
    readonly allowed?: readonly string[];
  }
}

/** Declares a path. HEAD follows GET; OPTIONS answers a CORS preflight where programs of any origin may call. */
export function route(app: FastifyInstance, wire: Wire, path: string, speaks: Speaks, methods: Methods): void {
  const allowed = (["GET", "POST"] as const).filter((method) => methods[method] !== undefined);
  app.route({
    method: app.supportedMethods,
    url: path,
    config: { allowed: methods.ANY === undefined ? allowed : ["POST"] },
    handler: (request, reply) => {
      const method = request.method === "HEAD" ? "GET" : request.method;
      const handler = methods[method as "GET" | "POST"];
      if (handler !== undefined) return handler(request, reply);
      if (method === "OPTIONS" && speaks === "json") return preflight(reply, allowed.length > 0 ? allowed : ["POST"]);
      if (methods.ANY !== undefined) return methods.ANY(request, reply);
      const refusal = refuse("request/wrong-method", { method: request.method, allowed });
      return speaks === "json" ? wire.json(reply, refusal, path) : wire.page(reply, refusal, path);
    },
  });
}

function preflight(reply: FastifyReply, methods: readonly string[]): FastifyReply {
  return reply
    .code(204)
    .header("access-control-allow-origin", JSON_HEADERS["access-control-allow-origin"])
    .header("access-control-allow-methods", methods.join(", "))
    .header("access-control-allow-headers", "authorization, content-type")
    .header("access-control-max-age", "600")
    .send();
}

/** The path of a request, to be named in a refusal: without its query, which may hold a secret. */
export function pathOf({ url }: { readonly url: string }): string {
  return (url.split("?", 1)[0] ?? "").slice(0, 200);
}

/** The query of a request as it was sent. */
export function queryOf({ url }: { readonly url: string }): string {
  const at = url.indexOf("?");
  return at === -1 ? "" : url.slice(at + 1);
}

/** Where a request came from; `undefined` where the host has not told. */
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
  };
}
