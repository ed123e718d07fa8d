/**
 * Counts in cells. A count has one cell with its own name, or several that it shares with other counts (`service/cells.ts`).
 * Cells only ever hold too much, so a count is the lowest of its cells. A fixed number of cells then has room for any number of
 * keys, and a flood of made-up ones neither takes more room nor pushes anything out.
 */
import { type DrainingCount, isAhead, type Limit, oneMore, waitFor } from "./draining-count.ts";

/** The names of a count's cells. */
export type Count = readonly string[];

/** What is added to a count. */
export interface Counted {
  readonly count: Count;
  /** Milliseconds until the count forgets it. */
  readonly drain: number;
}

/** A count that delays attempts when it is full. */
export interface LimitedCount {
  readonly count: Count;
  readonly limit: Limit;
}

/** Where cells are. */
export interface Cells {
  get(cell: string): DrainingCount | undefined;
  set(cell: string, value: DrainingCount): void;
}

/** The lowest of the count's cells. `now` in milliseconds. */
export function countIn(cells: Cells, count: Count, now: number): DrainingCount | undefined {
  const [first, ...others] = count.map((cell) => cells.get(cell));
  return others.reduce((a, b) => (endOf(b, now) < endOf(a, now) ? b : a), first);
}

const endOf = (cell: DrainingCount | undefined, now: number): number =>
  cell === undefined || isAhead(cell, now) ? 0 : cell.emptyAt;

/** Adds to a count and returns what it is then. */
export function addIn(cells: Cells, { count, drain }: Counted, now: number): DrainingCount {
  const next = oneMore(countIn(cells, count, now), drain, now);
  raise(cells, count, next, now);
  return next;
}

/** Makes every cell of a count hold at least this much. A fuller one also belongs to other counts. */
export function raise(cells: Cells, count: Count, to: DrainingCount, now: number): void {
  for (const cell of count) {
    const held = endOf(cells.get(cell), now);
    if (held <= to.emptyAt) cells.set(cell, to);
    else cells.set(cell, { emptyAt: held, lastAt: now });
  }
}

/** Adds one to each count unless one of them is full. Returns what they were before. */
export function addBelow(
  cells: Cells,
  counts: readonly LimitedCount[],
  now: number,
): readonly (DrainingCount | undefined)[] {
  const before = counts.map(({ count }) => countIn(cells, count, now));
  if (counts.every(({ limit }, i) => waitFor(before[i], limit, now) === 0))
    for (const { count, limit } of counts) addIn(cells, { count, drain: limit.drain }, now);
  return before;
}
