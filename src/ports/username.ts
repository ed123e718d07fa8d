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

/** Characters of a user name: as many as an e-mail address may have (RFC 5321 4.5.3.1.3, without the angle brackets). */
export const LONGEST_USERNAME = 254;

/** Bytes of a folded name. A few characters become many, and PostgreSQL has no unique index for a value of over 2,704 bytes. */
const LONGEST_FOLDED = 4 * LONGEST_USERNAME;

/** What is wrong with a new, tidied user name; `undefined` if it is valid. */
export function usernameFault(username: string): string | undefined {
  const isShort = Array.from(username).length <= LONGEST_USERNAME;
  if (!isShort || !/^[^\s\p{C}]+$/u.test(username)) return `1 to ${LONGEST_USERNAME} characters without spaces`;
  if (Buffer.byteLength(foldUsername(username)) > LONGEST_FOLDED)
    return "fewer characters: some of them stand for several letters";
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
