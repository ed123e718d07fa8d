/** Makes codes, refresh tokens and opaque access tokens, and says what became of one that comes back. */

import { hash, timingSafeEqual } from "node:crypto";
import type { Keys } from "../ports/keys.ts";
import { charactersOf } from "../protocol/characters.ts";
import type { NotFound } from "../protocol/credential.ts";
import {
  type Credential,
  type CredentialKind,
  SECRET_BYTES,
  TAG_BYTES,
  taggedBytes,
  writeCredential,
} from "../protocol/credential.ts";
import type { RefreshState } from "../protocol/grant.ts";

/** A new credential: what the client gets, and what the store keeps. */
export interface Minted {
  readonly text: string;
  readonly hash: Uint8Array;
}

/** SHA-256: enough for secrets of 176 random bits. Asking for text halves the time. */
export const digest = (secret: Uint8Array): Uint8Array => Buffer.from(hash("sha256", secret, "binary"), "latin1");

/** Makes a credential around a secret of `SECRET_BYTES` bytes. */
export function mint(keys: Keys, kind: CredentialKind, id: number, generation: number, secret: Uint8Array): Minted {
  const tagged = taggedBytes(id, generation, secret);
  return { text: writeCredential(kind, tagged, keys.tag(kind, tagged, TAG_BYTES)), hash: digest(secret) };
}

/**
 * The refresh token that follows another one of its family: always the same, and unknown to anyone without the server's key.
 */
export function mintSuccessor(keys: Keys, { id, generation, tagged }: Credential): Minted {
  return mint(keys, "refresh", id, generation + 1, keys.successor(tagged, SECRET_BYTES));
}

/** Whether a credential's secret has this hash. */
export function hashes(credential: Credential, stored: Uint8Array): boolean {
  return timingSafeEqual(digest(credential.secret), stored);
}

/** Whether this server made the credential, whatever happened to it since. */
export function isOurs(keys: Keys, { kind, tagged, tag }: Credential): boolean {
  return timingSafeEqual(keys.tag(kind, tagged, TAG_BYTES), tag);
}

/**
 * How many refreshes a refresh token is behind the live one of its family, whose state is given; `undefined` if it never
 * belonged to the family. The live token is known by its hash, the previous one by its successor being live, and older ones by
 * their tag.
 */
export function generationsBehind(keys: Keys, credential: Credential, live: RefreshState): number | undefined {
  const behind = live.generation - credential.generation;
  if (behind < 0) return undefined;
  if (!isOurs(keys, credential)) return undefined;
  if (behind === 0) return hashes(credential, live.hash) ? 0 : undefined;
  const precedes = behind > 1 || timingSafeEqual(mintSuccessor(keys, credential).hash, live.hash);
  return precedes ? behind : undefined;
}

/** What to say about a well-formed credential that isn't in the store, or has another secret. */
export function absence(keys: Keys, credential: Credential, text: string): NotFound {
  return { is: isOurs(keys, credential) ? "gone" : "foreign", length: charactersOf(text) };
}

/** The id of a JWT and that of the grant behind it. Either can be revoked. */
export function writeJti(id: number, grantId: number | undefined): string {
  return grantId === undefined ? id.toString(36) : `${id.toString(36)}.${grantId.toString(36)}`;
}

export function readJti(jti: unknown): { id: number; grantId: number | undefined } | undefined {
  const match = /^([0-9a-z]{1,11})(?:\.([0-9a-z]{1,11}))?$/.exec(typeof jti === "string" ? jti : "");
  if (match?.[1] === undefined) return undefined;
  return {
    id: Number.parseInt(match[1], 36),
    grantId: match[2] === undefined ? undefined : Number.parseInt(match[2], 36),
  };
}
