/** What an operator may set about decisions; durations in seconds. Defaults are in the configuration's schema. */
export interface Settings {
  readonly issuer: string;
  /** Lifetime of an authorization code; never above 600 (RFC 6749 4.1.2). */
  readonly codeLifetime: number;
  /** How long two refreshes at once get the same successor; 0 switches it off. */
  readonly refreshGrace: number;
  /** How long a refresh token may lie unused. */
  readonly refreshIdleLifetime: number;
  /** How long a family of refresh tokens may live in all. */
  readonly refreshLifetime: number;
  readonly idTokenLifetime: number;
  /** Lifetime of access tokens that belong to no API. */
  readonly accessTokenLifetime: number;
  /** Lifetime of a user's session, from the sign-in. */
  readonly sessionLifetime: number;
  /** OpenID Connect Core 3.1.2.1 has unknown scopes ignored; Candor refuses them unless told otherwise. */
  readonly unknownScopes: "refuse" | "ignore";
}
