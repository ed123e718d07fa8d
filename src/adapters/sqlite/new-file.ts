/** A new database gets its name when it has its tables: a file without any is then never a new one, but one that lacks something. */
import { existsSync, rmSync } from "node:fs";
import { migrations } from "../sql/migrations.ts";
import { placeNew } from "./copy.ts";
import { openDatabase } from "./database.ts";
import { DIALECT } from "./dialect.ts";
import { migrate } from "./migrate.ts";

/** Makes a database where there is none. Two processes may start at once: the first one's file stands. `now` in milliseconds. */
export function makeNew(file: string, now: number): void {
  if (existsSync(`${file}-wal`))
    throw new Error(
      `There is ${file}-wal, the log of a database, and no ${file}. Put the database back beside its log, restore a backup with candor restore, or remove the log to start with a new database.`,
    );
  const made = `${file}.new-${process.pid}`;
  try {
    const database = openDatabase(made);
    try {
      migrate(database, migrations(DIALECT), now);
    } finally {
      database.close();
    }
    placeNew(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    for (const each of [made, `${made}-wal`, `${made}-shm`]) rmSync(each, { force: true });
  }
}
