/**
 * A count of failures that drains: at a fixed interval, one failure is forgotten. It grows only while failures come faster than
 * that, so rare mistakes never add up to a lockout, and nobody gets a fresh start at the boundary of a window.
 */

/** Milliseconds since 1970. Two dates say how full a count is at any time, so nothing is rewritten as it drains. */
export interface DrainingCount {
  /** When the count will be empty. */
  readonly emptyAt: number;
  /** When the last failure was counted. */
  readonly lastAt: number;
}

/** How a count delays attempts. */
export interface Limit {
  /** How many failures the count may hold. At this number, the next attempt must wait. */
  readonly most: number;
  /** Milliseconds until one failure is forgotten. */
  readonly drain: number;
  /**
   * Whether each failure from `most` on starts a pause, twice as long each time. Otherwise an attempt waits until one failure
   * is forgotten.
   */
  readonly pauses: boolean;
}

/**
 * A date further ahead than this was written before the clock was set back. The count is then forgotten and locks nobody out.
 */
const CLOCK_SLACK = 60_000;

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 15 * 60_000;

/** Whether a count was written before the clock was set back. */
export const isAhead = (count: DrainingCount, now: number): boolean => count.lastAt > now + CLOCK_SLACK;

/** Milliseconds until a count is empty. */
export function leftIn(count: DrainingCount | undefined, now: number): number {
  return count === undefined || isAhead(count, now) ? 0 : Math.max(0, count.emptyAt - Math.max(now, count.lastAt));
}

/** Failures that a count still holds. A partly drained one counts as a whole. */
export const failuresIn = (count: DrainingCount | undefined, drain: number, now: number): number =>
  Math.ceil(leftIn(count, now) / drain);

/** The count with one more failure. */
export function oneMore(count: DrainingCount | undefined, drain: number, now: number): DrainingCount {
  const kept = count !== undefined && !isAhead(count, now) ? count.emptyAt : now;
  return { emptyAt: Math.max(kept, now) + drain, lastAt: now };
}

/** Milliseconds until the next attempt is allowed; 0 if it is allowed now. */
export function waitFor(count: DrainingCount | undefined, { most, drain, pauses }: Limit, now: number): number {
  const failures = failuresIn(count, drain, now);
  if (count === undefined || failures < most) return 0;
  const since = Math.max(now, count.lastAt);
  if (!pauses) return count.emptyAt - (most - 1) * drain - since;
  const pause = Math.min(FIRST_PAUSE * 2 ** (failures - most), LONGEST_PAUSE);
  return Math.max(0, count.lastAt + pause - since);
}
