/** What an access token says, whether it is opaque or a JWT. */
import type { RequestedClaims } from "./claims.ts";

/**
 * The key that a token is bound to (RFC 7800 3.1): the thumbprint of a DPoP key (RFC 9449 6.1) or of a client certificate (RFC 8705
 * 3.1). It isn't secret.
 */
export interface Confirmation {
  readonly jkt?: string | undefined;
  readonly "x5t#S256"?: string | undefined;
  /** The thumbprint of an attested instance's key. Only of refresh tokens, so that no token of an API ever has it. */
  readonly attestation?: string | undefined;
}

/** Who acts for the subject of a token (RFC 8693 4.1). */
export type Actor = Readonly<Record<string, unknown>> & { readonly sub?: string; readonly act?: Actor };

/** One of the authorization details of a grant (RFC 9396 2). */
export type AuthorizationDetail = Readonly<Record<string, unknown>> & { readonly type: string };

/** Today's grants fill in less than this. Times in milliseconds. */
export interface AccessTokenContents {
  readonly clientId: string;
  /** `undefined` if there is no user. */
  readonly grantId: number | undefined;
  readonly subject: string;
  readonly scopes: readonly string[];
  /** The APIs that it is for. Without one, it is this issuer. */
  readonly audience: readonly string[];
  /** Unknown if a server of version 0.1 issued it. */
  readonly issuedAt?: number | undefined;
  readonly expiresAt: number;
  readonly cnf?: Confirmation | undefined;
  readonly act?: Actor | undefined;
  readonly authorizationDetails?: readonly AuthorizationDetail[] | undefined;
  /** What userinfo returns in addition. It is no API's business, so neither introspection nor a JWT says it. */
  readonly requestedClaims?: RequestedClaims | undefined;
  /** When the user signed in (RFC 9470 6). It is the grant's, which storage adds when a token is looked up. */
  readonly authTime?: number | undefined;
  /** Claims that a hook added, which introspection returns. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
}

/** An opaque access token, or the mark that a JWT one was revoked. */
export interface AccessToken extends AccessTokenContents {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly revokedAt: number | undefined;
}

/** How a token is used (RFC 6749 7.1, RFC 9449 5). `N_A`: what was issued isn't an access token (RFC 8693 2.2.1). */
export type TokenType = "Bearer" | "DPoP" | "N_A";

/** The type follows from the key. A token that is bound to a certificate is sent as Bearer (RFC 8705 3). */
export const tokenTypeOf = ({ cnf }: Pick<AccessTokenContents, "cnf">): TokenType =>
  cnf?.jkt === undefined ? "Bearer" : "DPoP";

/** The `cnf` claim of a JWT. Whatever it contains, the token is bound. */
export function confirmationOf(claim: unknown): Confirmation | undefined {
  if (claim === undefined) return undefined;
  return typeof claim === "object" && claim !== null ? claim : {};
}

/** The members of `cnf`, which say in which ways a token is bound. */
export const bindingsOf = (cnf: Confirmation): readonly string[] => Object.keys(cnf);
