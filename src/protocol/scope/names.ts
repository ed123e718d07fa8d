/** The names of a catalogue's scopes, prepared for words that are none of them: a refusal costs the same with 3 scopes and with 1,000. */
import { nearest } from "../edits.ts";
import { once } from "../once.ts";
import type { Catalogue } from "./catalogue.ts";

interface Sketch {
  readonly name: string;
  /** A bit for each character that occurs, modulo 32. */
  readonly characters: number;
}

const sketchesOf = once(({ scopes }: Catalogue): readonly Sketch[] =>
  [...scopes.keys()].map((name) => ({ name, characters: charactersOf(name) })),
);

const foldedOf = once(({ scopes }: Catalogue): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const name of scopes.keys()) {
    const folded = name.toLowerCase();
    if (!found.has(folded)) found.set(folded, name);
  }
  return found;
});

/** The scope whose name has the same letters, in other cases. */
export const inOtherCase = (word: string, catalogue: Catalogue): string | undefined =>
  foldedOf(catalogue).get(word.toLowerCase());

/** The edits that `nearest` allows at most. */
const MOST = 2;

/** The scope that is nearest to a word, as `nearest` finds it among all names. */
export function nearestScope(word: string, catalogue: Catalogue): string | undefined {
  const characters = charactersOf(word);
  const possible: string[] = [];
  // An edit adds a character, removes one, or does both.
  for (const { name, characters: its } of sketchesOf(catalogue))
    if (Math.abs(name.length - word.length) <= MOST && hasFewBits(characters ^ its, 2 * MOST)) possible.push(name);
  return nearest(word, possible);
}

function charactersOf(word: string): number {
  let bits = 0;
  for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

/** Whether at most `most` bits are set. */
function hasFewBits(bits: number, most: number): boolean {
  let rest = bits;
  // Each round clears the lowest bit.
  for (let n = 0; n < most && rest !== 0; n++) rest &= rest - 1;
  return rest === 0;
}
