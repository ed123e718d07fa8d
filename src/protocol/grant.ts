import type { Actor, AuthorizationDetail, Confirmation } from "./access-token.ts";
import type { RequestedClaims } from "./claims.ts";
import type { Origin } from "./origin.ts";

/**
 * A grant: what one user allowed one client, once. Its code, refresh tokens and access tokens depend on it, so every change
 * (redeemed, rotated, revoked) changes one row.
 */
export interface Grant {
  /** Grows with time; part of every credential of the grant. */
  readonly id: number;
  readonly clientId: string;
  /** The user, as `sub`. */
  readonly subject: string;
  /** How the client got it. */
  readonly source: GrantSource;
  /** The session in which the user allowed it; none if that wasn't in a browser on this server. */
  readonly sessionId: number | undefined;
  readonly scopes: readonly string[];
  /** The APIs that its tokens are for. Without it, the API of their scopes. */
  readonly audience?: readonly string[] | undefined;
  readonly authorizationDetails?: readonly AuthorizationDetail[] | undefined;
  /** Milliseconds, as all times here. */
  readonly createdAt: number;
  /** When the user signed in, if that is known. */
  readonly authTime: number | undefined;
  readonly nonce: string | undefined;
  readonly requestedClaims?: RequestedClaims | undefined;

  /** If its client manages it: the id of the grant with which it began, and when that was. */
  readonly managed?: { readonly root: number; readonly since: number } | undefined;

  readonly refresh: RefreshState | undefined;

  readonly revokedAt: number | undefined;
  readonly revokedBecause: string | undefined;
}

/** How a client got a grant, with what only that way has. Storage accepts other kinds without a change of its tables. */
export type GrantSource =
  | AuthorizationCode
  | { readonly kind: "exchange"; readonly act?: Actor | undefined }
  | { readonly kind: "device" | "ciba" | "assertion" }
  /** With a refresh token of another server that came along. */
  | { readonly kind: "moved" }
  /** Tokens from the authorization endpoint, without a code. */
  | { readonly kind: "implicit" };

/** A single-use code, and the request that it was issued for. */
export interface AuthorizationCode {
  readonly kind: "code";
  readonly hash: Uint8Array;
  readonly expiresAt: number;
  readonly redirectUri: string;
  /** Whether the authorization request named its redirect URI, so that the token request must repeat it. */
  readonly redirectUriSent: boolean;
  readonly challenge: string | undefined;
  /** The key that must redeem it, if the request named one (RFC 9449 10). */
  readonly cnf?: Confirmation | undefined;
  readonly redeemedAt: number | undefined;
  /** Where it was redeemed from. */
  readonly redeemedBy: Origin | undefined;
}

/** A grant that came from a code. */
export type CodeGrant = Grant & { readonly source: AuthorizationCode };

export const hasCode = (grant: Grant): grant is CodeGrant => grant.source.kind === "code";

/** The only live refresh token of a grant. Earlier ones are recognized by their generation. */
export interface RefreshState {
  readonly generation: number;
  readonly hash: Uint8Array;
  /** When this generation was issued. */
  readonly rotatedAt: number;
  /** When the first generation was issued. */
  readonly startedAt: number;
  /** Where the request for this generation came from. */
  readonly by: Origin | undefined;
  /** The key that all generations are bound to: only for a public client (RFC 9449 5, RFC 8705 4), or for an attested instance of one. */
  readonly cnf?: Confirmation | undefined;
}
