/** The same routes for hosts that speak node:http, such as Express. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FastifyInstance } from "fastify";
import type { Log } from "../ports/log.ts";

/** Answers a request of node:http; one whose body the host has read already is answered at once, with what to do about it. */
export function nodeHandler(
  app: FastifyInstance,
  issuer: string,
  log: Log,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const expectsBody = request.method !== "GET" && request.method !== "HEAD";
    if (!(expectsBody && request.readableDidRead)) return app.routing(request, response);
    log.error({}, "the host read a request's body before Candor could: mount candor.handler before body parsers");
    response.writeHead(500, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" }).end(
      JSON.stringify({
        error: "server_error",
        error_description: "The host read the body of this request first; mount candor.handler before body parsers.",
        error_uri: `${issuer}/errors/server/fault`,
      }),
    );
  };
}
