/**
 * How much a run tries of what is broad. What tries thousands of cases tries a tenth of them, always the same; with `CHECKS=all`
 * all of them. `CHECKS_SEED`, a number, chooses others.
 */
import { dice } from "./fuzz/dice.ts";

export const isThorough = process.env.CHECKS === "all";

/** What a run chooses by. A change of a document must not make a run fail, so it stays the same. */
export const SEED = Number(process.env.CHECKS_SEED ?? 250_483_258);

/** How many of so many cases made by chance are tried. */
export const cases = (all: number): number => (isThorough ? all : Math.ceil(all / 10));

/** A tenth of these, and never none. Lists with another `place` are chosen from otherwise. */
export function someOf<T>(all: readonly T[], place = 0): readonly T[] {
  if (isThorough) return all;
  const left = [...all];
  const { below } = dice(SEED + place);
  return Array.from({ length: cases(all.length) }, () => left.splice(below(left.length), 1)[0] as T);
}
