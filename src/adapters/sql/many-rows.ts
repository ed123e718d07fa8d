/** Rows that are written together, by few statements. */
import { type Connection, insertInto, type SqlValue, type Steps } from "./connection.ts";

type Row = readonly SqlValue[];

/** Rows of one statement. Few sizes, so that few statements are prepared. */
const SIZES = [64, 8, 1];

interface Into {
  readonly table: string;
  readonly columns: readonly string[];
  /** How many of the first columns make the primary key. */
  readonly key: number;
  /** What becomes of a row that is there, as in `do update set …`. */
  readonly otherwise: string;
}

/** Inserts any number of rows, in the order of their keys, so that two who write the same rows wait for each other only one way. */
export function insertingMany(
  prepare: Connection["prepare"],
  { table, columns, key, otherwise }: Into,
): (rows: readonly Row[]) => Steps<void> {
  const marks = `, (${columns.map(() => "?").join(", ")})`;
  const conflict = `on conflict (${columns.slice(0, key).join(", ")}) ${otherwise}`;
  const statements = SIZES.map((size) => ({
    size,
    statement: prepare(`${insertInto(table, columns)}${marks.repeat(size - 1)} ${conflict}`),
  }));
  const keyOf = (row: Row): string => JSON.stringify(row.slice(0, key));

  return function* inserted(rows: readonly Row[]): Steps<void> {
    const first = new Map<string, Row>();
    // One statement takes a key once.
    const again: Row[] = [];
    for (const row of rows) {
      const own = keyOf(row);
      if (first.has(own)) again.push(row);
      else first.set(own, row);
    }
    let left = [...first].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
    for (const { size, statement } of statements)
      for (; left.length >= size; left = left.slice(size)) yield* statement.run(...left.slice(0, size).flat());
    if (again.length > 0) yield* inserted(again);
  };
}
