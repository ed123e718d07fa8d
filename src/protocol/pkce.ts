/** PKCE (RFC 7636), S256 only: `plain` is refused by name. */
import { hash, timingSafeEqual } from "node:crypto";
import { type Refusal, refuse } from "../reasons/index.ts";

/** BASE64URL(SHA-256(verifier)), RFC 7636 4.2. */
export function challengeOf(verifier: string): string {
  return hash("sha256", verifier, "base64url");
}

const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** Checks challenge and method of an authorization request; `required` follows the client. */
export function checkChallenge(
  clientId: string,
  required: boolean,
  challenge: string | undefined,
  method: string | undefined,
): Refusal | undefined {
  if (challenge === undefined) {
    if (required) return refuse("pkce/required", { clientId });
    return method === undefined
      ? undefined
      : refuse("request/parameter-absent", { parameter: "code_challenge", near: undefined });
  }
  if (method !== "S256") return refuse("pkce/method-unsupported", { sent: method ?? "absent, which means plain" });
  if (!CHALLENGE.test(challenge)) {
    return refuse("pkce/challenge-malformed", { length: challenge.length, looks: challengeLooks(challenge) });
  }
  return undefined;
}

function challengeLooks(challenge: string): string {
  if (/^[0-9a-fA-F]{64}$/.test(challenge)) return "hexadecimal";
  if (/=$/.test(challenge)) return "padded with =";
  if (/[+/]/.test(challenge)) return "base64 in place of base64url";
  if (!/^[A-Za-z0-9_-]*$/.test(challenge)) return "not base64url";
  return "not 32 bytes in base64url";
}

/** Checks the verifier of a token request against the challenge of its authorization request (RFC 7636 4.6, RFC 9700 4.8.2). */
export function checkVerifier(
  clientId: string,
  challenge: string | undefined,
  verifier: string | undefined,
): Refusal | undefined {
  if (challenge === undefined)
    return verifier === undefined ? undefined : refuse("pkce/verifier-unexpected", { clientId });
  if (verifier === undefined) return refuse("pkce/verifier-missing", { clientId });
  const character = /[^A-Za-z0-9\-._~]/.exec(verifier)?.[0];
  if (character !== undefined || verifier.length < 43 || verifier.length > 128) {
    return refuse("pkce/verifier-malformed", { length: verifier.length, character });
  }
  const computed = challengeOf(verifier);
  if (timingSafeEqual(Buffer.from(computed), Buffer.from(challenge))) return undefined;
  return refuse("pkce/verifier-mismatch", {
    challenge,
    computed,
    hint: verifier === challenge ? "the challenge itself was sent as verifier" : undefined,
  });
}
