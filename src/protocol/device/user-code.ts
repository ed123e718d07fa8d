/** The code that a user types on another device (RFC 8628 6.1). */

/** No vowels, so that codes aren't words, and nothing that looks like something else. */
const ALPHABET = "BCDFGHJKLMNPQRSTVWXZ";
const LENGTH = 8;

/** Random bytes that a code is made of. */
export const USER_CODE_BYTES = 32;

/** Makes a code of random bytes; `undefined` if they don't suffice, which happens once in many millions of times. */
export function userCodeOf(random: Uint8Array): string | undefined {
  const fair = 256 - (256 % ALPHABET.length);
  const letters = [...random].filter((byte) => byte < fair).map((byte) => ALPHABET[byte % ALPHABET.length]);
  return letters.length < LENGTH ? undefined : letters.slice(0, LENGTH).join("");
}

/** As it is shown: in two parts. */
export const shownUserCode = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;

/** What a user has typed, however it was written; `undefined` if it can't be a code. */
export function typedUserCode(text: string): string | undefined {
  const letters = text.toUpperCase().replaceAll(/[\s\p{P}]/gu, "");
  return letters.length === LENGTH && [...letters].every((letter) => ALPHABET.includes(letter)) ? letters : undefined;
}
