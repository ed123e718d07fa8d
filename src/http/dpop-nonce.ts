/**
 * Sends what the next proof must contain with every response to one, if proofs need it: the nonce for DPoP (RFC 9449 8.2), and the challenge
 * for an attested instance.
 */
import type { FastifyInstance, FastifyReply } from "fastify";
import type { Shared } from "../service/deps.ts";
import { challengeAt, nonceAt } from "../service/sender-constraints/dpop-nonce.ts";
import { depsOf } from "./snapshot.ts";

/** Has responses carry nonces and challenges. */
export function sendNonces(app: FastifyInstance, shared: Shared): void {
  app.addHook("onRequest", (request, reply, done) => {
    const { dpop, "oauth-client-attestation": attestation } = request.raw.headers;
    if (dpop === undefined && attestation === undefined) return done();
    const { settings } = depsOf(shared, request).registry;
    if (dpop !== undefined && settings.dpop?.nonce === true) sendNonce(reply, shared);
    if (attestation !== undefined && settings.clientAttestation?.challenges === true) sendChallenge(reply, shared);
    done();
  });
}

type Making = Pick<Shared, "keys" | "clock">;

/** Adds the header with a nonce to one response. */
export function sendNonce(reply: FastifyReply, { keys, clock }: Making): void {
  reply.header("dpop-nonce", nonceAt(keys, clock()));
}

/** Adds the header with a challenge to one response. */
export function sendChallenge(reply: FastifyReply, { keys, clock }: Making): void {
  reply.header("oauth-client-attestation-challenge", challengeAt(keys, clock()));
}
