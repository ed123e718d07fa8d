/** Small things that are done with any text that was pasted. */

/** Text in which every half of a surrogate pair that stands alone is replaced: what cannot be encoded otherwise. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, "\ufffd");

/** The text as a pattern that finds just this text. */
export const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Percent-decoded; what cannot be decoded stays as it is. */
export function decodedOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
