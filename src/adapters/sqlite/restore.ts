/** Replaces a database that nobody uses with a backup. */
import { closeSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Actor } from "../../ports/audit.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import { endingStatements, type Restoration, restoreEntry } from "../backup/entry.ts";
import { auditAppender } from "../sql/audit.ts";
import { migrations } from "../sql/migrations.ts";
import { unfinished } from "../unfinished.ts";
import { APPLICATION_ID } from "./application.ts";
import type { Backup } from "./backup.ts";
import { copyDatabase, inFile, syncFile } from "./copy.ts";
import { DIALECT } from "./dialect.ts";
import { makeDirectory } from "./directory.ts";
import { migrate } from "./migrate.ts";
import { hasAudit } from "./read-audit.ts";
import { atOnce, preparer } from "./shared.ts";
import { type DatabaseSummary, verifyDatabase } from "./verify.ts";
import { lookBefore, markAsWhole, markWhereLogIsRead } from "./wholeness.ts";

/** A restored backup. */
export interface Restored extends Backup {
  /** Where the former database is now; `undefined` if there was none. */
  readonly former: string | undefined;
}

/** How a backup is restored. */
export interface Restoring {
  readonly by: Actor;
  /** Even if there is a database. It is kept next to it under another name that contains `now`. */
  readonly force?: boolean | undefined;
  /** Ends every session and grant in the backup, so that nothing that was revoked since is valid again. */
  readonly endGrants?: boolean | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** The files that SQLite puts next to a database. */
const BESIDE = ["-wal", "-journal", "-shm"];

/** Verifies `backup`, and copies it to `database`. Rejects, and changes nothing, if a process has the database open. */
export async function restore(backup: string, database: string, how: Restoring): Promise<Restored> {
  const from = resolve(backup);
  return restored(from, database, how, verifyDatabase(from));
}

/** The same for a backup that was verified. `fill` makes the database out of one that isn't itself a database. */
export async function restored(
  from: string,
  database: string,
  { by, force = false, endGrants = false, now }: Restoring,
  summary: DatabaseSummary,
  fill?: (copy: DatabaseSync) => Promise<void>,
): Promise<Restored> {
  const file = resolve(database);
  const isThere = existsSync(file);
  if (isThere) refuseInUse(file);
  if (isThere && !force)
    throw new Error(`There is already a database ${file}. With --force, it is kept under another name and replaced.`);
  makeDirectory(dirname(file));
  const former = isThere
    ? freeName(`${file}.before-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, "")}`)
    : undefined;
  const { file: ready, end } = unfinished(file);
  try {
    const finish = (copy: string): void => {
      inFile(copy, (opened) => {
        markAsWhole(opened);
        noteRestore(opened, { at: now, by, summary, backup: from, endGrants });
      });
      verifyDatabase(copy);
    };
    if (fill === undefined) await copyDatabase(from, ready, finish);
    else await filled(ready, fill, finish);
    if (former !== undefined) moveAside(file, former);
    // Otherwise the log of another database would be replayed into this one.
    for (const each of BESIDE) rmSync(file + each, { force: true });
    renameSync(ready, file);
  } finally {
    end();
  }
  return { ...summary, file, former };
}

/** Makes a new file that only its owner can read. */
async function filled(
  file: string,
  fill: (database: DatabaseSync) => Promise<void>,
  finish: (file: string) => void,
): Promise<void> {
  closeSync(openSync(file, "wx", 0o600));
  const database = new DatabaseSync(file);
  try {
    // If something fails, it is thrown away, and the disk is synced once, at the end.
    database.exec(`pragma journal_mode = off; pragma synchronous = off; pragma application_id = ${APPLICATION_ID}`);
    await fill(database);
  } finally {
    database.close();
  }
  finish(file);
  syncFile(file);
}

/**
 * Writes into the copy that it was restored. A log that can't be continued is copied as it is, and `candor audit verify` says so.
 */
function noteRestore(database: DatabaseSync, restoration: Restoration): void {
  const { at, endGrants } = restoration;
  if (!hasAudit(database) || endGrants) migrate(database, migrations(DIALECT), at);
  if (endGrants) for (const statement of endingStatements(at)) database.exec(statement);
  const append = auditAppender(preparer(database));
  try {
    atOnce(append(restoreEntry(restoration)));
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
  }
}

/** The name, or the first one with a number at its end that no database has. Two may be replaced within a second. */
function freeName(name: string): string {
  const isFree = (one: string): boolean => !["", ...BESIDE].some((each) => existsSync(one + each));
  for (let n = 1; ; n += 1) {
    const one = n === 1 ? name : `${name}-${n}`;
    if (isFree(one)) return one;
  }
}

function moveAside(file: string, former: string): void {
  // The log comes first: without it, the file alone would look complete.
  for (const each of ["-wal", "-journal"]) if (existsSync(file + each)) renameSync(file + each, former + each);
  renameSync(file, former);
}

/**
 * Throws if a process has the database open, because each of them holds a lock on it. If nobody has, its log is emptied into
 * it.
 */
function refuseInUse(file: string): void {
  const before = lookBefore(file, 0);
  const database = new DatabaseSync(file);
  try {
    database.exec("pragma busy_timeout = 0; pragma locking_mode = exclusive; begin immediate; rollback");
    markWhereLogIsRead(database, before);
  } catch (error) {
    const code = Number((error as { errcode?: number }).errcode ?? 0) & 0xff;
    // Busy, or locked. Any other error comes from a damaged database, which may be replaced.
    if (code === 5 || code === 6)
      throw new Error(`Stop the server or command that is using the database ${file} first.`);
  } finally {
    database.close();
  }
}
