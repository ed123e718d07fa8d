/**
 * When two user names are the same. Uses Unicode's default caseless matching in the compatibility form (NFKC), so that a
 * full-width or decomposed spelling can't exist next to the plain one.
 */

/** Spaces and invisible characters that phone keyboards add at the ends of a name. No stored name has them. */
const UNSEEN = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;

/** A user name in NFC, without invisible characters at its ends: the form that is stored and shown. */
export function tidyUsername(username: string): string {
  return username.replace(UNSEEN, "").normalize("NFC");
}

/**
 * The form in which user names are compared. Upper case comes first, because it maps ß to SS and both forms of sigma to one.
 */
export function foldUsername(username: string): string {
  return username.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}

/** What is wrong with a new, tidied user name; `undefined` if it is valid. */
export function usernameFault(username: string): string | undefined {
  if (!/^[^\s\p{C}]{1,64}$/u.test(username)) return "1 to 64 characters without spaces";
  return mixesAlphabets(username) ? "letters of one alphabet" : undefined;
}

/** Alphabets with letters that look alike. With a Cyrillic а, a Latin name becomes a different name that looks the same. */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/** Whether a name mixes alphabets with similar letters. */
export function mixesAlphabets(username: string): boolean {
  const name = username.normalize("NFKC");
  return ALPHABETS.filter((alphabet) => alphabet.test(name)).length > 1;
}
