/**
 * Passwords as users mean them (RFC 8265 4.2, OpaqueString). Passwords that look the same on the keyboard are the same, whether
 * or not a device composes its accents. Nothing is trimmed, and case matters.
 */
import { kindOfHash } from "../ports/password-hash.ts";
import type { Passwords } from "../ports/passwords.ts";

/** Length of a new password, in characters (code points). */
const [SHORTEST, LONGEST] = [12, 256];

/** UTF-16 units of the input. No password is longer, and normalizing longer input would cost time. */
const LONGEST_TYPED = 1_024;

const NON_ASCII_SPACES = /[^\P{Zs} ]/gu;

/** The form that is hashed: every kind of space becomes U+0020, then NFC. */
export function opaqueString(typed: string): string {
  return typed.replace(NON_ASCII_SPACES, " ").normalize("NFC");
}

/** What is wrong with a new password; `undefined` if it is valid. */
export function passwordFault(typed: string): string | undefined {
  const characters = typed.length > LONGEST_TYPED ? Number.POSITIVE_INFINITY : [...opaqueString(typed)].length;
  if (characters < SHORTEST || characters > LONGEST) return `${SHORTEST} to ${LONGEST} characters`;
  // Control characters and code points that Unicode hasn't assigned. No two keyboards type them alike, and NFC may change the
  // latter.
  return /[\p{Cc}\p{Cs}\p{Cn}]/u.test(typed) ? "no control or unassigned characters" : undefined;
}

/** The hash of a new password. */
export function hashPassword(passwords: Passwords, typed: string): Promise<string> {
  return passwords.hash(opaqueString(typed));
}

/**
 * Whether a password is right. Earlier versions hashed the bytes as they were typed, composed or not, so those are tried as
 * well. The amount of work depends on the input, never on the account. For ASCII it is one comparison. `like`: the kind of hash
 * that is compared if there is none (`decoys.ts`).
 */
export async function isPassword(
  passwords: Passwords,
  typed: string,
  hash: string | undefined,
  like?: string,
): Promise<boolean> {
  if (typed.length > LONGEST_TYPED)
    return passwords.verify("", undefined, hash === undefined ? like : kindOfHash(hash));
  const prepared = opaqueString(typed);
  for (const spelling of new Set([prepared, typed, prepared.normalize("NFD")])) {
    if (await passwords.verify(spelling, hash, like)) return true;
  }
  return false;
}
