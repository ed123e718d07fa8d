/**
 * Counts as this process knows them: what it has counted, and what the store said the last time it was asked. Looking costs
 * nothing. What must be decided at once is decided by these, and the store hears of it right afterwards. So other processes
 * count it a commit later, and what several let through together in that time is paid back, because counts only drain.
 */
import type { Counters } from "../ports/counters.ts";
import type { Log } from "../ports/log.ts";
import { addIn, type Cells, type Count, type Counted, countIn, raise } from "../protocol/count-cells.ts";
import type { DrainingCount } from "../protocol/draining-count.ts";
import type { CellsOf } from "./cells.ts";

export interface NearCounts {
  /** The cells of a count whose keys anyone can make up. */
  readonly cellsOf: CellsOf;
  /** What this process knows of a count. `now` in milliseconds. */
  find(count: Count, now: number): DrainingCount | undefined;
  /** Adds to a count, in this process only. */
  add(counted: Counted, now: number): void;
  /** Takes over what the store says. */
  learn(count: Count, stored: DrainingCount | undefined, now: number): void;
  /** Shares what was added through the store, in whole milliseconds. Returns at once. What can't be stored is tried again with the next one. */
  share(counted: Counted, now: number): void;
  /** Resolves when the store has heard everything, or can't. */
  flush(): Promise<void>;
}

/** From so many cells on, empty ones are dropped. There are never more than `cellsOf` makes. */
const TIDY_FROM = 10_000;
const TIDY_EVERY = 60_000;

interface Unshared {
  readonly counted: Counted;
  readonly at: number;
}

/** Empty counts in front of a store. */
export function nearCounts(counters: Counters, cellsOf: CellsOf, log: Pick<Log, "error">): NearCounts {
  const known = new Map<string, DrainingCount>();
  /** By their cells. One operation shares all that came in while the last one was on its way. */
  let unshared = new Map<string, Unshared>();
  let sharing: Promise<void> | undefined;
  let [tidied, isFaulty] = [0, false];

  function tidy(now: number): void {
    if (known.size < TIDY_FROM || Math.abs(now - tidied) < TIDY_EVERY) return;
    tidied = now;
    for (const [cell, { emptyAt }] of known) if (emptyAt <= now) known.delete(cell);
  }
  const cells: Cells = { get: (cell) => known.get(cell), set: (cell, value) => void known.set(cell, value) };
  const queue = ({ counted, at }: Unshared): void => {
    const key = counted.count.join();
    const drain = counted.drain + (unshared.get(key)?.counted.drain ?? 0);
    unshared.set(key, { counted: { ...counted, drain }, at });
  };
  function learn(count: Count, stored: DrainingCount | undefined, now: number): void {
    if (stored === undefined) return;
    raise(cells, count, stored, now);
    tidy(now);
  }
  async function shareAll(): Promise<void> {
    const batch = [...unshared.values()];
    const now = Math.max(...batch.map(({ at }) => at));
    unshared = new Map();
    try {
      const stored = await counters.add(
        batch.map(({ counted }) => counted),
        now,
      );
      batch.forEach(({ counted }, i) => {
        learn(counted.count, stored[i], now);
      });
      isFaulty = false;
    } catch (error) {
      for (const one of batch) queue(one);
      if (!isFaulty) log.error({ fault: (error as Error).name }, "counts could not be shared with other processes");
      isFaulty = true;
    }
  }
  async function shareWhileAny(): Promise<void> {
    do await shareAll();
    while (unshared.size > 0 && !isFaulty);
    sharing = undefined;
  }

  return {
    cellsOf,
    find: (count, now) => countIn(cells, count, now),
    add(counted, now) {
      addIn(cells, counted, now);
      tidy(now);
    },
    learn,
    share(counted, now) {
      queue({ counted, at: now });
      sharing ??= shareWhileAny();
    },
    flush: async () => sharing,
  };
}
