/** The migrations, tables, columns and indexes of a database beside those of this version. */
import { DatabaseSync } from "node:sqlite";
import { type Migration, migrations } from "../../../adapters/sql/migrations.ts";
import { DIALECT } from "../../../adapters/sqlite/dialect.ts";
import { migrate } from "../../../adapters/sqlite/migrate.ts";
import type { Database } from "../facts.ts";

export function comparedTo(
  known: readonly Migration[],
  applied: readonly string[],
): Required<Pick<Database, "migrations" | "pending" | "unknown">> {
  const names = known.map(({ name }) => name);
  return {
    migrations: applied,
    pending: names.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !names.includes(name)),
  };
}

const OBJECTS = `select m.name || '.' || c.name as name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'
  union all select name from sqlite_master where type = 'index' and sql is not null`;

/** Columns, as `table.column`, and indexes of a SQLite database. */
export const objectsIn = (database: DatabaseSync): readonly string[] =>
  database
    .prepare(OBJECTS)
    .all()
    .map(({ name }) => String(name));

/** The columns and indexes that the migrations make and that aren't there. Of a table that is missing, only its name. */
export function missingOf(there: readonly string[], applied: readonly string[]): readonly string[] {
  const all = migrations(DIALECT);
  // Another version has other tables, and is another finding.
  if (all.some(({ name }, i) => applied[i] !== name) || all.length !== applied.length) return [];
  const made = new DatabaseSync(":memory:");
  try {
    migrate(made, all, 0);
    const has = new Set(there);
    const tables = new Set(there.map(tableOf));
    return [
      ...new Set(
        objectsIn(made).flatMap((one) => (has.has(one) ? [] : tables.has(tableOf(one)) ? [one] : [tableOf(one)])),
      ),
    ];
  } finally {
    made.close();
  }
}

const tableOf = (name: string): string => name.split(".")[0] ?? name;
