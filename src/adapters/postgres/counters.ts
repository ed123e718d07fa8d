/**
 * Counts of failures and guesses. Whoever guesses at many nodes at once has them all wait for the same few rows, so what a node is asked
 * meanwhile is counted in one transaction of two statements. One for each would hold a connection while it waits, until there are
 * none for others.
 *
 * Counts drain by one clock, that of the database. By two that differ, each node would take what the other one has counted for long gone, or
 * for written before the clock was set back, and both would count from the start.
 */
import type { Pool } from "pg";
import type { Counters } from "../../ports/counters.ts";
import { station } from "../../ports/stations.ts";
import type { Telemetry } from "../../ports/telemetry.ts";
import { addBelow, addIn, type Cells, countIn } from "../../protocol/count-cells.ts";
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
  /** The time of the database. */
  readonly at: number;
}

/** Milliseconds by which the clocks of a node and of the database may differ without anybody minding. */
const CLOSE = 10_000;

/** How far a node's clock is ahead of the database's; 0 if they are close. */
function aheadIn([row]: readonly Row[], now: number): number {
  const ahead = row === undefined ? 0 : now - row.at;
  return Math.abs(ahead) > CLOSE ? ahead : 0;
}

/** The counts of a database by a clock that is ahead of it. */
function countsIn(rows: readonly Row[], ahead: number): Map<string, DrainingCount> {
  const counts = new Map<string, DrainingCount>();
  for (const { cell, emptyAt, lastAt } of rows)
    if (lastAt !== 0) counts.set(cell, { emptyAt: emptyAt + ahead, lastAt: lastAt + ahead });
  return counts;
}

const AT = 'floor(extract(epoch from clock_timestamp()) * 1000)::bigint as "at"';

const FIND = `select failure_key as cell, empty_at as "emptyAt", last_at as "lastAt", ${AT} from failures where failure_key = any($1::text[])`;

// Also locks cells that aren't there yet, all in the same order for everybody.
const HOLD = `insert into failures (failure_key, empty_at, last_at) select cell, 0, 0
  from unnest($1::text[]) with ordinality as asked (cell, place) order by place
  on conflict (failure_key) do update set last_at = failures.last_at
  returning failure_key as cell, empty_at as "emptyAt", last_at as "lastAt", ${AT}`;

const REPLACE = `update failures set empty_at = asked.empty_at, last_at = asked.last_at
  from unnest($1::text[], $2::bigint[], $3::bigint[]) as asked (cell, empty_at, last_at) where failure_key = asked.cell`;

export interface NodeClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Hears by how many milliseconds it is ahead of the database's, once, if they aren't close. */
  readonly onDifference: (ahead: number) => void;
}

/** What the shared store counts with a statement for each cell. */
export function countersOn(
  pool: Pool,
  { now: clock, onDifference }: NodeClock,
  telemetry?: Pick<Telemetry, "committed">,
): Pick<Counters, "find" | "add" | "addBelow"> {
  let known = 0;
  function aheadOf(rows: readonly Row[]): number {
    const ahead = aheadIn(rows, clock());
    if (ahead !== 0 && Math.abs(ahead - known) > CLOSE) onDifference(ahead);
    known = ahead;
    return ahead;
  }

  const together = batched<Asked<unknown>, unknown>(
    (all) =>
      inTransaction(pool, async (client) => {
        const cells = [...new Set(all.flatMap((one) => one.cells))].sort().map(kept);
        const { rows } = await client.query<Row>({ name: "candor_hold_counts", text: HOLD, values: [cells] });
        const ahead = aheadOf(rows);
        const counts = countsIn(rows, ahead);
        const changed = new Map<string, DrainingCount>();
        const view: Cells = {
          get: (cell) => changed.get(cell) ?? counts.get(cell),
          set: (cell, value) => void changed.set(cell, value),
        };
        const answers = all.map(({ count }) => count(view));
        const [keys, values] = [[...changed.keys()].map(kept), [...changed.values()]];
        const columns = [
          keys,
          values.map(({ emptyAt }) => emptyAt - ahead),
          values.map(({ lastAt }) => lastAt - ahead),
        ];
        if (keys.length > 0) await client.query({ name: "candor_replace_counts", text: REPLACE, values: columns });
        return answers;
      }),
    () => false,
    telemetry && ((operations, milliseconds) => telemetry.committed("count", operations, milliseconds)),
  );
  const counted = <Answer>(asked: Asked<Answer>): Promise<Answer> =>
    told(station("commit", () => together(asked), POSTGRESQL)) as Promise<Answer>;

  async function found(cells: readonly string[]): Promise<ReadonlyMap<string, DrainingCount>> {
    const { rows } = await pool.query<Row>({ name: "candor_find_counts", text: FIND, values: [cells.map(kept)] });
    return countsIn(rows, aheadOf(rows));
  }

  return {
    find: async (counts, now) => {
      const held = await told(station("load", () => found([...new Set(counts.flat())]), POSTGRESQL));
      const cells: Cells = { get: (cell) => held.get(cell), set: () => {} };
      return counts.map((count) => countIn(cells, count, now));
    },
    add: (all, now) =>
      counted({
        cells: all.flatMap(({ count }) => count),
        count: (cells) => all.map((one) => addIn(cells, one, now)),
      }),
    addBelow: (counts, now) =>
      counted({ cells: counts.flatMap(({ count }) => count), count: (cells) => addBelow(cells, counts, now) }),
  };
}
