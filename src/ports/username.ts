/**
 * When two user names are the same. Unicode's default caseless matching, in the compatibility form (NFKC) so that a full-width
 * or a decomposed spelling cannot exist beside the plain one.
 */

/** What the keyboards of phones add to a name, and nobody sees: blanks and invisible characters at its ends. No name is made with them. */
const UNSEEN = /^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}]+$/gu;

/** A user name without what is not seen at its ends, in NFC: as it is kept and shown. */
export function tidyUsername(username: string): string {
  return username.replace(UNSEEN, "").normalize("NFC");
}

/** The form in which user names are compared. Upper case first: it takes together ß with SS and both forms of sigma. */
export function foldUsername(username: string): string {
  return username.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}

/** What is wrong with a new user name, which is tidy; `undefined` where it may be used. */
export function usernameFault(username: string): string | undefined {
  if (!/^[^\s\p{C}]{1,64}$/u.test(username)) return "1 to 64 characters without spaces";
  return mixesAlphabets(username) ? "letters of one alphabet" : undefined;
}

/** Alphabets whose letters look alike: a Cyrillic а in a Latin name makes another name of it that nobody can tell apart. */
const ALPHABETS = [
  /\p{Script=Latin}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
];

/** Whether a name mixes alphabets whose letters look alike. */
export function mixesAlphabets(username: string): boolean {
  const name = username.normalize("NFKC");
  return ALPHABETS.filter((alphabet) => alphabet.test(name)).length > 1;
}
