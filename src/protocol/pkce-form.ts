/** The form of challenge and verifier (RFC 7636 4.1, 4.2), without any hashing. `explain` uses the same checks in a browser. */
import { charactersOf } from "./characters.ts";

const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** What a challenge that isn't SHA-256 in base64url looks like; `undefined` if it is valid. */
export function challengeLooks(challenge: string): string | undefined {
  if (CHALLENGE.test(challenge)) return undefined;
  if (/^[0-9a-fA-F]{64}$/.test(challenge)) return "hexadecimal";
  if (/=$/.test(challenge)) return "padded with =";
  if (/^[A-Za-z0-9+/]*$/.test(challenge) && /[+/]/.test(challenge)) return "base64 in place of base64url";
  if (!/^[A-Za-z0-9_-]*$/.test(challenge)) return "not base64url";
  return "not 32 bytes in base64url";
}

/** `code-verifier = 43*128unreserved`: the length, and the first invalid character; `undefined` if it is valid. */
export function verifierFault(verifier: string): { length: number; character: string | undefined } | undefined {
  const character = /[^A-Za-z0-9\-._~]/u.exec(verifier)?.[0];
  return character !== undefined || verifier.length < 43 || verifier.length > 128
    ? { length: charactersOf(verifier), character }
    : undefined;
}
