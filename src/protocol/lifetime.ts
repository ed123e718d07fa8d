/**
 * Lifetimes, by a clock that can be set. Where it was set back, what was made before seems to have been made in the future: how old it is
 * then is unknown, so that it may count as new for no longer than its lifetime once more. All in milliseconds.
 */

/** Whether what was made at `from` still lasts at `now`. */
export const lasts = (from: number, lifetime: number, now: number): boolean => Math.abs(now - from) < lifetime;

/** Whole seconds by which the clock was set back at least, where that is why something does not last any more. */
export const setBackBy = (from: number, lifetime: number, now: number): number | undefined =>
  lifetime > 0 && from - now >= lifetime ? Math.round((from - now) / 1000) : undefined;
