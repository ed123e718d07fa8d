/** Clients' secrets of which another server has kept only a hash. */
import { foreignHashFault } from "../ports/foreign-secret.ts";
import { knownHash } from "./hashes.ts";

/** What is known of a secret. `unusable`: why it can't come along. */
export type MovedSecret =
  | { readonly value: string; readonly expiresAt?: number | undefined }
  | { readonly sha256: string; readonly expiresAt?: number | undefined }
  | { readonly hash: string; readonly expiresAt?: number | undefined }
  | { readonly unusable: string };

export type UsableSecret = Exclude<MovedSecret, { readonly unusable: string }>;

/** A secret by its hash, in any form in which hashes of passwords may come. */
export function hashedSecret(text: string, expiresAt?: number): MovedSecret {
  const foreign = knownHash(text);
  const fault = foreignHashFault(foreign);
  if (fault !== undefined) return { unusable: `its hash is ${fault.is}; expected ${fault.expected}` };
  return { hash: foreign, ...(expiresAt !== undefined && { expiresAt }) };
}

/** What stands in a file in the place of a secret, and would be one that everybody can read: a variable of a template, or asterisks. */
const PLACEHOLDER = /^(?:\$\{.*\}|\$\(.*\)|\$[A-Z_][A-Z0-9_]*|\{\{.*\}\}|##.+##|@@.+@@|%\w+%|<[^<>]+>|#\{.+\}#?|\*+)$/s;

/** Whether a text stands in the place of one that was to be filled in. */
export const isPlaceholder = (text: string): boolean => PLACEHOLDER.test(text.trim());

/** Whether a part of a text was to be filled in: by the Deploy CLI of Auth0, or from variables of a template or the environment. */
export const hasPlaceholder = (text: string): boolean =>
  /##\w+##|@@\w+@@|\$\{[^{}]*\}|\$\([^()]*\)|\{\{[^{}]*\}\}/.test(text);

/** A secret in plain text; `undefined` if it isn't in the file. */
export function plainSecret(value: string | undefined, expiresAt?: number): MovedSecret {
  if (value === undefined) return { unusable: "it isn't in the file" };
  if (isPlaceholder(value)) return { unusable: "the file has a placeholder for it" };
  if (value.length < 8) return { unusable: "it is shorter than 8 characters" };
  return { value, ...(expiresAt !== undefined && { expiresAt }) };
}

/** What a hash is called: `bcrypt`, `pbkdf2-sha256`. */
export const nameOfHash = (foreign: string): string => {
  const [, id = ""] = foreign.split("$");
  return id.startsWith("2") ? "bcrypt" : id;
};

/** How a text begins that is a hash: a PHC string, or what Django and Werkzeug write. */
const HASHED = /^(?:\$|pbkdf2[_:]|scrypt[$:]|bcrypt(?:_sha256)?\$|argon2\$)/;

/** A secret, as it is or as a hash, where a server may keep either. */
export const anySecret = (text: string, expiresAt?: number): MovedSecret =>
  HASHED.test(text) ? hashedSecret(text, expiresAt) : plainSecret(text, expiresAt);
