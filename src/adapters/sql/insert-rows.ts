/** Inserts many rows with few statements: PostgreSQL is asked once for each. */
import { type Connection, insertInto, type SqlValue, type Statement, type Steps } from "./connection.ts";

/** Rows of one statement. */
const AT_ONCE = 50;

/** `then`: what follows the values, such as `returning` with the columns of `Row`. */
export function rowInserter<Row = never>(
  prepare: Connection["prepare"],
  table: string,
  columns: readonly string[],
  then = "",
): (rows: readonly (readonly SqlValue[])[]) => Steps<readonly Row[]> {
  const prepared = new Map<number, Statement<Row>>();
  function statement(count: number): Statement<Row> {
    const more = `, (${columns.map(() => "?").join(", ")})`.repeat(count - 1);
    const known = prepared.get(count) ?? prepare<Row>(`${insertInto(table, columns)}${more}${then}`);
    prepared.set(count, known);
    return known;
  }
  return function* (rows) {
    const returned: Row[] = [];
    let at = 0;
    while (at < rows.length) {
      const count = rows.length - at < AT_ONCE ? 1 : AT_ONCE;
      returned.push(...(yield* statement(count).all(...rows.slice(at, at + count).flat())));
      at += count;
    }
    return returned;
  };
}
