/** Whether an access token is valid for a call (RFC 6750 3.1, RFC 9068 4). */
import { refuse } from "../../reasons/index.ts";
import { openid, rfc } from "../../specs.ts";
import { type AccessToken, type AccessTokenContents, bindingsOf, tokenTypeOf } from "../access-token.ts";
import { type Check, firstRefusal } from "../decision.ts";
import { refuseUnknownGrant } from "../grant-management/checks.ts";
import type { ManagedFacts } from "../grant-management/managed.ts";
import { lasts, setBackBy } from "../lifetime.ts";
import { isProved } from "../sender-constraints/index.ts";
import type { Proof } from "../sender-constraints/sender-constraint.ts";

/**
 * What decisions use of an access token. Its audience also contains this issuer if openid was granted, because its userinfo
 * endpoint accepts the token too (RFC 9068 3).
 */
export type TokenClaims = Pick<AccessToken, "id"> &
  Omit<AccessTokenContents, "act" | "authorizationDetails" | "requestedClaims" | "claims" | "authTime">;

/** What was found for a text that was sent as an access token. */
export type AccessTokenFacts =
  | { readonly is: "malformed"; readonly looks: string; readonly length: number }
  | { readonly is: "unknown" }
  | { readonly is: "found"; readonly claims: TokenClaims; readonly revoked: boolean };

/** What a call requires of its token. */
export interface Demand {
  readonly audience?: string | undefined;
  readonly scope?: string | undefined;
}

export interface BearerCase {
  readonly token: AccessTokenFacts;
  readonly proof?: Proof | undefined;
  /** The scheme with which it was sent; none if it was in the body. */
  readonly scheme?: string | undefined;
  readonly demand: Demand;
  readonly now: number;
  /** Whether the user behind it still exists, if the call is about a user. */
  readonly accountEnabled?: boolean | undefined;
  /** The grant that the call is about, if it is about one. */
  readonly managed?: ManagedFacts | undefined;
}

const issueOf = ({ issuedAt, expiresAt }: TokenClaims): number => issuedAt ?? expiresAt;

/** Whether a token's lifetime hasn't ended. `now` in milliseconds. */
export function isAlive(claims: TokenClaims, now: number): boolean {
  const { issuedAt, expiresAt } = claims;
  return issuedAt === undefined ? now < expiresAt : lasts(issuedAt, expiresAt - issuedAt, now);
}

/** The checks of RFC 6750 that introspection shares: known, not expired, not revoked. */
export const lifeChecks: readonly Check<BearerCase>[] = [
  {
    asks: "Is it an access token of this server?",
    cites: rfc(6750, "3.1"),
    run: ({ token }) => {
      if (token.is === "malformed") return refuse("token/malformed", { looks: token.looks, length: token.length });
      return token.is === "unknown" ? refuse("token/unknown", {}) : undefined;
    },
  },
  {
    asks: "Is it within its lifetime?",
    cites: rfc(6750, "3.1"),
    run: ({ token, now }) =>
      token.is !== "found" || isAlive(token.claims, now)
        ? undefined
        : refuse("token/expired", {
            expiredAt: token.claims.expiresAt,
            secondsAgo: Math.max(0, Math.round((now - token.claims.expiresAt) / 1000)),
            setBack: setBackBy(issueOf(token.claims), token.claims.expiresAt - issueOf(token.claims), now),
          }),
  },
  {
    asks: "Is it still valid?",
    cites: rfc(6750, "3.1"),
    run: ({ token }) => (token.is === "found" && token.revoked ? refuse("token/revoked", {}) : undefined),
  },
];

export const bearerChecks: readonly Check<BearerCase>[] = [
  ...lifeChecks,
  {
    // Whoever copied it must not gain anything. Introspection doesn't ask: it says which key the API has to demand.
    asks: "Is it sent with proof of the key that it is bound to, if there is one?",
    cites: rfc(9449, "7.1"),
    run: ({ token, proof }) =>
      token.is === "found" && token.claims.cnf !== undefined && !isProved(token.claims.cnf, proof)
        ? refuse("token/key-unproved", { bound: bindingsOf(token.claims.cnf) })
        : undefined,
  },
  {
    // "A resource server that supports Bearer tokens and DPoP MUST reject any request with a DPoP-bound access token received as a bearer
    // token" (RFC 9449 7.2). The other way round, a client would believe that its token is bound.
    asks: "Is it sent with the scheme of its type?",
    cites: rfc(9449, "7.2"),
    run: ({ token, scheme = "Bearer" }) => {
      if (token.is !== "found") return undefined;
      const expected = tokenTypeOf(token.claims);
      const sent = scheme.toLowerCase() === "dpop" ? "DPoP" : "Bearer";
      return sent === expected ? undefined : refuse("token/wrong-scheme", { sent, expected });
    },
  },
  {
    asks: "Is it for this API?",
    cites: rfc(9068, "4"),
    run: ({ token, demand: { audience } }) =>
      token.is === "found" && audience !== undefined && !token.claims.audience.includes(audience)
        ? refuse("token/wrong-audience", { audience: token.claims.audience, expected: audience })
        : undefined,
  },
  {
    asks: "Does it have the scope that this call requires?",
    cites: rfc(6750, "3.1"),
    run: ({ token, demand: { scope } }) => {
      if (token.is !== "found" || scope === undefined || token.claims.scopes.includes(scope)) return undefined;
      const granted = token.claims.scopes;
      return scope === "openid"
        ? refuse("token/no-openid", { granted, person: token.claims.grantId !== undefined })
        : refuse("token/insufficient-scope", { needed: scope, granted });
    },
  },
  {
    asks: "Is the user's account enabled?",
    cites: rfc(6750, "3.1"),
    run: ({ accountEnabled }) => (accountEnabled === false ? refuse("token/revoked", {}) : undefined),
  },
  {
    asks: "Is the grant one of this client and user?",
    cites: openid("grantManagement", "6.6"),
    run: ({ token, managed }) =>
      token.is === "found" ? refuseUnknownGrant(managed, token.claims.clientId, true) : undefined,
  },
];

/** Whether a token is active (RFC 7662 2.2). `now` in milliseconds. */
export function isActive(token: AccessTokenFacts, now: number): boolean {
  return token.is === "found" && firstRefusal(lifeChecks, { token, demand: {}, now }) === undefined;
}
