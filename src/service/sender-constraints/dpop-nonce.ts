/**
 * Nonces of the server (RFC 9449 8), and challenges for attested instances. Each is a tag over a step of time, so that nothing is stored, and every process that has the server's
 * keys accepts it.
 */
import { timingSafeEqual } from "node:crypto";
import type { Keys } from "../../ports/keys.ts";

/** Milliseconds of a step. A nonce is accepted in its own step and in the next one. */
export const NONCE_STEP = 150_000;
const BYTES = 16;

type Tagging = Pick<Keys, "tag">;

/** What they are for: a nonce of one is none of the other. */
const DPOP = "dpop nonce";
const ATTESTATION = "attestation challenge";

/** The nonce that clients should use next. `now` in milliseconds. */
export const nonceAt = (keys: Tagging, now: number): string => madeAt(keys, now, DPOP);

/** Whether a nonce is one that was sent lately. */
export const isNonceAt = (keys: Tagging, nonce: string, now: number): boolean => wasMade(keys, nonce, now, DPOP);

/** The same for the challenges that attested instances sign. */
export const challengeAt = (keys: Tagging, now: number): string => madeAt(keys, now, ATTESTATION);

export const isChallengeAt = (keys: Tagging, challenge: string, now: number): boolean =>
  wasMade(keys, challenge, now, ATTESTATION);

const madeAt = (keys: Tagging, now: number, use: string): string =>
  nonceOf(keys, stepAt(now), use).toString("base64url");

function wasMade(keys: Tagging, text: string, now: number, use: string): boolean {
  const sent = Buffer.from(text, "base64url");
  if (sent.length !== BYTES) return false;
  const step = stepAt(now);
  return [step, step - 1].some((one) => timingSafeEqual(sent, nonceOf(keys, one, use)));
}

const stepAt = (now: number): number => Math.floor(now / NONCE_STEP);

function nonceOf(keys: Tagging, step: number, use: string): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(step));
  return Buffer.from(keys.tag(use, bytes, BYTES));
}
