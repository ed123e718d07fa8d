/** Finds the messages that a text could match at all, by what each needs: the patterns of most are never run, nor even compiled. */
import type { Dialect, Signature } from "./define.ts";
import { KEY, type Letters } from "./letters.ts";

/**
 * The needs of all messages, each under three neighboring characters of it that few others have: `1,5 code was\tused`, the numbers of the
 * messages and what they need. A text is looked up by its own characters, however many messages there are.
 */
export type Index = Readonly<Record<string, string>>;

/** Finds the messages of dialects that a text may match. `counts`: how many messages each has, in the order of their numbers. */
export class Lookup {
  readonly #index: Index;
  readonly #starts: readonly number[];
  readonly #found = new WeakMap<Letters, ReadonlyMap<number, readonly number[]>>();

  constructor(index: Index, counts: readonly number[]) {
    this.#index = index;
    let start = 0;
    this.#starts = counts.map((count) => {
      start += count;
      return start - count;
    });
  }

  /** The places in the dialect's table, in its order. */
  placesIn(dialect: number, letters: Letters): readonly number[] {
    const found = this.#found.get(letters) ?? this.#find(letters);
    this.#found.set(letters, found);
    return found.get(dialect) ?? [];
  }

  #find(letters: Letters): ReadonlyMap<number, readonly number[]> {
    const keys = new Set([""]);
    for (let at = KEY; at <= letters.text.length; at++) keys.add(letters.text.slice(at - KEY, at));
    const numbers = new Set<number>();
    for (const key of keys)
      for (const entry of this.#index[key]?.split("\t") ?? []) {
        const end = entry.indexOf(" ");
        if (letters.hasParts(entry.slice(end + 1)))
          for (const number of entry.slice(0, end).split(",")) numbers.add(Number(number));
      }
    const places = new Map<number, number[]>();
    for (const number of [...numbers].sort((a, b) => a - b)) {
      const dialect = this.#starts.findLastIndex((start) => start <= number);
      const known = places.get(dialect) ?? [];
      places.set(dialect, known);
      known.push(number - (this.#starts[dialect] ?? 0));
    }
    return places;
  }
}

/** The first signature that fits, without trying those that can't. Letters are those of everything that was said. */
export function firstOf(
  { placesIn, signature }: Dialect,
  letters: Letters,
  fits: (signature: Signature) => boolean,
): Signature | undefined {
  for (const at of placesIn(letters)) {
    const one = signature(at);
    if (one !== undefined && fits(one)) return one;
  }
  return undefined;
}
