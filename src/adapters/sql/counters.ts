/** The counts of a database: a row for each cell. */
import type { Counters } from "../../ports/counters.ts";
import { addBelow, addIn, type Cells, type Count, countIn } from "../../protocol/count-cells.ts";
import type { DrainingCount } from "../../protocol/draining-count.ts";
import type { Connection, Steps } from "./connection.ts";

/** What a cell has before anything is counted in it. */
const EMPTY: DrainingCount = { emptyAt: 0, lastAt: 0 };

/** The counts of a database. */
export function counterStore({ prepare, read, writeRows }: Connection): Counters {
  const select = prepare<DrainingCount>(
    `select empty_at as "emptyAt", last_at as "lastAt" from failures where failure_key = ?`,
  );
  // Also locks a cell that isn't there yet, so that two who count at the same time count two.
  const hold = prepare<DrainingCount>(
    `insert into failures (failure_key, empty_at, last_at) values (?, 0, 0)
     on conflict (failure_key) do update set last_at = failures.last_at returning empty_at as "emptyAt", last_at as "lastAt"`,
  );
  const replace = prepare("update failures set empty_at = ?, last_at = ? where failure_key = ?");
  const remove = prepare("delete from failures where failure_key = ?");

  /** The cells of some counts, each read once, in one order for everybody who holds them. */
  function* heldBy(counts: readonly Count[], from: typeof select): Steps<Map<string, DrainingCount>> {
    const held = new Map<string, DrainingCount>();
    for (const cell of [...new Set(counts.flat())].sort()) {
      const row = yield* from.get(cell);
      if (row !== undefined && row.lastAt !== EMPTY.lastAt) held.set(cell, { ...row });
    }
    return held;
  }

  /** Counts in cells that nobody else changes meanwhile, and writes those that were changed. */
  function* counting<T>(counts: readonly Count[], count: (cells: Cells) => T): Steps<T> {
    const held = yield* heldBy(counts, hold);
    const changed = new Map<string, DrainingCount>();
    const result = count({
      get: (cell) => changed.get(cell) ?? held.get(cell),
      set: (cell, value) => void changed.set(cell, value),
    });
    for (const [cell, { emptyAt, lastAt }] of changed) yield* replace.run(emptyAt, lastAt, cell);
    return result;
  }

  return {
    find: read(function* (counts, now) {
      const held = yield* heldBy(counts, select);
      const cells: Cells = { get: (cell) => held.get(cell), set: () => {} };
      return counts.map((count) => countIn(cells, count, now));
    }),
    add: writeRows((counted, now) =>
      counting(
        counted.map(({ count }) => count),
        (cells) => counted.map((one) => addIn(cells, one, now)),
      ),
    ),
    addBelow: writeRows((counts, now) =>
      counting(
        counts.map(({ count }) => count),
        (cells) => addBelow(cells, counts, now),
      ),
    ),
    clear: writeRows(function* (count) {
      for (const cell of [...count].sort()) yield* remove.run(cell);
    }),
  };
}
