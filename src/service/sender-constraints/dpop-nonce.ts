/**
 * Nonces of the server (RFC 9449 8). Each is a tag over a step of time, so that nothing is stored, and every process that has the server's
 * keys accepts it.
 */
import { timingSafeEqual } from "node:crypto";
import type { Keys } from "../../ports/keys.ts";

/** Milliseconds of a step. A nonce is accepted in its own step and in the next one. */
export const NONCE_STEP = 150_000;
const BYTES = 16;

type Tagging = Pick<Keys, "tag">;

/** The nonce that clients should use next. `now` in milliseconds. */
export const nonceAt = (keys: Tagging, now: number): string => nonceOf(keys, stepAt(now)).toString("base64url");

/** Whether a nonce is one that was sent lately. */
export function isNonceAt(keys: Tagging, nonce: string, now: number): boolean {
  const sent = Buffer.from(nonce, "base64url");
  if (sent.length !== BYTES) return false;
  const step = stepAt(now);
  return [step, step - 1].some((one) => timingSafeEqual(sent, nonceOf(keys, one)));
}

const stepAt = (now: number): number => Math.floor(now / NONCE_STEP);

function nonceOf(keys: Tagging, step: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(step));
  return Buffer.from(keys.tag("dpop nonce", bytes, BYTES));
}
