/** Where keys are kept. */
import type { AuditEntry } from "./audit.ts";

/**
 * A key, encrypted by the key adapter. If a key-encryption secret is configured, the store sees no private key in plain text.
 */
export interface StoredKey {
  readonly kid: string;
  /** `ES256` and the like for signing keys, `RSA-OAEP-256` and `ECDH-ES` for those that decrypt; `tag` for the key that tags credentials. */
  readonly use: string;
  readonly sealed: string;
  readonly createdAt: number;
  /** When it starts to sign; `undefined`: since it was made. */
  readonly signsFrom?: number | undefined;
}

/** A key that replaces another: an existing or a new one. */
export type Successor = (StoredKey | { readonly kid: string }) & { readonly signsFrom: number };

/** What changes something appends its entry to the audit log in the same step. Without a change, nothing is appended. */
export interface KeyStore {
  all(): Promise<readonly StoredKey[]>;
  /** Adds a key unless there is one for the same use; returns the stored one. */
  addFirst(key: StoredKey, entry?: AuditEntry): Promise<StoredKey>;
  /** Changes with the keys and their dates, however they are encrypted. */
  revision(): Promise<string>;
  /** Adds a key if `latest` is still the latest of its use, by `signsFrom`. Otherwise returns `false` and changes nothing. */
  add(key: StoredKey, latest: string | undefined, entry?: AuditEntry): Promise<boolean>;
  /** Sets when a key starts to sign. `false` if there is no such key. */
  date(kid: string, signsFrom: number, entry?: AuditEntry): Promise<boolean>;
  /**
   * Deletes a key and, in the same step, dates its replacement, or adds it if it is new. Returns `false` and changes nothing if
   * there is no key `kid`.
   */
  replace(kid: string, by: Successor | undefined, entry?: AuditEntry): Promise<boolean>;
  /** Replaces the encrypted form of a key and leaves no trace of the old one. Changes nothing if there is no such key. */
  reseal(kid: string, sealed: string, entry?: AuditEntry): Promise<void>;
}
