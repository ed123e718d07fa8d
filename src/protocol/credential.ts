/**
 * The form of everything that this server hands out to be brought back: codes, refresh tokens, opaque access tokens.
 *
 * `candor_code_` + 56 characters of base64url for 42 bytes: id (7), generation (3), secret (22), tag (10). The id finds the
 * row without an index over random text; the secret is kept as a hash only; the tag, made with a key of this server, tells
 * one that ended long ago from one that was never issued here. The beginning tells the kinds apart, also to secret scanners.
 */ import { charactersOf } from "./characters.ts";

export type CredentialKind = "code" | "refresh" | "access";

export interface Credential {
  readonly kind: CredentialKind;
  readonly id: number;
  /** 0 for all but refresh tokens, which count their rotations. */
  readonly generation: number;
  readonly secret: Uint8Array;
  readonly tag: Uint8Array;
  /** The bytes that the tag covers. */
  readonly tagged: Uint8Array;
}

/** What a text that isn't a credential of the expected kind looks like. */
export type Unreadable =
  | { readonly is: "wrong-kind"; readonly looks: string }
  | { readonly is: "corrupted"; readonly looks: string; readonly length: number; readonly expected: number }
  | { readonly is: "foreign"; readonly length: number };

export const SECRET_BYTES = 22;
export const TAG_BYTES = 10;
const ID_BYTES = 7;
const TAGGED_BYTES = ID_BYTES + 3 + SECRET_BYTES;
const BODY_LENGTH = 56;
const NAMES: Record<CredentialKind, string> = {
  code: "an authorization code",
  refresh: "a refresh token",
  access: "an access token",
};

const prefixOf = (kind: CredentialKind): string => `candor_${kind}_`;

/** Puts id, generation and secret into the bytes that are tagged. `id` stays below 2^53. */
export function taggedBytes(id: number, generation: number, secret: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(TAGGED_BYTES);
  bytes[0] = Math.floor(id / 2 ** 48);
  bytes.writeUIntBE(id % 2 ** 48, 1, 6);
  bytes.writeUIntBE(generation, ID_BYTES, 3);
  bytes.set(secret, ID_BYTES + 3);
  return bytes;
}

/** Writes a credential. */
export function writeCredential(kind: CredentialKind, tagged: Uint8Array, tag: Uint8Array): string {
  return prefixOf(kind) + Buffer.concat([tagged, tag]).toString("base64url");
}

/** Reads a credential of the expected kind, or says what the text looks like. The tag is not verified here. */
export function readCredential(kind: CredentialKind, text: string): Credential | Unreadable {
  const prefix = prefixOf(kind);
  if (!text.startsWith(prefix)) return looksLike(kind, text);
  const body = text.slice(prefix.length);
  if (body.length !== BODY_LENGTH || !/^[A-Za-z0-9_-]+$/.test(body)) {
    return corrupted(text, prefix, body);
  }
  const bytes = Buffer.from(body, "base64url");
  return {
    kind,
    id: (bytes[0] ?? 0) * 2 ** 48 + bytes.readUIntBE(1, 6),
    generation: bytes.readUIntBE(ID_BYTES, 3),
    secret: bytes.subarray(ID_BYTES + 3, TAGGED_BYTES),
    tag: bytes.subarray(TAGGED_BYTES),
    tagged: bytes.subarray(0, TAGGED_BYTES),
  };
}

function corrupted(text: string, prefix: string, body: string): Unreadable {
  const expected = prefix.length + BODY_LENGTH;
  const looks = /%[0-9A-Fa-f]{2}/.test(body)
    ? "percent-encoded too many times"
    : /\s/.test(text)
      ? "contains white space"
      : /[^A-Za-z0-9_-]/.test(body)
        ? "contains invalid characters"
        : body.length < BODY_LENGTH
          ? "cut off"
          : "extra characters at the end";
  return { is: "corrupted", looks, length: charactersOf(text), expected };
}

function looksLike(kind: CredentialKind, text: string): Unreadable {
  for (const other of ["code", "refresh", "access"] as const) {
    if (text.startsWith(prefixOf(other))) return { is: "wrong-kind", looks: NAMES[other] };
  }
  if (/^ey[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/.test(text)) return { is: "wrong-kind", looks: "a JWT" };
  if (text.trimStart().startsWith(prefixOf(kind))) return corrupted(text, prefixOf(kind), text);
  return { is: "foreign", length: charactersOf(text) };
}
