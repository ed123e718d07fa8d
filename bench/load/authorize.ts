/** Authorization requests with PKCE (RFC 7636), and the reading of what they give. */
import { hash, randomBytes } from "node:crypto";
import { WEB } from "../world.ts";
import { type Answer, headerOf } from "./connection.ts";
import { expect } from "./expect.ts";
import { form } from "./request.ts";
import type { Target } from "./target.ts";

export interface Proof {
  readonly verifier: string;
  readonly challenge: string;
}

/** A code verifier and its S256 challenge. */
export function makeProof(): Proof {
  const verifier = randomBytes(32).toString("base64url");
  return { verifier, challenge: hash("sha256", verifier, "base64url") };
}

/** The query of an authorization request. */
export function authorizationQuery(scope: string, { challenge }: Proof, more: Record<string, string> = {}): string {
  return form({
    response_type: "code",
    client_id: WEB.id,
    redirect_uri: WEB.redirectUri,
    scope,
    state: "af0ifjsldkj",
    nonce: "n-0S6_WzA2Mj",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...more,
  });
}

/** The body of the token request that redeems a code. */
export function redemption(code: string, { verifier }: Proof): string {
  return `grant_type=authorization_code&code=${code}&redirect_uri=${encodeURIComponent(WEB.redirectUri)}&code_verifier=${verifier}`;
}

/** The code, still encoded, of an authorization response by redirect, which must carry `state`, and `iss` where the server promises that (RFC 9207). */
export function codeOf(answer: Answer, { saysIssuer }: Target): string {
  expect(answer.status === 302 || answer.status === 303, "a redirect", answer);
  const location = headerOf(answer, "location") ?? "";
  const code = /[?&]code=([^&]+)/.exec(location)?.[1];
  const right =
    location.startsWith(WEB.redirectUri) &&
    location.includes("state=af0ifjsldkj") &&
    location.includes("iss=") === saysIssuer;
  expect(right && code !== undefined, "a redirect with code, state and iss", { ...answer, body: location });
  return code;
}
