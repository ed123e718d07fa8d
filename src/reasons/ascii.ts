/** Untrusted text in ASCII without loss: characters that can't be written as they are become code points. */

/** Each matching character as its code point, `<U+00FC>`. The ellipsis of a text or list that was cut becomes three dots. */
export function asCodePoints(text: string, which: RegExp): string {
  return text
    .replaceAll(/…(?<=(?:[^\s'…]{90}|^|, | )…)(?=$|[\s,;.')])/g, "...")
    .replaceAll(which, (one) => `<U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`);
}

/** Printable ASCII. */
export const ascii = (text: string): string =>
  /^[\x20-\x7E]*$/.test(text) ? text : asCodePoints(text, /[^\x20-\x7E]/gu);

/** At most so many characters, without splitting a code point. */
export function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 3).replace(/<(?:U(?:\+[0-9A-F]*)?)?$/, "")}...`;
}
