import type { Dialect } from "../sql/migrations.ts";

/** SQLite's words for the schema. */
export const DIALECT: Dialect = { integer: "integer", bytes: "blob", table: "strict" };
