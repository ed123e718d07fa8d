/** What RFC 6749 allows in `error_description`, and its form here: what it says, then the reference. */

import { asCodePoints, cut } from "../reasons/ascii.ts";

const MAX_DESCRIPTION = 600;
const WIRE_TEXT = /^[\x20-\x21\x23-\x5B\x5D-\x7E]*$/;

/** Keeps to %x20-21 / %x23-5B / %x5D-7E (RFC 6749 5.2): every other character is written as its code point, such as `<U+0022>` for a quote. Cut at `most`. */
export function wireText(text: string, most = MAX_DESCRIPTION): string {
  return cut(WIRE_TEXT.test(text) ? text : asCodePoints(text, /[^\x20-\x7E]|["\\]/gu), most);
}

/** The description of a refusal: the text is cut rather than the reference, because many clients show nothing else. */
export function descriptionOf(says: string, ref: string): string {
  const end = ` (ref ${ref})`;
  return wireText(says, MAX_DESCRIPTION - end.length) + end;
}
