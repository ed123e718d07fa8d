/**
 * Passwords as users mean them (RFC 8265 4.2, OpaqueString): what looks the same on the keyboard is the same, whether a device composes its
 * accents or not. Nothing is trimmed, and case counts.
 */
import type { Passwords } from "../ports/passwords.ts";

/** Characters (code points) of a new password. */
const [SHORTEST, LONGEST] = [12, 256];

/** UTF-16 units of what is typed; beyond them nobody's password is, and normalizing would cost time. */
const LONGEST_TYPED = 1_024;

const NON_ASCII_SPACES = /[^\P{Zs} ]/gu;

/** The form that is hashed: every kind of space as U+0020, then NFC. */
export function opaqueString(typed: string): string {
  return typed.replace(NON_ASCII_SPACES, " ").normalize("NFC");
}

/** What is wrong with a new password; `undefined` where it may be used. */
export function passwordFault(typed: string): string | undefined {
  const characters = typed.length > LONGEST_TYPED ? Number.POSITIVE_INFINITY : [...opaqueString(typed)].length;
  if (characters < SHORTEST || characters > LONGEST) return `${SHORTEST} to ${LONGEST} characters`;
  // Control characters and code points that Unicode has not assigned: no keyboard types them twice, and NFC may change for the latter.
  return /[\p{Cc}\p{Cs}\p{Cn}]/u.test(typed) ? "no control or unassigned characters" : undefined;
}

/** The hash of a new password. */
export function hashPassword(passwords: Passwords, typed: string): Promise<string> {
  return passwords.hash(opaqueString(typed));
}

/**
 * Whether a password is right. Hashes of versions before this one were made of the bytes as they were typed, composed or not, so
 * those are tried as well. How much work it is depends on what was typed, never on the account; for ASCII it is one comparison.
 */
export async function isPassword(passwords: Passwords, typed: string, hash: string | undefined): Promise<boolean> {
  if (typed.length > LONGEST_TYPED) return passwords.verify("", undefined);
  const prepared = opaqueString(typed);
  for (const spelling of new Set([prepared, typed, prepared.normalize("NFD")])) {
    if (await passwords.verify(spelling, hash)) return true;
  }
  return false;
}
