/**
 * How a secret is found inside a longer text, or encoded in it, without keeping the secret or trying every stretch of the text.
 */

/** Characters that a fingerprint covers. No secret is shorter. */
const WINDOW = 8;
const BASE = 0x01000193;
const OUT = Array.from({ length: WINDOW }).reduce<number>((power) => Math.imul(power, BASE), 1);

/** Whether a secret is so short that its hash may be guessed. */
export const isGuessable = (secret: string): boolean => secret.length < 32;

/** The length of a secret and the fingerprint of its start, which finds candidates and proves nothing. */
export function shapeOf(secret: string): { readonly length: number; readonly beginning: number } {
  let beginning = 0;
  for (let i = 0; i < WINDOW; i++) beginning = (Math.imul(beginning, BASE) + secret.charCodeAt(i)) | 0;
  return { length: secret.length, beginning };
}

/**
 * The fingerprint of each stretch of a text, by where the stretch starts, found in one pass (a rolling fingerprint, after Karp
 * and Rabin).
 */
export function fingerprintsIn(text: string): readonly number[] {
  const found: number[] = [];
  let rolling = 0;
  for (let end = 0; end < text.length; end++) {
    const leaving = end < WINDOW ? 0 : text.charCodeAt(end - WINDOW);
    rolling = (Math.imul(rolling, BASE) + text.charCodeAt(end) - Math.imul(leaving, OUT)) | 0;
    if (end + 1 >= WINDOW) found.push(rolling);
  }
  return found;
}

/** Stretches of a text that start like a secret and have its length. `lengths`: of the secrets with each fingerprint. */
export function beginningsIn(
  text: string,
  fingerprints: readonly number[],
  lengths: ReadonlyMap<number, readonly number[]>,
): readonly string[] {
  if (lengths.size === 0) return [];
  return fingerprints.flatMap((fingerprint, from) =>
    (lengths.get(fingerprint) ?? [])
      .filter((length) => from + length <= text.length)
      .map((length) => text.slice(from, from + length)),
  );
}

/** Parts of a text, the smallest first: parts of a path or a list, words, and the whole. */
const PARTS = [/[^\s,;&=?#"'<>|/]+/g, /[^\s,;&=?#"'<>|]+/g, /[\s\S]+/g];

/** A part of a text as it appears there, and what it may mean once it is decoded. */
export interface EncodedPart {
  readonly part: string;
  readonly decodings: readonly string[];
}

/** The parts of a text that may be encoded, in lists: the smallest first. */
export function encodedParts(text: string): readonly (readonly EncodedPart[])[] {
  const known = new Map<string, EncodedPart>();
  return PARTS.map((pattern) =>
    (text.match(pattern) ?? []).map((part) => {
      const one = known.get(part) ?? { part, decodings: decodingsOf(part) };
      known.set(part, one);
      return one;
    }),
  );
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
