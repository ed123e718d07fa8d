/** The reference that a Candor's description ends with. It says nothing about the cause, and leads to everything that the server knows of it. */

const AT_END = /[ \t]{0,4}\(ref ([0-9a-hjkmnp-tv-z]{12})\)(?![\w(])/g;
/** With a digit in it: words of twelve letters are many. */
const ALONE = /^\s*(?:ref(?:erence)?[: ]\s*)?(?=[a-z]*\d)([0-9a-hjkmnp-tv-z]{12})\s*$/;

/** What was said, without references; and the last one of them. */
export function apartFromReference(words: string): { readonly words: string; readonly ref: string | undefined } {
  const alone = ALONE.exec(words)?.[1];
  if (alone !== undefined || !words.includes("(ref ")) return { words, ref: alone };
  return { words: words.replaceAll(AT_END, ""), ref: [...words.matchAll(AT_END)].at(-1)?.[1] };
}

/** Where the server that refused tells its side. */
export const lookUpOf = (ref: string): string =>
  `The refusal itself: GET {issuer}/refusals/${ref} as the client. The application's owner opens the same URL in a browser. On the server: candor refusals ${ref}.`;
