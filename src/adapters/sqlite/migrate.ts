/** Updates a database to this program's schema, and refuses one that a newer program has made. */
import type { DatabaseSync } from "node:sqlite";
import { groupsOf, wordsOf } from "../../ports/user-search.ts";
import { countKnown, type Migration } from "../sql/migrations.ts";
import { rollback } from "./connection.ts";

/** Applies the missing migrations, each with its record in one transaction. */
export function migrate(database: DatabaseSync, migrations: readonly Migration[], now: number): void {
  database.exec(
    "create table if not exists migrations (position integer primary key, name text not null, applied_at integer not null) strict",
  );
  addFunctions(database);
  while (applyNext(database, migrations, now)) {}
}

/** Functions that migrations use: folding needs Unicode, which SQLite doesn't know. Only they do, so no other program needs them. */
export function addFunctions(database: DatabaseSync): void {
  database.function("words_of", { deterministic: true }, (username, claims) =>
    JSON.stringify(wordsOf({ username: String(username), claims: JSON.parse(String(claims)) })),
  );
  database.function("groups_of", { deterministic: true }, (_, claims) =>
    JSON.stringify(groupsOf({ claims: JSON.parse(String(claims)) })),
  );
}

/** Whether there was one to apply. The applied ones are read within the transaction, because two programs may start at once. */
function applyNext(database: DatabaseSync, migrations: readonly Migration[], now: number): boolean {
  database.exec("begin immediate");
  try {
    const position = countApplied(database, migrations);
    const next = migrations[position];
    if (next !== undefined) {
      for (const statement of next.statements) database.exec(statement);
      database.prepare("insert into migrations values (?, ?, ?)").run(position, next.name, now);
    }
    database.exec("commit");
    return next !== undefined;
  } catch (error) {
    rollback(database);
    throw error;
  }
}

function countApplied(database: DatabaseSync, migrations: readonly Migration[]): number {
  const applied = database.prepare("select name from migrations order by position").all();
  return countKnown(
    applied.map(({ name }) => String(name)),
    migrations,
  );
}
