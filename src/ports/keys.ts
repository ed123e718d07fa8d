/** The server's keys: signing keys for JWTs, and one that tags credentials. Private keys never leave the adapter. */
import type { DecryptionKey, Undecrypted } from "../protocol/encryption.ts";
import type { KeyStanding } from "../protocol/key-schedule.ts";
import type { AuditEntry } from "./audit.ts";

/** The algorithms that sign tokens (RFC 7518 3.1, RFC 8037 3.1). */
export type SigningAlg = "ES256" | "RS256" | "EdDSA" | "PS256";

/** What a key is for: it signs, or clients encrypt to it (RFC 7518 4.1). */
export type KeyAlg = SigningAlg | DecryptionKey;

/** A public key as it is in the JWKS (RFC 7517 4). */
export type PublicJwk = Readonly<Record<string, string>>;

/** What was encrypted, or why it can't be read. */
export type Decrypted = { readonly text: string } | { readonly because: Undecrypted };

/** A published key. */
export interface SigningKeyStanding extends KeyStanding {
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** What is wrong with the keys: an algorithm has none that signs now, or one in the storage can't be decrypted with the server's secret. */
export type KeysUnusable = { readonly is: "absent"; readonly alg: SigningAlg } | { readonly is: "unreadable" };

/** What changes keys appends its entry to the audit log in the same step. Without a change, nothing is appended. */
export interface Keys {
  /** Signs a JWT (RFC 7515 7.1). `typ` goes into its header, e.g. `at+jwt`. */
  sign(alg: SigningAlg, typ: string | undefined, claims: object): string;
  /** The claims of a JWT that a published key signed, whatever they are; `undefined` if the signature or the form is wrong. */
  verify(
    jwt: string,
  ): { readonly typ: string | undefined; readonly claims: Readonly<Record<string, unknown>> } | undefined;
  /** Decrypts what was encrypted to a published key (RFC 7516 5.2). It rejects only if something here is broken. */
  decrypt(jwe: string): Promise<Decrypted>;
  /** The public keys: the signing ones, then the future ones, then the former ones. */
  readonly jwks: readonly PublicJwk[];
  /** The state of each key, in the same order. */
  standing(): readonly SigningKeyStanding[];
  /** Why this process can't sign as the others expect; `undefined` if it can. */
  unusable(): KeysUnusable | undefined;
  /** Reads what other processes have changed. If a key can't be read, the known keys stay. */
  refresh(): Promise<void>;
  /** Makes a key that signs from `signsFrom` and returns its id, or `undefined` if another process has just made one. */
  add(alg: KeyAlg, signsFrom: number, entry?: (kid: string) => AuditEntry): Promise<string | undefined>;
  /** Sets when a key starts to sign. `false` if there is no such key. */
  date(kid: string, signsFrom: number, entry?: AuditEntry): Promise<boolean>;
  /**
   * Deletes a key, so that nothing it signed is accepted. If it was the signing key, the next one signs from `now`, or a new
   * one if there is none. `false` if there is no such key. `entry` gets the id of the key that takes over.
   */
  revoke(kid: string, now: number, entry?: (successor: string | undefined) => AuditEntry): Promise<boolean>;
  /** Deletes the keys whose time is over at `now` and returns their ids. */
  forget(now: number, entry?: (kid: string) => AuditEntry): Promise<readonly string[]>;
  /**
   * `length` bytes of an HMAC that only this server can compute. `context` names the use of the bytes, so that they are
   * worthless for any other use, such as a code renamed to a refresh token.
   */
  tag(context: string, bytes: Uint8Array, length: number): Uint8Array;
  /** The secret that follows a refresh token's bytes in its family. Two refreshes at once get the same one. */
  successor(tagged: Uint8Array, length: number): Uint8Array;
}
