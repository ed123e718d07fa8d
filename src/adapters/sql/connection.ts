/**
 * What the stores need of a database. A piece of work is a generator that takes steps, one statement each: SQLite takes them at
 * once, and PostgreSQL waits for each. So a store is written once. Statements are in the words of both; where they differ, the
 * connection translates (see `sqlite/shared.ts` and `postgres/translate.ts`).
 */

/** What a statement takes and returns. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** Work that takes steps and comes to a result. Only connections look into it. */
export type Steps<T> = Generator<Step, T, unknown>;

/** One statement on its way to a database that must be waited for. */
export interface Step extends Shape {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** How rows come: as objects, or as lists of their values, which are read faster. */
export interface Shape {
  readonly lists?: boolean;
}

/** A statement whose rows are known to look like `Row`. */
export interface Statement<Row> {
  get(...values: SqlValue[]): Steps<Row | undefined>;
  all(...values: SqlValue[]): Steps<readonly Row[]>;
  run(...values: SqlValue[]): Steps<{ readonly changes: number }>;
}

/**
 * Makes a function that does the work: usually a store's method. A generator function that is made for each call gets a hidden class of its
 * own, in old memory, where it keeps all that the call refers to until the next full collection. So the work is made once, with its store.
 */
export type Doing = <Given extends readonly unknown[], T>(
  work: (...given: Given) => Steps<T>,
) => (...given: Given) => Promise<T>;

export interface Connection {
  readonly prepare: <Row = never>(sql: string, how?: Shape) => Statement<Row>;
  readonly read: Doing;
  /** One transaction, which nobody else's `write` runs beside. It may run twice, so it must change nothing but the database. */
  readonly write: Doing;
  /**
   * One transaction, beside others. What it relies on are rows that it has locked by `for update` or `for share`, and what a statement says of
   * the rows that it changes. What a subselect has found may have changed before they are: then PostgreSQL looks at the outer conditions alone.
   */
  readonly writeRows: Doing;
  /** `load`, for rows that almost every request reads and that rarely change. What it returned may be remembered until `forget`. */
  readonly cached: <K, V>(load: (key: K) => Steps<V | undefined>) => (key: K) => Steps<V | undefined>;
  readonly forget: () => void;
}

/** `insert into table (columns) values (?, …)`. */
export function insertInto(table: string, columns: readonly string[]): string {
  return `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`;
}
