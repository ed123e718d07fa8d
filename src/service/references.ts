/** References of refusals: short enough to read out, and impossible to guess. */
import type { Random } from "../ports/random.ts";

const LENGTH = 12;
const AT_ONCE = 64;
/** Crockford's alphabet, without letters that look like digits. */
const ALPHABET = Buffer.from("0123456789abcdefghjkmnpqrstvwxyz");

/** What a reference looks like. */
export const REFERENCE = /^[0-9a-hjkmnp-tv-z]{12}$/;

/**
 * Makes references of twelve characters with 5 random bits each. It makes many at once, because each call to the source costs
 * more than its bytes.
 */
export function references(random: Random): () => string {
  let made = "";
  return () => {
    if (made === "") {
      const bytes = Buffer.from(random(LENGTH * AT_ONCE));
      for (let i = 0; i < bytes.length; i++) bytes[i] = ALPHABET[(bytes[i] ?? 0) & 31] ?? 0;
      made = bytes.toString("latin1");
    }
    const ref = made.slice(0, LENGTH);
    made = made.slice(LENGTH);
    return ref;
  };
}
