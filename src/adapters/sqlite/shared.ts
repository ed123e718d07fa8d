/** SQLite under the stores that both databases share. Its statements run at once, so no step is ever handed out. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Shape, Connection as Shared, SqlValue, Steps } from "../sql/connection.ts";
import type { Connection, Statement } from "./connection.ts";

export function shared(connection: Connection): Shared {
  const write: Shared["write"] =
    (work) =>
    (...given) =>
      connection.write(() => atOnce(work(...given)));
  return {
    cached<K, V>(load: (key: K) => Steps<V | undefined>) {
      const cached = connection.cached((key: K) => atOnce(load(key)));
      return (key: K) => withoutStep(() => cached(key));
    },
    forget: connection.forget,
    prepare: sharedPrepare(connection.prepare),
    read:
      (work) =>
      (...given) =>
        connection.read(() => atOnce(work(...given))),
    write,
    writeRows: write,
  };
}

/** The shared view of a database that has no connection: one that a command reads, or makes. */
export const preparer = (database: DatabaseSync): Shared["prepare"] =>
  sharedPrepare(<Row>(sql: string) => database.prepare(sql) as unknown as Statement<Row>);

/** Reads of such a database. */
export const readAtOnce: Shared["read"] =
  (work) =>
  async (...given) =>
    atOnce(work(...given));

function sharedPrepare(prepare: Connection["prepare"]): Shared["prepare"] {
  return <Row>(sql: string, { lists = false }: Shape = {}) => {
    // Only one transaction writes at a time.
    const statement = prepare<Row>(sql.replace(/ for (?:no key )?(?:update|share)$/, ""));
    if (lists) statement.setReturnArrays(true);
    return {
      get: (...values: SqlValue[]) => withoutStep(() => statement.get(...(values as SQLInputValue[]))),
      all: (...values: SqlValue[]) => withoutStep(() => statement.all(...(values as SQLInputValue[]))),
      run: (...values: SqlValue[]) => withoutStep(() => statement.run(...(values as SQLInputValue[]))),
    };
  };
}

/** Work that runs at once when it is asked for its first step. */
// biome-ignore lint/correctness/useYield: it has none.
export function* withoutStep<T>(run: () => T): Steps<T> {
  return run();
}

/** The result of work that hands out no step. */
export function atOnce<T>(work: Steps<T>): T {
  const taken = work.next();
  if (taken.done !== true) throw new Error("A step was handed out.");
  return taken.value;
}
