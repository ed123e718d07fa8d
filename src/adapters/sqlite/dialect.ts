import type { Dialect } from "../sql/dialect.ts";

/** SQLite's words for the schema. */
export const DIALECT: Dialect = {
  integer: "integer",
  bytes: "blob",
  table: "strict",
  keyed: "strict, without rowid",
  earlier: (...statements) => statements,
  appendOnly: (table) =>
    ["update", "delete"].map(
      (change) =>
        `create trigger ${table}_refuses_${change} before ${change} on ${table}
         begin select raise(abort, 'The table ${table} is append-only.'); end`,
    ),
  follow: (change, table, name, statements) =>
    `create trigger ${name} after ${change} on ${table} begin ${statements.join("; ")}; end`,
  cleaned: () => [],
  roomy: () => [],
  announce: () => [],
};
