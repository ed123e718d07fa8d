/** Chance that is the same at each start: the demo's week has no other. */

/** Numbers from 0 to 1 that only depend on the seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How much happens in each hour of a day, UTC: most in working hours. */
const BY_HOUR = [1, 1, 1, 1, 1, 2, 3, 6, 10, 12, 12, 11, 8, 10, 12, 12, 11, 9, 6, 4, 3, 2, 2, 1];

/** Hours since midnight, with a fraction. */
export function hourOf(random: () => number): number {
  const total = BY_HOUR.reduce((sum, share) => sum + share, 0);
  let left = random() * total;
  for (const [hour, share] of BY_HOUR.entries()) {
    if (left < share) return hour + left / share;
    left -= share;
  }
  return 12;
}
