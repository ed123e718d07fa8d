/** The counts of a database: a row for each cell. */
import type { Counters } from "../../ports/counters.ts";
import { addBelow, addIn, type Cells, countIn } from "../../protocol/count-cells.ts";
import type { DrainingCount } from "../../protocol/draining-count.ts";
import type { Connection } from "./connection.ts";

/** The counts of a database. */
export function counterStore({ prepare, read, write }: Connection): Counters {
  const select = prepare<DrainingCount>(
    `select empty_at as "emptyAt", last_at as "lastAt" from failures where failure_key = ?`,
  );
  const replace = prepare(
    `insert into failures (failure_key, empty_at, last_at) values (?, ?, ?)
     on conflict (failure_key) do update set empty_at = excluded.empty_at, last_at = excluded.last_at`,
  );
  const remove = prepare("delete from failures where failure_key = ?");
  const cells: Cells = {
    get(cell) {
      const row = select.get(cell);
      return row && { ...row };
    },
    set: (cell, { emptyAt, lastAt }) => void replace.run(cell, emptyAt, lastAt),
  };
  return {
    find: (counts, now) => read(() => counts.map((count) => countIn(cells, count, now))),
    add: (counted, now) => write(() => counted.map((one) => addIn(cells, one, now))),
    addBelow: (counts, now) => write(() => addBelow(cells, counts, now)),
    clear: (count) =>
      write(() => {
        for (const cell of count) remove.run(cell);
      }),
  };
}
