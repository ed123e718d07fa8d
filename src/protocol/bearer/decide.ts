/** Whether an access token is good for a call (RFC 6750 3.1, RFC 9068 4). */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { type Check, firstRefusal } from "../decision.ts";

/** What an access token says, whether it is opaque or a JWT. */
export interface TokenClaims {
  readonly id: number;
  readonly clientId: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  /** The API, and this issuer where openid was granted: its userinfo endpoint takes the token too (RFC 9068 3). */
  readonly audience: readonly string[];
  readonly expiresAt: number;
  readonly grantId: number | undefined;
}

/** What was found for the text that was sent as an access token. */
export type AccessTokenFacts =
  | { readonly is: "malformed"; readonly looks: string; readonly length: number }
  | { readonly is: "unknown" }
  | { readonly is: "found"; readonly claims: TokenClaims; readonly revoked: boolean };

/** What a call demands of its token. */
export interface Demand {
  readonly audience?: string | undefined;
  readonly scope?: string | undefined;
}

interface Given {
  readonly token: AccessTokenFacts;
  readonly demand: Demand;
  readonly now: number;
}

/** The checks of RFC 6750 that introspection shares: known, not expired, not revoked. */
export const lifeChecks: readonly Check<Given>[] = [
  {
    asks: "Is it an access token of this server?",
    run: ({ token }) => {
      if (token.is === "malformed") return refuse("token/malformed", { looks: token.looks, length: token.length });
      return token.is === "unknown" ? refuse("token/unknown", {}) : undefined;
    },
  },
  {
    asks: "Is it still alive?",
    run: ({ token, now }) =>
      token.is === "found" && now >= token.claims.expiresAt
        ? refuse("token/expired", {
            expiredAt: token.claims.expiresAt,
            secondsAgo: Math.round((now - token.claims.expiresAt) / 1000),
          })
        : undefined,
  },
  {
    asks: "Does it stand?",
    run: ({ token }) => (token.is === "found" && token.revoked ? refuse("token/revoked", {}) : undefined),
  },
];

export const bearerChecks: readonly Check<Given>[] = [
  ...lifeChecks,
  {
    asks: "Is it meant for this API?",
    run: ({ token, demand: { audience } }) =>
      token.is === "found" && audience !== undefined && !token.claims.audience.includes(audience)
        ? refuse("token/wrong-audience", { audience: token.claims.audience, expected: audience })
        : undefined,
  },
  {
    asks: "Does it carry the scope of this call?",
    run: ({ token, demand: { scope } }) => {
      if (token.is !== "found" || scope === undefined || token.claims.scopes.includes(scope)) return undefined;
      const granted = token.claims.scopes;
      return scope === "openid"
        ? refuse("token/no-openid", { granted })
        : refuse("token/insufficient-scope", { needed: scope, granted });
    },
  },
];

/** The token's claims where it is good for the call. `now` in milliseconds. */
export function decideBearer(token: AccessTokenFacts, demand: Demand, now: number): TokenClaims | Refusal {
  const refusal = firstRefusal(bearerChecks, { token, demand, now });
  if (refusal !== undefined) return refusal;
  if (token.is !== "found") throw new Error("The token is used before its checks have run.");
  return token.claims;
}

/** Whether a token is active (RFC 7662 2.2). `now` in milliseconds. */
export function isActive(token: AccessTokenFacts, now: number): boolean {
  return token.is === "found" && firstRefusal(lifeChecks, { token, demand: {}, now }) === undefined;
}
