/** Counts failed attempts in memory for a short while: guessing of client secrets costs the guesser time, and the database nothing. */

const WINDOW = 60_000;
const THRESHOLD = 30;
/** Keys at once; a flood of made-up ones pushes out the oldest. */
const CAPACITY = 10_000;

export interface Failures {
  /** Counts a failure. `now` in milliseconds. */
  add(key: string, now: number): void;
  /** Seconds to wait, or `undefined`. */
  wait(key: string, now: number): number | undefined;
}

interface Count {
  readonly since: number;
  failures: number;
}

/** At most 30 failures a minute for a key. */
export function failures(): Failures {
  const counts = new Map<string, Count>();
  const current = (key: string, now: number): Count | undefined => {
    const count = counts.size === 0 ? undefined : counts.get(key);
    return count !== undefined && now < count.since + WINDOW ? count : undefined;
  };
  return {
    add(key, now) {
      const count = current(key, now);
      if (count !== undefined) {
        count.failures++;
        return;
      }
      counts.delete(key);
      const oldest = counts.size < CAPACITY ? undefined : counts.keys().next().value;
      if (oldest !== undefined) counts.delete(oldest);
      counts.set(key, { since: now, failures: 1 });
    },
    wait(key, now) {
      const count = current(key, now);
      if (count === undefined || count.failures < THRESHOLD) return undefined;
      return Math.ceil((count.since + WINDOW - now) / 1000);
    },
  };
}
