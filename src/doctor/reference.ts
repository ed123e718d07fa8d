/**
 * The reference at the end of a Candor description. It says nothing about the cause, and leads to everything that the server
 * knows.
 */

const AT_END = /[ \t]{0,4}\(ref ([0-9a-hjkmnp-tv-z]{12})\)(?![\w(])/g;
/** Must contain a digit, because many words have twelve letters. */
const ALONE = /^\s*(?:ref(?:erence)?[: ]\s*)?(?=[a-z]*\d)([0-9a-hjkmnp-tv-z]{12})\s*$/;

/** The text without references, and the last reference. */
export function apartFromReference(words: string): { readonly words: string; readonly ref: string | undefined } {
  const alone = ALONE.exec(words)?.[1];
  if (alone !== undefined || !words.includes("(ref ")) return { words, ref: alone };
  return { words: words.replaceAll(AT_END, ""), ref: [...words.matchAll(AT_END)].at(-1)?.[1] };
}

/** Where the refusing server explains its side. */
export const lookUpOf = (ref: string, issuer = "{issuer}"): string =>
  `The refusal itself: GET ${issuer}/refusals/${ref} as the client. The application's owner opens the same URL in a browser. On the server: candor refusals ${ref}.`;
