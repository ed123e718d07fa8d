/**
 * Whether a database is complete. Until it is closed, the latest commits are in its log, `candor.sqlite-wal`. A copy of
 * `candor.sqlite` alone, made while a server was running, lacks them and looks like any other database. So the file says
 * whether it is in use, and which file it is.
 */
import { existsSync, statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { APPLICATION_ID, hasTablesOfCandor } from "./application.ts";

/** The state before the database was opened. */
export interface Before {
  /** When this was checked, in milliseconds. */
  readonly at: number;
  /** Whether there was a log. */
  readonly hadLog: boolean;
  /** The number of the file. A copy has a different one. */
  readonly number: string;
}

/** Call it before the database is opened, because opening makes a log. `at` is the time before the call, in milliseconds. */
export const lookBefore = (file: string, at: number): Before => ({
  at,
  hadLog: existsSync(`${file}-wal`),
  number: numberOf(file),
});

const numberOf = (file: string): string => String(statSync(file, { throwIfNoEntry: false })?.ino ?? "");

/** Throws if an existing file has no tables, or is another program's database. */
export function refuseOther(database: DatabaseSync, file: string): void {
  const application = applicationOf(database);
  if (application !== 0 && application !== APPLICATION_ID)
    throw new Error(
      `${file} belongs to another program (its application id is ${String(application)}). Set data to another directory.`,
    );
  if (hasTablesOfCandor(database)) return;
  if (database.prepare("select 1 from sqlite_master limit 1").get() !== undefined)
    throw new Error(
      `${file} belongs to another program: its tables aren't those of Candor. Set data to another directory.`,
    );
  throw new Error(
    `${file} has no tables. It was copied without its log (candor.sqlite-wal), or was cut off. Restore a backup with candor restore, or remove the file to start with a new database.`,
  );
}

const applicationOf = (database: DatabaseSync): unknown =>
  Object.values(database.prepare("pragma application_id").get() ?? {})[0];

interface Row {
  readonly in_use: number;
  readonly file_number: string;
  readonly taken_at: number | null;
}

/** Records that the database is in use, and whether something is missing. Throws if it is damaged. `now` in milliseconds. */
export function takeIntoUse(database: DatabaseSync, file: string, before: Before, now: number): void {
  const row = database.prepare("select in_use, file_number, taken_at from wholeness").get() as unknown as
    | Row
    | undefined;
  // Another process may have started after this one looked for a log. It made the log before it recorded the time.
  const wasInUse = row?.in_use === 1 && (row.taken_at ?? 0) < before.at;
  const isCopy = row !== undefined && row.file_number !== "" && row.file_number !== before.number;
  if (wasInUse && before.hadLog && isCopy) refuseDamaged(database, file);
  if (wasInUse && !isCopy && before.hadLog) return;
  const lacks = wasInUse && !before.hadLog;
  if (applicationOf(database) === 0) database.exec(`pragma application_id = ${APPLICATION_ID}`);
  database
    .prepare(
      `insert into wholeness (id, in_use, file_number, suspected_at, taken_at) values (1, 1, ?1, ?2, ?3)
       on conflict (id) do update set in_use = 1, file_number = ?1, suspected_at = coalesce(?2, suspected_at), taken_at = ?3`,
    )
    .run(before.number, lacks ? now : null, now);
  // So that a copy of the file alone says so too.
  database.exec("pragma wal_checkpoint(passive)");
}

/** The file and the log were copied one after the other, so one of them may lack what the other has. */
function refuseDamaged(database: DatabaseSync, file: string): void {
  const found = Object.values(database.prepare("pragma quick_check(1)").get() ?? {})[0];
  if (found === "ok") return;
  throw new Error(
    `${file} is damaged: it was copied while a server was using it. Restore a backup with candor restore.`,
  );
}

/** Records that a database is complete. Nobody else has it open, and closing it now empties its own log into it. */
export function markWhereLogIsRead(database: DatabaseSync, before: Before): void {
  if (!before.hadLog) return;
  const isThere = database.prepare("select 1 from sqlite_master where name = 'wholeness'").get();
  if (isThere === undefined) return;
  database.prepare("update wholeness set in_use = 0 where file_number = ?").run(before.number);
}

/** Records that the database is not in use: it was closed properly, or is an independent copy. */
export function markAsWhole(database: DatabaseSync): void {
  const isThere = database.prepare("select 1 from sqlite_master where name = 'wholeness'").get();
  if (isThere !== undefined) database.exec("update wholeness set in_use = 0");
}
