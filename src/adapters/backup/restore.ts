/** Restores a backup of either form into either database. */
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { VERSION } from "../../version.ts";
import { loadPostgres } from "../postgres/load.ts";
import { dumpSqlite } from "../sqlite/dump.ts";
import { loadSqlite } from "../sqlite/load.ts";
import { type Restored, type Restoring, restore, restored } from "../sqlite/restore.ts";
import { type DatabaseSummary, verifyDatabase } from "../sqlite/verify.ts";
import { endingStatements, restoreEntry } from "./entry.ts";
import type { Parts } from "./format.ts";
import { inspected, inspector, passing } from "./inspect.ts";
import { summaryOf } from "./make.ts";
import { kindOfFile, partsIn } from "./read.ts";

/** Into the file of a data directory. Rejects, and changes nothing, if the backup isn't whole or somebody has the file open. */
export async function restoreIntoFile(backup: string, database: string, how: Restoring): Promise<Restored> {
  const from = resolve(backup);
  refuseMissing(from);
  if (kindOfFile(from) !== "portable") return restore(from, database, how);
  const summary = summaryOf(await inspected(partsIn(from)), statSync(from).size);
  return restored(from, database, how, summary, (copy) => loadSqlite(copy, partsIn(from), from, how.now));
}

/** Into the empty PostgreSQL database at `url`. Rejects, and changes nothing, if the backup isn't whole or there are tables. */
export async function restoreIntoPostgres(
  backup: string,
  url: string,
  { by, endGrants = false, now }: Restoring,
): Promise<DatabaseSummary> {
  const from = resolve(backup);
  refuseMissing(from);
  const isPortable = kindOfFile(from) === "portable";
  if (!isPortable) verifyDatabase(from);
  const parts: Parts = isPortable ? partsIn(from) : dumpSqlite(from, { now, version: VERSION });
  const inspector_ = inspector();
  const summary = () => summaryOf(inspector_.result(), statSync(from).size);
  await loadPostgres(url, passing(parts, inspector_), {
    name: from,
    now,
    entry: () => restoreEntry({ at: now, by, backup: from, summary: summary(), endGrants }),
    ...(endGrants && {
      finish: async (client) => {
        for (const statement of endingStatements(now)) await client.query(statement);
      },
    }),
  });
  return summary();
}

function refuseMissing(file: string): void {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
}
