/** How routes are declared: every path answers every method, so that a wrong one is refused by name. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendPreflight } from "./cors.ts";
import type { Wire } from "./wire.ts";

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
      if (method === "OPTIONS" && speaks === "json")
        return sendPreflight(request, reply, allowed.length > 0 ? allowed : ["POST"]);
      if (methods.ANY !== undefined) return methods.ANY(request, reply);
      const refusal = wire.refusalFor(request, { is: "wrong-method", allowed });
      return speaks === "json" ? wire.json(reply, refusal, path) : wire.page(reply, refusal, path);
    },
  });
}
