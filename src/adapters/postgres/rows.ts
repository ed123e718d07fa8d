/** Many rows as parameters: an array for each column. */
import type { SqlValue } from "../sql/connection.ts";
import { kept } from "./translate.ts";

const BYTES = ["hash", "code_hash", "refresh_hash"];
const NUMBERS =
  /^(?:id|grant_id|token_id|session_id|.*_at|auth_time|redirect_uri_sent|refresh_generation|forget_after|used_until|from_generation|managed)$/;

const typeOf = (column: string): string =>
  BYTES.includes(column) ? "bytea" : NUMBERS.test(column) ? "bigint" : "text";

/** The columns as a table, `from $1`: its rows in order, numbered by `place` from 1. */
export const rowsOf = (columns: readonly string[], first: number, as: string): string =>
  `unnest(${columns.map((column, at) => `$${first + at}::${typeOf(column)}[]`).join(", ")})
   with ordinality as ${as} (${columns.join(", ")}, place)`;

const keptValue = (value: SqlValue): SqlValue => (typeof value === "string" ? kept(value) : value);

/** Rows of values, as an array for each column. */
export const byColumn = (columns: readonly string[], rows: readonly (readonly SqlValue[])[]): SqlValue[][] =>
  columns.map((_, at) => rows.map((row) => keptValue(row[at] ?? null)));
