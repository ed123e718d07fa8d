/** Characters of a text as users count them. `length` counts both halves of a surrogate pair. */
export const charactersOf = (text: string): number =>
  text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
