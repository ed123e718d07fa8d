/** Chance that can be repeated: the same seed throws the same dice. */
export interface Dice {
  /** A whole number below `n`. */
  below(n: number): number;
  one<T>(of: readonly T[]): T;
  chance(of: number): boolean;
  bytes(length: number): Buffer;
}

/** mulberry32. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (n: number) => Math.floor(next() * n);
  return {
    below,
    one: (of) => of[below(of.length)] as (typeof of)[number],
    chance: (of) => next() < of,
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
  };
}
