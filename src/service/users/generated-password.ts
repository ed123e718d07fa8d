import type { Random } from "../../ports/random.ts";

/** Thirty-two letters and digits that don't look alike in any common typeface. */
const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/** A password of 100 bits, in four groups of five characters. */
export function generatePassword(random: Random): string {
  const letters = Array.from(random(20), (byte) => ALPHABET[byte % ALPHABET.length]);
  return [0, 5, 10, 15].map((at) => letters.slice(at, at + 5).join("")).join("-");
}
