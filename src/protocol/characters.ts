/** Characters of a text as users count them: of a pair that stands for one, `length` counts both halves. */
export const charactersOf = (text: string): number =>
  text.length - (text.match(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g)?.length ?? 0);
