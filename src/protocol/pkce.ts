/** PKCE (RFC 7636), S256 only: `plain` is refused by name. */
import { hash, timingSafeEqual } from "node:crypto";
import { type Refusal, refuse } from "../reasons/index.ts";
import { charactersOf } from "./characters.ts";
import { challengeLooks, verifierFault } from "./pkce-form.ts";

/** BASE64URL(SHA-256(verifier)), RFC 7636 4.2. */
export function challengeOf(verifier: string): string {
  return hash("sha256", verifier, "base64url");
}

/**
 * Checks challenge and method of an authorization request. `required` depends on the client; `near` is the name under which one
 * was probably sent.
 */
export function checkChallenge(
  clientId: string,
  required: boolean,
  challenge: string | undefined,
  method: string | undefined,
  near: (parameter: string) => string | undefined = () => undefined,
): Refusal | undefined {
  if (challenge === undefined) {
    const parameter = "code_challenge";
    if (required) return refuse("pkce/required", { clientId, near: near(parameter) });
    return method === undefined ? undefined : refuse("request/parameter-absent", { parameter, near: near(parameter) });
  }
  if (method === undefined) return refuse("pkce/method-unsupported", { near: near("code_challenge_method") });
  if (method !== "S256") return refuse("pkce/method-unsupported", { sent: method });
  const looks = challengeLooks(challenge);
  return looks === undefined
    ? undefined
    : refuse("pkce/challenge-malformed", { length: charactersOf(challenge), looks });
}

/** What was found about a verifier. The verifier itself is a secret and enters no decision. */
export type VerifierFacts =
  | { readonly is: "absent" }
  /** There is no challenge to compare it with. */
  | { readonly is: "uncompared" }
  | { readonly is: "malformed"; readonly length: number; readonly character: string | undefined }
  | { readonly is: "right" }
  /** `computed`: the challenge that it would produce. */
  | { readonly is: "wrong"; readonly computed: string; readonly isChallenge: boolean };

/** Compares a verifier with the challenge of its authorization request (RFC 7636 4.6). */
export function compareVerifier(challenge: string | undefined, verifier: string | undefined): VerifierFacts {
  if (verifier === undefined) return { is: "absent" };
  if (challenge === undefined) return { is: "uncompared" };
  const fault = verifierFault(verifier);
  if (fault !== undefined) return { is: "malformed", ...fault };
  const computed = challengeOf(verifier);
  if (timingSafeEqual(Buffer.from(computed), Buffer.from(challenge))) return { is: "right" };
  return { is: "wrong", computed, isChallenge: verifier === challenge };
}

/** Checks the verifier of a token request against the challenge of its authorization request (RFC 7636 4.6, RFC 9700 4.8.2). */
export function checkVerifier(
  clientId: string,
  challenge: string | undefined,
  verifier: VerifierFacts,
  near?: string,
): Refusal | undefined {
  if (challenge === undefined)
    return verifier.is === "absent" ? undefined : refuse("pkce/verifier-unexpected", { clientId });
  switch (verifier.is) {
    case "absent":
      return refuse("pkce/verifier-missing", { clientId, near });
    case "malformed":
      return refuse("pkce/verifier-malformed", { length: verifier.length, character: verifier.character });
    case "wrong":
      return refuse("pkce/verifier-mismatch", {
        challenge,
        computed: verifier.computed,
        hint: verifier.isChallenge
          ? "it is the code_challenge itself: either the challenge was not hashed, or it was sent in place of the verifier"
          : undefined,
      });
    default:
      return undefined;
  }
}
