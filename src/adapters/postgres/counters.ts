/**
 * Counts of failures and guesses. Whoever guesses at many nodes at once has them all wait for the same few rows, so what a node is asked
 * meanwhile is counted in one transaction of two statements. One for each would hold a connection while it waits, until there are
 * none for others.
 */
import type { Pool } from "pg";
import type { Counters } from "../../ports/counters.ts";
import { station } from "../../ports/stations.ts";
import type { Telemetry } from "../../ports/telemetry.ts";
import { addBelow, addIn, type Cells } from "../../protocol/count-cells.ts";
import type { DrainingCount } from "../../protocol/draining-count.ts";
import { batched } from "./batch.ts";
import { POSTGRESQL } from "./connection.ts";
import { inTransaction } from "./transaction.ts";
import { kept } from "./translate.ts";
import { told } from "./unavailable.ts";

interface Asked<Answer> {
  readonly cells: readonly string[];
  readonly count: (cells: Cells) => Answer;
}

interface Row extends DrainingCount {
  readonly cell: string;
}

// Also locks cells that aren't there yet, all in the same order for everybody.
const HOLD = `insert into failures (failure_key, empty_at, last_at) select cell, 0, 0
  from unnest($1::text[]) with ordinality as asked (cell, place) order by place
  on conflict (failure_key) do update set last_at = failures.last_at
  returning failure_key as cell, empty_at as "emptyAt", last_at as "lastAt"`;

const REPLACE = `update failures set empty_at = asked.empty_at, last_at = asked.last_at
  from unnest($1::text[], $2::bigint[], $3::bigint[]) as asked (cell, empty_at, last_at) where failure_key = asked.cell`;

/** What the shared store counts with a statement for each cell. */
export function countersOn(pool: Pool, telemetry?: Pick<Telemetry, "committed">): Pick<Counters, "add" | "addBelow"> {
  const together = batched<Asked<unknown>, unknown>(
    (all) =>
      inTransaction(pool, async (client) => {
        const cells = [...new Set(all.flatMap((one) => one.cells))].sort().map(kept);
        const { rows } = await client.query<Row>({ name: "candor_hold_counts", text: HOLD, values: [cells] });
        const counts = new Map<string, DrainingCount>();
        for (const { cell, emptyAt, lastAt } of rows) if (lastAt !== 0) counts.set(cell, { emptyAt, lastAt });
        const changed = new Map<string, DrainingCount>();
        const view: Cells = {
          get: (cell) => changed.get(cell) ?? counts.get(cell),
          set: (cell, value) => void changed.set(cell, value),
        };
        const answers = all.map(({ count }) => count(view));
        const [keys, values] = [[...changed.keys()].map(kept), [...changed.values()]];
        const columns = [keys, values.map(({ emptyAt }) => emptyAt), values.map(({ lastAt }) => lastAt)];
        if (keys.length > 0) await client.query({ name: "candor_replace_counts", text: REPLACE, values: columns });
        return answers;
      }),
    () => false,
    telemetry && ((operations, milliseconds) => telemetry.committed("count", operations, milliseconds)),
  );
  const counted = <Answer>(asked: Asked<Answer>): Promise<Answer> =>
    told(station("commit", () => together(asked), POSTGRESQL)) as Promise<Answer>;

  return {
    add: (all, now) =>
      counted({
        cells: all.flatMap(({ count }) => count),
        count: (cells) => all.map((one) => addIn(cells, one, now)),
      }),
    addBelow: (counts, now) =>
      counted({ cells: counts.flatMap(({ count }) => count), count: (cells) => addBelow(cells, counts, now) }),
  };
}
