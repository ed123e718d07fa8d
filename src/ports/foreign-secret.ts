/**
 * Clients' secrets of which another server has kept only a hash: one of those in which passwords are kept, or SHA-512 without a
 * salt. Such a hash is kept until the secret is used, and then replaced by the SHA-256 that secrets have here.
 */
import { hash } from "node:crypto";
import { costFault, kindOfHash, readPasswordHash } from "./password-hash.ts";

/** In the place of a SHA-256 that isn't known. Nothing that can be sent has this hash. */
export const UNKNOWN_HASH: Uint8Array = new Uint8Array(32);

const SHA512 = /^\$sha512\$(?<key>[A-Za-z0-9+/]{86})$/;

/** How a SHA-512 is kept. */
export const sha512Hash = (sha512: Uint8Array): string =>
  `$sha512$${Buffer.from(sha512).toString("base64").replaceAll("=", "")}`;

/** The SHA-512 in a hash of another server; `undefined` if it has another form, which takes long to compare. */
export function sha512In(text: string): Uint8Array | undefined {
  const key = SHA512.exec(text)?.groups?.key;
  return key === undefined ? undefined : Buffer.from(key, "base64");
}

/** What is wrong with a hash of another server; `undefined` if it can be kept. Never a part of it. */
export function foreignHashFault(text: string): { readonly is: string; readonly expected: string } | undefined {
  if (SHA512.test(text)) return undefined;
  const form = readPasswordHash(text);
  if (form === undefined)
    return {
      is: "of a form that isn't supported",
      expected: "bcrypt, $sha512$ with base64, or PBKDF2, scrypt or argon2 as a PHC string",
    };
  const fault = costFault(form);
  return fault === undefined ? undefined : { is: "out of bounds", expected: `another one. It has ${fault}` };
}

/** How a hash was made that takes long to compare; `undefined` if it doesn't. */
export const slowKindOf = (text: string): string | undefined => (SHA512.test(text) ? undefined : kindOfHash(text));

/** Names a hash of another server, so that a secret which came with it is still known once it is replaced. Nobody can sign in with it. */
export const markOf = (foreign: string): string => hash("sha256", foreign, "base64url");
