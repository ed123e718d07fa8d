/** Keeps credentials that stand where they do not belong, a code in client_id for one, out of evidence and of what is kept. */

// A JWT is looked for where a word begins: from each letter of a long one, it would take the square of its length.
const CREDENTIAL =
  /candor_(?:code|refresh|access)_[A-Za-z0-9_%-]{8,}|(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*/g;

/** Credentials in the query or fragment of an address, encoded or not. */
const IN_ADDRESS =
  /((?:[?&#]|%3F|%26|%23)(?:code|code_verifier|token|access_token|refresh_token|id_token|client_secret|client_assertion|assertion|password|secret)(?:=|%3D))((?:(?!%26|%23)[^&#\s])+)/gi;

const cover = (found: string): string => "*".repeat(found.length);

/** The text with every credential of this server, every JWT, and every credential in an address covered, in its length. */
export function scrub(text: string): string {
  const bare = text.includes("candor_") || text.includes("ey") ? text.replaceAll(CREDENTIAL, cover) : text;
  if (!bare.includes("=") && !bare.includes("%3")) return bare;
  return bare.replaceAll(IN_ADDRESS, (_, name: string, value: string) => name + cover(value));
}

const NAME = /^ {0,2}[\w.:[\]-]{1,40} {0,2}$/;

/** A parameter's name as it may be told: what is no plain name, a whole JSON document for one, is covered. Twice is the same as once. */
export function nameShown(name: string): string {
  return NAME.test(name) && scrub(name) === name ? name : "*".repeat(Math.min(name.length, 41));
}
