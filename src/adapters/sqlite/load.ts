/** Makes a SQLite database of a portable backup, in a new file that nobody uses yet. */
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { Parts } from "../backup/format.ts";
import { knownSchema } from "../backup/schema.ts";
import { migrations } from "../sql/migrations.ts";
import { DIALECT } from "./dialect.ts";
import { migrate } from "./migrate.ts";

/** Makes the schema of the backup, fills it, and updates it to this program's. `name`: of the backup, for what is said. */
export async function loadSqlite(database: DatabaseSync, parts: Parts, name: string, now: number): Promise<void> {
  const all = migrations(DIALECT);
  // Triggers would count again what the rows have counted. They come back when the rows are there.
  let triggers: readonly { readonly name: string; readonly sql: string }[] = [];
  let insert: ReturnType<DatabaseSync["prepare"]> | undefined;
  for await (const part of parts) {
    if (part.is === "beginning") {
      migrate(database, all.slice(0, knownSchema(part.beginning, all, name)), now);
      triggers = database
        .prepare("select name, sql from sqlite_master where type = 'trigger'")
        .all() as unknown as typeof triggers;
      for (const one of triggers) database.exec(`drop trigger "${one.name}"`);
      database.exec("begin");
    } else if (part.is === "table") {
      database.exec(`delete from "${part.table}"`);
      const columns = part.columns.map((column) => `"${column}"`).join(", ");
      insert = database.prepare(
        `insert into "${part.table}" (${columns}) values (${part.columns.map(() => "?").join(", ")})`,
      );
    } else for (const row of part.rows) insert?.run(...(row as SQLInputValue[]));
  }
  database.exec("commit");
  for (const { sql } of triggers) database.exec(sql);
  migrate(database, all, now);
}
