/** Sends the nonce for the next DPoP proof with every response to one (RFC 9449 8.2), if proofs need one. */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Shared } from "../service/deps.ts";
import { nonceAt } from "../service/sender-constraints/dpop-nonce.ts";
import { depsOf } from "./snapshot.ts";

/** Has responses carry nonces. */
export function sendNonces(app: FastifyInstance, shared: Shared): void {
  app.addHook("onRequest", (request, reply, done) => {
    if (request.raw.headers.dpop === undefined) return done();
    if (depsOf(shared, request).registry.settings.dpop?.nonce === true) sendNonce(reply, shared);
    done();
  });
}

/** Adds the header to one response. */
export function sendNonce(reply: FastifyReply, { keys, clock }: Pick<Shared, "keys" | "clock">): void {
  reply.header("dpop-nonce", nonceAt(keys, clock()));
}
