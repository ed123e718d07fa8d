/**
 * What a host's requests get after this server has been closed. Its journal is closed too, so this refusal has no reference.
 */
import type { FastifyInstance, FastifyReply } from "fastify";
import { reasonOf } from "../reasons/index.ts";
import { wireText } from "../render/wire-text.ts";
import { isPreflight } from "./cors.ts";
import { JSON_HEADERS } from "./wire.ts";

/** The server's state, as far as health checks are concerned. */
export interface Life {
  /** Set when the server begins to stop. It finishes its requests and accepts no more. */
  closing: boolean;
  /** Set when its storage is about to close. Requests that a host still passes on are refused. */
  closed: boolean;
}

interface Closed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function closedResponse(issuer: string): Closed {
  const reason = reasonOf("server/closing");
  const body = {
    error: reason.error,
    error_description: wireText(reason.says({})),
    error_uri: `${issuer}/errors/server/closing`,
  };
  return {
    status: 503,
    headers: { ...JSON_HEADERS, "content-language": "en", ...reason.headers?.({}) },
    body: JSON.stringify(body),
  };
}

export function sendClosed(reply: FastifyReply, issuer: string): FastifyReply {
  const { status, headers, body } = closedResponse(issuer);
  return reply.code(status).headers(headers).send(body);
}

/** Refuses every request on every path once the server is closed, before anything looks at it. */
export function refuseClosed(app: FastifyInstance, life: Life, issuer: string): void {
  // With a callback, which costs less than a promise for each request.
  app.addHook("onRequest", (request, reply, done) => {
    // Without a response to its preflight, a program in a browser couldn't read the refusal.
    if (!life.closed || isPreflight(request)) return done();
    void sendClosed(reply, issuer);
  });
}
