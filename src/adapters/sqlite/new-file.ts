/** A new database gets its name only after it has its tables. So a file without tables is never new: something is missing. */
import { closeSync, existsSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { migrations } from "../sql/migrations.ts";
import { unfinished } from "../unfinished.ts";
import { APPLICATION_ID } from "./application.ts";
import { inFile, placeNew, syncFile } from "./copy.ts";
import { DIALECT } from "./dialect.ts";
import { becauseOf, makeDirectory } from "./directory.ts";
import { migrate } from "./migrate.ts";

/** Makes a database if there is none. If two processes start at once, both use the first one's file. `now` in milliseconds. */
export function makeNew(file: string, now: number): void {
  if (existsSync(`${file}-wal`))
    throw new Error(
      `There is a database log, ${file}-wal, but no ${file}. Put the database back next to its log, restore a backup with candor restore, or remove the log to start with a new database.`,
    );
  makeDirectory(dirname(file));
  const { file: made, end } = unfinished(file);
  try {
    closeSync(openSync(made, "wx", 0o600));
    inFile(made, (database) => {
      // Nobody uses it yet. If something fails, it is thrown away, and the disk is synced once, at the end.
      database.exec(`pragma journal_mode = off; pragma synchronous = off; pragma application_id = ${APPLICATION_ID}`);
      migrate(database, migrations(DIALECT), now);
    });
    syncFile(made);
    placeNew(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST")
      throw new Error(`The database ${file} can't be created${becauseOf(error)}`, { cause: error });
  } finally {
    end();
  }
}
