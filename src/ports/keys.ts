/** The keys of the server: signing for JWTs, tagging for credentials. Private keys do not leave the adapter. */
import type { KeyStanding } from "../protocol/key-schedule.ts";

/** The algorithms that tokens are signed by (RFC 7518 3.1, RFC 8037 3.1). */
export type SigningAlg = "ES256" | "RS256" | "EdDSA";

/** A public key as it is in the JWKS (RFC 7517 4). */
export type PublicJwk = Readonly<Record<string, string>>;

/** A published signing key. */
export interface SigningKeyStanding extends KeyStanding {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface Keys {
  /** Signs a JWT (RFC 7515 7.1). `typ` goes into its header, e.g. `at+jwt`. */
  sign(alg: SigningAlg, typ: string | undefined, claims: object): string;
  /** The claims of a JWT that a published key signed, whatever they say; `undefined` where the signature or the form is wrong. */
  verify(
    jwt: string,
  ): { readonly typ: string | undefined; readonly claims: Readonly<Record<string, unknown>> } | undefined;
  /** The public keys: those that sign, then those that will, then those that have. */
  readonly jwks: readonly PublicJwk[];
  /** The state of each of them, in the same order. */
  standing(): readonly SigningKeyStanding[];
  /** Learns what other processes have changed. Where a key cannot be read, those that are known stay. */
  refresh(): Promise<void>;
  /** Makes a key that signs from `signsFrom`; returns its id, and `undefined` where another process has just made one. */
  add(alg: SigningAlg, signsFrom: number): Promise<string | undefined>;
  /** Dates from when a key signs. `false` where there is no such key. */
  date(kid: string, signsFrom: number): Promise<boolean>;
  /**
   * Deletes a key, so that nothing which it signed is accepted. Where it was the one that signs, the next one signs from `now`, or a new one where
   * there is none. `false` where there is no such key.
   */
  revoke(kid: string, now: number): Promise<boolean>;
  /** Deletes the keys whose time is over at `now`; returns their ids. */
  forget(now: number): Promise<readonly string[]>;
  /**
   * `length` bytes of an HMAC that only this server can make. `context` names what the bytes are, so that what was made for one use
   * is worth nothing in another: a code renamed to a refresh token, for one.
   */
  tag(context: string, bytes: Uint8Array, length: number): Uint8Array;
  /** The secret that follows a refresh token's bytes in its family, so that two refreshes at once get the same one. */
  successor(tagged: Uint8Array, length: number): Uint8Array;
}
