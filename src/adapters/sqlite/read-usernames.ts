/** Looks up user names in a database that a server may be writing. Changes nothing and creates nothing, not even the files of a log. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { foldUsername } from "../../ports/username.ts";

/** Milliseconds. A reader waits for a checkpoint, and blocks nobody. */
const BUSY = 2_000;

/** Those of `usernames` that have an account. @throws if there is no such database, or it can't be read without creating a file. */
export function readUsernames(file: string, usernames: readonly string[]): ReadonlySet<string> {
  if (!existsSync(file)) throw new Error("there is no database");
  const hasLog = existsSync(`${file}-wal`);
  // To read such a log, SQLite would have to create its index.
  if (hasLog && !existsSync(`${file}-shm`))
    throw new Error("a server was killed, and the next start will repair the database");
  const url = pathToFileURL(file);
  // Without a log no server has it open. SQLite would create an empty one to read it, unless nothing can change.
  if (!hasLog) url.searchParams.set("immutable", "1");
  const database = new DatabaseSync(url, { readOnly: true });
  try {
    database.exec(`pragma busy_timeout = ${BUSY}`);
    const find = database.prepare("select 1 from accounts where username_folded = ?");
    return new Set(usernames.filter((username) => find.get(foldUsername(username)) !== undefined));
  } finally {
    database.close();
  }
}
