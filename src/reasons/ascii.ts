/** Text of strangers in ASCII, with nothing lost: what cannot stand as it is stands as its code point. */

/** Each character that is matched as its code point, `<U+00FC>`; the sign of something cut off, behind a long word or in place of list items, as three dots. */
export function asCodePoints(text: string, which: RegExp): string {
  return text
    .replaceAll(/…(?<=(?:[^\s'…]{90}|^|, | )…)(?=$|[\s,;.')])/g, "...")
    .replaceAll(which, (one) => `<U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`);
}

/** Printable ASCII. */
export const ascii = (text: string): string =>
  /^[\x20-\x7E]*$/.test(text) ? text : asCodePoints(text, /[^\x20-\x7E]/gu);

/** At most so many characters, and no code point in pieces. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 3).replace(/<(?:U(?:\+[0-9A-F]*)?)?$/, "")}...`;
}
