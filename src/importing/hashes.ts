/** Password hashes in the forms in which other servers keep them, as PHC strings. */
import { costFault, readPasswordHash } from "../ports/password-hash.ts";
import { type Note, note } from "./notes.ts";
import { entry } from "./read-as.ts";

/** A hash that can be stored, or why there is none. */
export type MovedHash = { readonly hash: string } | { readonly note: Note };

/** The hash in a text that is in a supported form already. `at`: where it is in the source. */
export function movedHash(text: string | undefined, at: string): MovedHash {
  if (text === undefined) return { note: note("import/no-password", at) };
  const form = readPasswordHash(text);
  if (form === undefined) return { note: note("import/hash-unsupported", at, { form: formOf(text) }) };
  const fault = costFault(form);
  return fault === undefined ? { hash: text } : { note: note("import/hash-expensive", at, { fault }) };
}

export type Digest = "sha1" | "sha256" | "sha512";

export const pbkdf2Hash = (digest: Digest, iterations: number, salt: Uint8Array, key: Uint8Array): string =>
  `$pbkdf2-${digest}$i=${iterations},l=${key.length}$${base64(salt)}$${base64(key)}`;

export const argon2Hash = (
  variant: string,
  version: number,
  { memory, passes, lanes }: { readonly memory: number; readonly passes: number; readonly lanes: number },
  salt: Uint8Array,
  key: Uint8Array,
): string => `$argon2${variant}$v=${version}$m=${memory},t=${passes},p=${lanes}$${base64(salt)}$${base64(key)}`;

/** A hash of another server in a supported form, as far as it can be brought into one. */
export function knownHash(text: string): string {
  if (text.startsWith("$")) return tidyPhc(text);
  return djangoHash(text) ?? werkzeugHash(text) ?? text;
}

/** Django and what is built on it, such as django-oauth-toolkit: `pbkdf2_sha256$iterations$salt$key`, or a name before a hash of another form. */
function djangoHash(text: string): string | undefined {
  const [id = "", cost = "", salt = "", ...rest] = text.split("$");
  const [, digest] = /^pbkdf2_(sha1|sha256|sha512)$/.exec(id) ?? [];
  if (digest !== undefined && rest.length === 1 && /^\d+$/.test(cost))
    return pbkdf2Hash(digest as Digest, Number(cost), Buffer.from(salt), Buffer.from(rest[0] ?? "", "base64"));
  if (id === "scrypt" && rest.length === 3) {
    const [block = "", lanes = "", key = ""] = rest;
    return scryptHash([cost, block, lanes], salt, Buffer.from(key, "base64"));
  }
  if (id === "bcrypt" && cost === "") return text.slice("bcrypt$".length);
  return id === "argon2" ? text.slice("argon2".length) : undefined;
}

/** Werkzeug, and so Flask and servers with Authlib: `pbkdf2:sha256:iterations$salt$hex`, `scrypt:N:r:p$salt$hex`. */
function werkzeugHash(text: string): string | undefined {
  const [method = "", salt = "", hex = "", ...rest] = text.split("$");
  const [name, ...given] = method.split(":");
  if (rest.length > 0 || !/^(?:[0-9a-f]{2}){16,}$/.test(hex)) return undefined;
  const key = Buffer.from(hex, "hex");
  const [digest = "", cost = ""] = given;
  if (name === "pbkdf2" && /^sha(?:1|256|512)$/.test(digest) && /^\d+$/.test(cost))
    return pbkdf2Hash(digest as Digest, Number(cost), Buffer.from(salt), key);
  return name === "scrypt" && given.length === 3 ? scryptHash(given, salt, key) : undefined;
}

