import type { Announced } from "../../ports/storage.ts";

/** What the databases call things differently. */
export interface Dialect {
  /** A 64-bit integer. */
  readonly integer: string;
  readonly bytes: string;
  /** What follows the columns of a table. */
  readonly table: string;
  /** The same for a table whose rows are kept in the order of its primary key, where a database can do that. */
  readonly keyed: string;
  /** Statements that make a database refuse to change or delete the rows of a table. */
  readonly appendOnly: (table: string) => readonly string[];
  /** Statements for rows that earlier versions wrote; none for a database that no earlier version had. */
  readonly earlier: (...statements: readonly string[]) => readonly string[];
  /** A statement that makes others follow each change of a row, in the same transaction. `new` and `old` are the row. */
  readonly follow: (change: Followed, table: string, name: string, statements: readonly string[]) => string;
  /** Statements that make a database clean up after what was deleted as soon as it is this share of a table. None where it needn't. */
  readonly cleaned: (table: string, share: number) => readonly string[];
  /** Statements that make a database leave room for changes of rows, so that these write no index. None where it does so anyway. */
  readonly roomy: (table: string) => readonly string[];
  /** Statements that make a database announce each change of a table to all processes. None where it can't. */
  readonly announce: (what: Announced, table: string) => readonly string[];
}

export type Followed = "insert" | "delete" | `update of ${string}`;
