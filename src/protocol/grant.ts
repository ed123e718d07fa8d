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
  readonly sessionId: number;
  readonly scopes: readonly string[];
  /** Milliseconds, as all times here. */
  readonly createdAt: number;
  /** When the user signed in. */
  readonly authTime: number;
  readonly nonce: string | undefined;

  readonly codeHash: Uint8Array;
  readonly codeExpiresAt: number;
  readonly redirectUri: string;
  /** Whether the authorization request named its redirect URI, so that the token request must repeat it. */
  readonly redirectUriSent: boolean;
  readonly challenge: string | undefined;
  readonly redeemedAt: number | undefined;
  /** Where it was redeemed from. */
  readonly redeemedBy: Origin | undefined;

  readonly refresh: RefreshState | undefined;

  readonly revokedAt: number | undefined;
  readonly revokedBecause: string | undefined;
}

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
}

/** An opaque access token, or the mark that a JWT one was revoked. */
export interface AccessToken {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly clientId: string;
  /** `undefined` if there is no user. */
  readonly grantId: number | undefined;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly audience: string;
  /** Unknown if a server of version 0.1 issued it. */
  readonly issuedAt?: number | undefined;
  readonly expiresAt: number;
  readonly revokedAt: number | undefined;
  /** Claims that a hook added, which introspection returns. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}
