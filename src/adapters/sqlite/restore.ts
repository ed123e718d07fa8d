/** Replaces a database that nobody uses with a backup. */
import { randomBytes } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Actor } from "../../ports/audit.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import { auditAppender } from "../sql/audit.ts";
import { migrations } from "../sql/migrations.ts";
import { type Backup, inFile } from "./backup.ts";
import { copyDatabase } from "./copy.ts";
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

/** The files that SQLite puts next to a database. */
const BESIDE = ["-wal", "-journal", "-shm"];

/**
 * Verifies `backup`, and copies it to `database`. `force`: even if there is a database. It is kept next to it under another
 * name that contains `now` (ms). Rejects, and changes nothing, if a process has the database open.
 */
export async function restore(
  backup: string,
  database: string,
  { by, force = false, now }: { readonly by: Actor; readonly force?: boolean | undefined; readonly now: number },
): Promise<Restored> {
  const [from, file] = [resolve(backup), resolve(database)];
  const summary = verifyDatabase(from);
  const isThere = existsSync(file);
  if (isThere) refuseInUse(file);
  if (isThere && !force)
    throw new Error(`There is already a database ${file}. With --force, it is kept under another name and replaced.`);
  makeDirectory(dirname(file));
  const former = isThere
    ? freeName(`${file}.before-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, "")}`)
    : undefined;
  const ready = `${file}.restored-${randomBytes(6).toString("hex")}`;
  try {
    await copyDatabase(from, ready, (copy) => {
      inFile(copy, (opened) => {
        markAsWhole(opened);
        noteRestore(opened, { at: now, by, summary, backup: from });
      });
      verifyDatabase(copy);
    });
    if (former !== undefined) moveAside(file, former);
    // Otherwise the log of another database would be replayed into this one.
    for (const each of BESIDE) rmSync(file + each, { force: true });
    renameSync(ready, file);
  } finally {
    rmSync(ready, { force: true });
  }
  return { ...summary, file, former };
}

/**
 * Writes into the copy that it was restored, and what its log ended with: whatever the replaced database knew of later is not in
 * it. A log that can't be continued is copied as it is, and `candor audit verify` says so.
 */
function noteRestore(
  database: DatabaseSync,
  { at, by, summary, backup }: { at: number; by: Actor; summary: DatabaseSummary; backup: string },
): void {
  if (!hasAudit(database)) migrate(database, migrations(DIALECT), at);
  const append = auditAppender(preparer(database));
  const { auditEntries, migration, users } = summary;
  try {
    atOnce(
      append({
        ...{ at, actor: by, action: "database/restore", target: { kind: "database", id: "candor" } },
        after: { backup: basename(backup), auditEntries, migration, users },
      }),
    );
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
