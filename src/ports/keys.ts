/** The keys of the server: signing for JWTs, tagging for credentials. Private keys do not leave the adapter. */
export type SigningAlg = "ES256" | "RS256" | "EdDSA";

/** A public key as it stands in the JWKS (RFC 7517 4). */
export type PublicJwk = Readonly<Record<string, string>>;

export interface Keys {
  /** Signs a JWT (RFC 7515 7.1). `typ` goes into its header, e.g. `at+jwt`. */
  sign(alg: SigningAlg, typ: string | undefined, claims: object): string;
  /** The claims of a JWT that one of these keys signed, whatever they say; `undefined` where the signature or the form is wrong. */
  verify(
    jwt: string,
  ): { readonly typ: string | undefined; readonly claims: Readonly<Record<string, unknown>> } | undefined;
  /** All public keys, newest first. */
  readonly jwks: readonly PublicJwk[];
  /**
   * `length` bytes of an HMAC that only this server can make. `context` names what the bytes are, so that what was made for one use
   * is worth nothing in another: a code renamed to a refresh token, for one.
   */
  tag(context: string, bytes: Uint8Array, length: number): Uint8Array;
  /** The secret that follows a refresh token's bytes in its family, so that two refreshes at once get the same one. */
  successor(tagged: Uint8Array, length: number): Uint8Array;
}
