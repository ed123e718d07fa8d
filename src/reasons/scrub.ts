/** Keeps misplaced credentials, for example a code in client_id, out of evidence and out of stored requests. */

/**
 * Credentials that this server issues, and JWTs. A JWT is searched only where a word begins, which may be encoded: a search from each
 * letter of a long word would take time quadratic in its length.
 */
const CREDENTIAL =
  /candor_(?:code|refresh|access|pushed|device|ciba|form|browser)_[A-Za-z0-9_%-]{8,}|(?:(?<![A-Za-z0-9_-])|(?<=%[0-9A-Fa-f]{2}))eyJ[A-Za-z0-9_-]{7,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)*/g;

/**
 * The cookie of a session or the token of an invitation: an id and 24 random bytes. Also the mark of a known browser: a day, 9 and
 * 18 random bytes. They have letters of both cases, unlike host names that look similar.
 */
const SESSION =
  /(?:(?<![A-Za-z0-9_-])|(?<=%[0-9A-Fa-f]{2}))(?:[0-9a-z]{8,11}(?:\.|%2[Ee])|\d{3,6}\.[A-Za-z0-9_-]{12}\.(?=[A-Za-z0-9_-]{24}))(?=[a-z0-9_-]*[A-Z])(?=[A-Z0-9_-]*[a-z])[A-Za-z0-9_-]{24,}/g;

/**
 * Credentials next to their name, in a URL or any other text, encoded or not: `client_secret=…`, `"accessToken":"…"`. A short value
 * is a setting, and may be registered in this form.
 */
const NAMED =
  /((?:(?<![A-Za-z])|(?<=%[0-9a-f]{2})|(?<=%25[0-9a-f]{2}))(?:(?:client|api|app|consumer)?[_-]?(?:secret|assertion|key)|(?:auth(?:orization)?[_-]?)?code|code[_-]?verifier|(?:access|refresh|id|oauth|auth|bearer|session|device|subject|actor)?[_-]?token|id[_-]?token[_-]?hint|password|passwd|pwd|SAMLResponse)(?:\[\]|%5B%5D)?(?:=|%3D|%253D|["']\s*:\s*["']))((?:(?!%26|%23|%2526|%2523)[^&#;,\s"'<>]){8,})/gi;

/** A password before the host of a URL (RFC 3986 3.2.1). */
const IN_AUTHORITY = /(:\/\/[^/?#\s:@]{0,200}:)([^/?#\s@]{1,400})(?=@)/g;

/** The first `most` characters of what was sent. Credentials are covered before the text is cut. */
export function sentOf(text: string, most: number): string {
  return scrub(text.slice(0, most + LONGEST_CREDENTIAL)).slice(0, most);
}

/** The same, with an ellipsis if something was cut off, so that readers don't mistake the quote for the complete value. */
export function quotable(text: string, most: number): string {
  const bare = sentOf(text, most + 1);
  return bare.length <= most ? bare : `${bare.slice(0, most - 1)}…`;
}

/** Characters, in any encoding. Text beyond what can be shown isn't searched further than this. */
export const LONGEST_CREDENTIAL = 4_000;

const cover = (found: string): string => "*".repeat(found.length);

/** The text with every credential of this server, every JWT and every credential in a URL covered. The length stays the same. */
export function scrub(text: string): string {
  let bare = text;
  if (bare.includes("candor_") || bare.includes("eyJ")) bare = bare.replaceAll(CREDENTIAL, cover);
  if (bare.length > 33) bare = bare.replaceAll(SESSION, cover);
  if (/[=:]|%3D|%253D/i.test(bare))
    bare = bare.replaceAll(NAMED, (_, name: string, value: string) => name + cover(value));
  return bare.includes("@")
    ? bare.replaceAll(IN_AUTHORITY, (_, user: string, password: string) => user + cover(password))
    : bare;
}
