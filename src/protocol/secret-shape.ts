/**
 * How a secret is found inside a longer text, or encoded in it, without keeping the secret or trying every stretch of the text.
 */

/** Characters that a fingerprint covers. No secret is shorter. */
const WINDOW = 8;
const BASE = 0x01000193;
const OUT = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, BASE), 1);

/** The length of a secret and the fingerprint of its start, which finds candidates and proves nothing. */
export function shapeOf(secret: string): { readonly length: number; readonly beginning: number } {
  let beginning = 0;
  for (let i = 0; i < WINDOW; i++) beginning = (Math.imul(beginning, BASE) + secret.charCodeAt(i)) | 0;
  return { length: secret.length, beginning };
}

/**
 * Stretches of a text that start like a secret and have its length, found in one pass (a rolling fingerprint, after Karp and
 * Rabin).
 */
export function beginningsIn(text: string, lengthsOf: (beginning: number) => readonly number[]): readonly string[] {
  const found: string[] = [];
  let rolling = 0;
  for (let end = 0; end < text.length; end++) {
    const leaving = end < WINDOW ? 0 : text.charCodeAt(end - WINDOW);
    rolling = (Math.imul(rolling, BASE) + text.charCodeAt(end) - Math.imul(leaving, OUT)) | 0;
    const from = end + 1 - WINDOW;
    if (from < 0) continue;
    for (const length of lengthsOf(rolling))
      if (from + length <= text.length) found.push(text.slice(from, from + length));
  }
  return found;
}

/** Parts of a text, the smallest first: parts of a path or a list, words, and the whole. */
const PARTS = [/[^\s,;&=?#"'<>|/]+/g, /[^\s,;&=?#"'<>|]+/g, /[\s\S]+/g];

/** The smallest parts of a text that contain something once they are decoded, as they appear in it. */
export function encodedParts(text: string, holds: (decoded: string) => boolean): readonly string[] {
  for (const part of PARTS) {
    const parts = (text.match(part) ?? []).filter((one) => decodingsOf(one).some(holds));
    if (parts.length > 0) return parts;
  }
  return [];
}

/** Percent-encoding once and twice, form encoding, and Base64 within either. */
function decodingsOf(part: string): readonly string[] {
  const texts = new Set([part]);
  // Items that are added during the loop are visited too.
  for (const text of texts) {
    if (texts.size > 8) break;
    if (text.includes("%")) texts.add(withoutPercents(text));
    if (text.includes("+")) texts.add(text.replaceAll("+", " "));
  }
  const decoded = [...texts].flatMap((text) => (text.match(/[A-Za-z0-9+/_-]{11,}/g) ?? []).flatMap(fromBase64));
  return [...[...texts].slice(1), ...decoded];
}

const withoutPercents = (text: string): string =>
  text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString("utf8"));

/** From each of four positions, since nothing shows where it starts. */
const fromBase64 = (run: string): string[] =>
  [0, 1, 2, 3].map((from) => Buffer.from(run.slice(from), "base64").toString("utf8"));
