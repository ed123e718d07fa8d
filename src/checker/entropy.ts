/** How much a random text can carry. */

/** Whether a text is long enough for so many random bits (RFC 6749 10.10). It may still be less random than it is long. */
export function hasBits(text: string, bits: number): boolean {
  return text.length * bitsOf(text) >= bits;
}

/** Bits that a character of the text can carry. */
const bitsOf = (text: string): number => (/^[0-9a-f]+$/i.test(text) ? 4 : /^[A-Za-z0-9]+$/.test(text) ? 5.95 : 6);

/**
 * The bits that several texts of one kind can have at most: what is the same in all of them carries none. A character at a
 * random place is the same in eight texts once in 16^7 times, so this is never too low to matter.
 */
export function mostBits(texts: readonly string[]): number {
  const [first = ""] = texts;
  const length = Math.max(...texts.map((one) => one.length));
  const places = Array.from({ length }, (_, at) => at);
  const varying = places.filter((at) => texts.some((one) => one[at] !== first[at]));
  return varying.length * Math.max(...texts.map(bitsOf));
}
