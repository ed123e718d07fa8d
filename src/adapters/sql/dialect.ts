/** What the databases call things differently. */
export interface Dialect {
  /** A 64-bit integer. */
  readonly integer: string;
  readonly bytes: string;
  /** What follows the columns of a table. */
  readonly table: string;
  /** Statements that make a database refuse to change or delete the rows of a table. */
  readonly appendOnly: (table: string) => readonly string[];
}
