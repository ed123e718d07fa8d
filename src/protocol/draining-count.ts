/**
 * A count of failures that drains: one failure is forgotten every so often. It grows only while failures come faster than that, so
 * rare mistakes never add up to a lockout, and nobody gets a fresh start at the boundary of a window.
 */

/** Milliseconds since 1970. Two dates say how full a count is at any time, so that nothing has to be rewritten as it drains. */
export interface DrainingCount {
  /** When the count will be empty. */
  readonly emptyAt: number;
  /** When the last failure was counted. */
  readonly lastAt: number;
}

/** How a count holds back attempts. */
export interface Limit {
  /** Failures that the count may hold; with so many in it the next attempt has to wait. */
  readonly most: number;
  /** Milliseconds until one failure is forgotten. */
  readonly drain: number;
  /** Whether each failure from `most` on starts a pause, twice as long each time. Otherwise an attempt waits until one failure is forgotten. */
  readonly pauses: boolean;
}

/** A date further ahead than this was written before the clock was set back: the count is then forgotten, and locks nobody out. */
const CLOCK_SLACK = 60_000;

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 15 * 60_000;

/** Failures that a count still holds; one that is partly drained counts as a whole one. */
export function failuresIn(count: DrainingCount | undefined, drain: number, now: number): number {
  if (count === undefined || count.lastAt > now + CLOCK_SLACK) return 0;
  return Math.max(0, Math.ceil((count.emptyAt - Math.max(now, count.lastAt)) / drain));
}

/** The count with one more failure in it. */
export function oneMore(count: DrainingCount | undefined, drain: number, now: number): DrainingCount {
  const kept = count !== undefined && count.lastAt <= now + CLOCK_SLACK ? count.emptyAt : now;
  return { emptyAt: Math.max(kept, now) + drain, lastAt: now };
}

/** Milliseconds until the next attempt may be made; 0 where it may be made at once. */
export function waitFor(count: DrainingCount | undefined, { most, drain, pauses }: Limit, now: number): number {
  const failures = failuresIn(count, drain, now);
  if (count === undefined || failures < most) return 0;
  const since = Math.max(now, count.lastAt);
  if (!pauses) return count.emptyAt - (most - 1) * drain - since;
  const pause = Math.min(FIRST_PAUSE * 2 ** (failures - most), LONGEST_PAUSE);
  return Math.max(0, count.lastAt + pause - since);
}
