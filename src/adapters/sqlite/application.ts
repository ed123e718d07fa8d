/** Whether a file is a database of Candor. */
import type { DatabaseSync } from "node:sqlite";
import { migrations } from "../sql/migrations.ts";
import { DIALECT } from "./dialect.ts";

/** `Cndr`, in the file's header. Databases of version 0.1 have none. */
export const APPLICATION_ID = 0x436e6472;

/**
 * Whether Candor's migrations have made its tables. Other programs also have a table of that name, with other columns or rows.
 */
export function hasTablesOfCandor(database: DatabaseSync): boolean {
  const columns = database.prepare("select name from pragma_table_info('migrations')").all();
  if (!columns.some(({ name }) => name === "position")) return false;
  const first = database.prepare("select name from migrations where position = 0").get();
  return first === undefined || first.name === migrations(DIALECT)[0]?.name;
}
