/** Text in which every half of a surrogate pair that stands alone is replaced: what cannot be encoded otherwise. */
export const wellFormed = (text: string): string => text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
