/**
 * Lifetimes, by a clock that can be set. If it was set back, earlier things seem to come from the future and their age is
 * unknown. So they may count as new for at most one more lifetime. All in milliseconds.
 */

/** Whether something made at `from` is still valid at `now`. */
export const lasts = (from: number, lifetime: number, now: number): boolean => Math.abs(now - from) < lifetime;

/** Whole seconds by which the clock was set back at least, if that is why something is no longer valid. */
export const setBackBy = (from: number, lifetime: number, now: number): number | undefined =>
  lifetime > 0 && from - now >= lifetime ? Math.round((from - now) / 1000) : undefined;
