/** What RFC 6749 allows in `error_description`, and the form of Candor's: what it says, and the reference at its end. */

const MAX_DESCRIPTION = 600;
const WIRE_TEXT = /^[\x20-\x21\x23-\x5B\x5D-\x7E]*$/;

/**
 * Keeps to %x20-21 / %x23-5B / %x5D-7E (RFC 6749 5.2): quotes and backslashes are replaced, the rest is shown as `?`.
 * What is longer than `most` characters is cut.
 */
export function wireText(text: string, most = MAX_DESCRIPTION): string {
  if (text.length <= most && WIRE_TEXT.test(text)) return text;
  const plain = text
    .replaceAll('"', "'")
    .replaceAll("\\", "/")
    .replaceAll(/[^\x20-\x7E]/g, "?");
  return plain.length <= most ? plain : `${plain.slice(0, most - 3)}...`;
}

/** The description of a refusal: the text is cut before its reference is, because many clients show nothing else. */
export function descriptionOf(says: string, ref: string): string {
  const end = ` (ref ${ref})`;
  return wireText(says, MAX_DESCRIPTION - end.length) + end;
}
