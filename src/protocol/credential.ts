/**
 * The form of everything that this server hands out and gets back: codes, refresh tokens, opaque access tokens.
 *
 * `candor_code_` + 56 characters of base64url for 42 bytes: id (7), generation (3), secret (22), tag (10). The id finds the
 * row without an index over random text. The secret is stored only as a hash. The tag, made with a key of this server,
 * shows whether an ended credential was ever issued here. The prefix names the kind, also for secret scanners.
 */
import { charactersOf } from "./characters.ts";

export type CredentialKind = "code" | "refresh" | "access" | "pushed" | "device" | "ciba";

export interface Credential {
  readonly kind: CredentialKind;
  readonly id: number;
  /** 0 except for refresh tokens, which count their rotations. */
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

/** A code or refresh token that was not found, and what can be said about it. */
export type NotFound = Unreadable | { readonly is: "gone"; readonly length: number };

export const SECRET_BYTES = 22;
export const TAG_BYTES = 10;
const ID_BYTES = 7;
const TAGGED_BYTES = ID_BYTES + 3 + SECRET_BYTES;
const BODY_LENGTH = 56;
const NAMES: Record<CredentialKind, string> = {
  code: "an authorization code",
  refresh: "a refresh token",
  access: "an access token",
  pushed: "a request_uri",
  device: "a device code",
  ciba: "an auth_req_id",
};

const prefixOf = (kind: CredentialKind): string => `candor_${kind}_`;

/** Writes id, generation and secret into the bytes that are tagged. `id` is below 2^53. */
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

/** Reads a credential of the expected kind, or says what the text looks like. Doesn't verify the tag. */
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
  const own = text.toLowerCase().indexOf(prefixOf(kind));
  // With something around it, it is still one of ours, and must not be called foreign.
  if (own !== -1) {
    const expected = prefixOf(kind).length + BODY_LENGTH;
    return { is: "corrupted", looks: wrappedIn(text, own, prefixOf(kind)), length: charactersOf(text), expected };
  }
  for (const other of ["code", "refresh", "access", "pushed", "device", "ciba"] as const)
    if (text.includes(prefixOf(other))) return { is: "wrong-kind", looks: NAMES[other] };
  // Access tokens may be JWTs, so that of those it says nothing.
  if ((kind !== "access" || text.startsWith("ey")) && JWT_WITHIN.test(text))
    return { is: "wrong-kind", looks: "a JWT" };
  const jwt = kind === "access" ? text.search(JWT_WITHIN) : -1;
  if (jwt !== -1) return { is: "wrong-kind", looks: wrappedIn(text, text.indexOf("ey", jwt), "ey") };
  return { is: "foreign", length: charactersOf(text) };
}

const JWT_WITHIN = /(?<![\w.-])ey[\w-]+\.[\w-]+\.[\w-]*(?![\w.-])/;

/** What is before a credential that begins `at`, or wrong with its beginning. */
function wrappedIn(text: string, at: number, beginning: string): string {
  const before = text.slice(0, at);
  if (before === "") return "in another letter case";
  if (/%[0-9A-Fa-f]{2}/.test(before)) return "percent-encoded too many times";
  if (/["'`]\s*$/.test(before)) return "in quotation marks";
  return before.trim() === "" && text.startsWith(beginning, at) ? "contains white space" : "extra characters before it";
}

/** What does not belong into a text that begins like a JWT (RFC 7515 7.1); `undefined` where nothing does. */
export function jwtLooks(text: string): string | undefined {
  if (/^[\w.-]*$/.test(text)) return undefined;
  if (/%[0-9A-Fa-f]{2}/.test(text)) return "percent-encoded too many times";
  return /\s/.test(text) ? "contains white space" : "contains invalid characters";
}
