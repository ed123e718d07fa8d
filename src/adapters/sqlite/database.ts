/** Opens the database file, readable only by this user, with the settings that make a commit mean "on the disk". */
import { chmodSync, closeSync, openSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeDirectory } from "./directory.ts";
import { fixFor } from "./fixes.ts";

/** At the start, while nobody is served. Another process may be starting too, with the same migration to apply. */
const BUSY_MILLISECONDS = 5000;

/** Opens `file`. Creates it and its directory if they don't exist. */
export function openDatabase(file: string): DatabaseSync {
  const path = resolve(file);
  makeDirectory(dirname(path));
  createFile(path);
  for (const file of [path, `${path}-wal`, `${path}-shm`]) keepOthersOut(file);
  const database = opened(path);
  try {
    database.exec(`pragma busy_timeout = ${BUSY_MILLISECONDS}`);
    const journal = database.prepare("pragma journal_mode = wal").get();
    if (journal?.journal_mode !== "wal") {
      throw new Error(`${path} can't have a write-ahead log. Put the database on a local file system.`);
    }
    database.exec(`
      pragma synchronous = full;
      pragma foreign_keys = on;
      pragma secure_delete = on;
      pragma temp_store = memory;
    `);
    return database;
  } catch (error) {
    database.close();
    throw cannotOpen(path, error);
  }
}

function opened(path: string): DatabaseSync {
  try {
    return new DatabaseSync(path);
  } catch (error) {
    throw cannotOpen(path, error);
  }
}

function cannotOpen(path: string, error: unknown): Error {
  const fix = fixFor(error);
  const said = `The database ${path} cannot be opened: ${(error as Error).message}`;
  return new Error(fix === undefined ? said : `${said}. ${fix}`, { cause: error });
}

/** SQLite would create it readable by everyone. Its log gets the mode of the file. */
function createFile(path: string): void {
  try {
    // An existing file is never opened here: closing it again would release this process's locks on it.
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** A restored copy is often readable by everyone. The group permissions that the owner set stay. */
function keepOthersOut(file: string): void {
  const { mode = 0, uid } = statSync(file, { throwIfNoEntry: false }) ?? {};
  if ((mode & 0o007) !== 0 && uid === process.getuid?.()) chmodSync(file, mode & 0o770);
}