/** `given`: cost, block size and lanes. `undefined` unless all are numbers, and the cost is a power of two. */
export function scryptHash(given: readonly string[], salt: string | Uint8Array, key: Uint8Array): string | undefined {
  const [cost = "", block = "", lanes = ""] = given;
  const log = Math.log2(Number(cost));
  if (!given.every((one) => /^[1-9]\d{0,9}$/.test(one)) || !Number.isInteger(log) || log < 1) return undefined;
  return `$scrypt$ln=${log},r=${block},p=${lanes}$${base64(typeof salt === "string" ? Buffer.from(salt) : salt)}$${base64(key)}`;
}

/**
 * A PHC string with base64 of any alphabet, padded or not, and scrypt's cost as a number or as its logarithm. A cost below 64
 * can only be a logarithm: scrypt with fewer rounds would protect nothing.
 */
export function tidyPhc(text: string): string {
  const [empty, id = "", parameters = "", salt = "", key = "", ...rest] = text.split("$");
  if (empty !== "" || rest.length > 0) return text;
  if (id === "scrypt") {
    const cost = Number(/(?:^|,)ln=(\d+)(?:,|$)/.exec(parameters)?.[1] ?? 0);
    const log = Math.log2(cost);
    const tidy = cost >= 64 && Number.isInteger(log) ? parameters.replace(/ln=\d+/, `ln=${log}`) : parameters;
    return `$scrypt$${tidy}$${tidyBase64(salt)}$${tidyBase64(key)}`;
  }
  if (!id.startsWith("pbkdf2")) return text;
  const digest = id === "pbkdf2" ? "sha1" : id.slice("pbkdf2-".length).replace("-", "");
  const iterations = /(?:^|,)i=(\d+)(?:,|$)/.exec(parameters)?.[1] ?? /^\d+$/.exec(parameters)?.[0] ?? "";
  const bytes = Buffer.from(key.replaceAll(".", "+"), "base64");
  return `$pbkdf2-${digest}$i=${iterations},l=${bytes.length}$${tidyBase64(salt)}$${base64(bytes)}`;
}

/**
 * The hash of ASP.NET Core Identity, in base64: a first byte that says the version, and then either salt (16) and key (32) of
 * 1,000 iterations with SHA-1, or the digest, the iterations and the salt's length, each in four bytes, then salt and key.
 */
export function aspNetHash(text: string): string | undefined {
  const bytes = Buffer.from(text, "base64");
  if (bytes[0] === 0 && bytes.length === 49)
    return pbkdf2Hash("sha1", 1_000, bytes.subarray(1, 17), bytes.subarray(17));
  if (bytes[0] !== 1 || bytes.length < 13 + 16) return undefined;
  const digest = (["sha1", "sha256", "sha512"] as const)[bytes.readUInt32BE(1)];
  const [iterations, length] = [bytes.readUInt32BE(5), bytes.readUInt32BE(9)];
  if (digest === undefined || length < 4 || bytes.length < 13 + length + 16) return undefined;
  return pbkdf2Hash(digest, iterations, bytes.subarray(13, 13 + length), bytes.subarray(13 + length));
}

/** What the short names of hashes stand for. */
const NAMES: Readonly<Record<string, string>> = {
  ...{ P: "phpass", H: "phpass", S: "phpass of Drupal", wp: "bcrypt of WordPress, over an HMAC", y: "yescrypt" },
  ...{ "1": "MD5 crypt", apr1: "MD5 crypt", "5": "SHA-256 crypt", "6": "SHA-512 crypt" },
};

/** What a hash of no supported form looks like, in a word or two: never a part of it that depends on the password. */
function formOf(text: string): string {
  const [, id] = /^\$([a-z0-9-]{1,20})\$/i.exec(text) ?? [];
  if (id !== undefined) return entry(NAMES, id) ?? id;
  const [, scheme] = /^\{([A-Z0-9-]{1,20})\}/i.exec(text) ?? [];
  return scheme ?? `that isn't known, of ${text.length} characters`;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64").replaceAll("=", "");
const tidyBase64 = (text: string): string =>
  text.replaceAll("=", "").replaceAll("-", "+").replaceAll("_", "/").replaceAll(".", "+");
