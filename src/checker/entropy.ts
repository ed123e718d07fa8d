/** How much a random text can carry. */

/** Whether a text is long enough for so many random bits (RFC 6749 10.10). It may still be less random than it is long. */
export function hasBits(text: string, bits: number): boolean {
  const each = /^[0-9a-f]+$/i.test(text) ? 4 : /^[A-Za-z0-9]+$/.test(text) ? 5.95 : 6;
  return text.length * each >= bits;
}
