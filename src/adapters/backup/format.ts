/**
 * The portable backup: JSON lines, compressed with gzip, of which either database is made again. First a line about the whole;
 * then for each table its columns, its rows in the order of their keys, and a line that counts and hashes them; at the end a line
 * that hashes everything before. See docs/guides/backup.md.
 */
import type { SqlValue } from "../sql/connection.ts";

/** The version of the format. A program reads those up to its own. */
export const FORMAT = 1;

/** The first line. */
export interface Beginning {
  readonly candor: "backup";
  readonly format: number;
  /** In ISO 8601, UTC. */
  readonly made_at: string;
  /** The version of Candor that made it. */
  readonly version: string;
  readonly database: "sqlite" | "postgres";
  /** The schema of the rows: every migration that was applied, in order. */
  readonly migrations: readonly string[];
  /** The last entry of the audit log; number 0 if it is empty. */
  readonly audit_head: { readonly number: number; readonly hash: string };
}

/** Before the rows of a table. */
export interface TableLine {
  readonly table: string;
  readonly columns: readonly string[];
}

/** After the rows of a table, and, as `backup`, after the last one. */
export interface EndLine {
  readonly end: string;
  readonly rows: number;
  /** In hex: of the lines of the rows, each with its line feed. In the last line: of all lines before. */
  readonly sha256: string;
}

/** The last line's `end`. */
export const WHOLE = "backup";

/** A row in the order of its columns. */
export type Row = readonly SqlValue[];

/** What a backup consists of, in order. */
export type Part =
  | { readonly is: "beginning"; readonly beginning: Beginning }
  | ({ readonly is: "table" } & TableLine)
  | { readonly is: "rows"; readonly table: string; readonly rows: readonly Row[] };

/** The parts of one state of a database, read as they are asked for. */
export type Parts = AsyncIterable<Part>;

/**
 * Tables that say something of running processes or of one file: who holds a lease, which processes there are, whether the file
 * is in use. Restored, they would speak of processes that are gone.
 */
export const NOT_KEPT: ReadonlySet<string> = new Set(["migrations", "wholeness", "leases", "processes", "readiness"]);

/** Bytes are the only values that JSON doesn't have. */
export const toLine = (row: Row): string =>
  JSON.stringify(
    row.map((value) => (value instanceof Uint8Array ? { bytes: Buffer.from(value).toString("base64url") } : value)),
  );

/** The other way. @throws if it isn't a row of that many columns. */
export function rowIn(value: unknown, columns: number): Row {
  if (!Array.isArray(value) || value.length !== columns) throw new Error(`A row doesn't have ${columns} values.`);
  return value.map((one: unknown) => {
    if (one === null || typeof one === "string" || typeof one === "number") return one;
    const bytes = (one as { readonly bytes?: unknown }).bytes;
    if (typeof bytes !== "string") throw new Error("A value is neither a text, a number, bytes nor null.");
    return new Uint8Array(Buffer.from(bytes, "base64url"));
  });
}
