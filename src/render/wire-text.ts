/** What RFC 6749 allows in `error_description`. */

const MAX_DESCRIPTION = 600;
const WIRE_TEXT = /^[\x20-\x21\x23-\x5B\x5D-\x7E]*$/;

/** Keeps to %x20-21 / %x23-5B / %x5D-7E (RFC 6749 5.2): quotes and backslashes are replaced, the rest is shown as `?`. */
export function wireText(text: string): string {
  if (text.length <= MAX_DESCRIPTION && WIRE_TEXT.test(text)) return text;
  const plain = text
    .replaceAll('"', "'")
    .replaceAll("\\", "/")
    .replaceAll(/[^\x20-\x7E]/g, "?");
  return plain.length <= MAX_DESCRIPTION ? plain : `${plain.slice(0, MAX_DESCRIPTION - 3)}...`;
}
