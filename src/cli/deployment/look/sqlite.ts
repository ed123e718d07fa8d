/** Looks at a SQLite database that a server may be writing. Changes nothing. */
import { existsSync, lstatSync, statfsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { UNREACHABLE } from "../../../adapters/postgres/problems.ts";
import { migrations } from "../../../adapters/sql/migrations.ts";
import { checkedAudit } from "../../../adapters/sql/read-audit.ts";
import { hasTablesOfCandor } from "../../../adapters/sqlite/application.ts";
import { DIALECT } from "../../../adapters/sqlite/dialect.ts";
import { fixFor } from "../../../adapters/sqlite/fixes.ts";
import { hasAudit } from "../../../adapters/sqlite/read-audit.ts";
import { atOnce, preparer } from "../../../adapters/sqlite/shared.ts";
import { DATABASE, dataFaults } from "../../../configuration/data-directory.ts";
import type { Database, Disk } from "../facts.ts";
import type { KeyRow } from "./keys.ts";
import { comparedTo, missingOf, objectsIn } from "./schema.ts";

/** Milliseconds. A reader waits for a checkpoint, and blocks nobody. */
const BUSY = 2_000;

/** The directory and its disk, or those of the one in which it would be made. */
export function diskOf(directory: string): Disk {
  const there = existing(directory);
  const { bavail, blocks, bsize, files: most, ffree } = statfsSync(there);
  const files = [directory, ...[DATABASE, `${DATABASE}-wal`].map((name) => join(directory, name))];
  const open = files.flatMap((file) => {
    const { mode = 0 } = lstatSync(file, { throwIfNoEntry: false }) ?? {};
    const wrong = file === directory ? 0o002 : 0o007;
    return (mode & wrong) === 0 ? [] : [{ file, mode: (mode & 0o777).toString(8) }];
  });
  return {
    directory,
    faults: [...dataFaults(directory)],
    free: bavail * bsize,
    size: blocks * bsize,
    database: statSync(join(directory, DATABASE), { throwIfNoEntry: false })?.size ?? 0,
    ...(most > 0 && { files: ffree }),
    open,
  };
}

const existing = (directory: string): string => (existsSync(directory) ? directory : existing(dirname(directory)));

/** The database of a directory, and the keys in it. */
export function lookAtSqlite(directory: string): { readonly database: Database; readonly keys: readonly KeyRow[] } {
  const file = join(directory, DATABASE);
  const at = { kind: "sqlite", at: file } as const;
  if (!existsSync(file)) return { database: { ...at, migrations: [] }, keys: [] };
  let opened: DatabaseSync | undefined;
  try {
    const database = new DatabaseSync(file, { readOnly: true });
    opened = database;
    database.exec(`pragma busy_timeout = ${BUSY}`);
    const value = (sql: string): string => String(Object.values(database.prepare(sql).get() ?? {})[0]);
    const integrity = value("pragma quick_check(1)");
    if (!hasTablesOfCandor(database)) return { database: { ...at, migrations: [], integrity }, keys: [] };
    database.exec("begin");
    const applied = database.prepare("select name from migrations order by position").all();
    const isThere = (table: string): boolean =>
      database.prepare("select 1 from sqlite_master where name = ?").get(table) !== undefined;
    const signsFrom = database
      .prepare("select 1 from pragma_table_info('signing_keys') where name = 'signs_from'")
      .get();
    const from = signsFrom === undefined ? "created_at" : "coalesce(signs_from, created_at)";
    return {
      database: {
        ...at,
        ...comparedTo(
          migrations(DIALECT),
          applied.map(({ name }) => String(name)),
        ),
        settings: { journal_mode: value("pragma journal_mode") },
        integrity,
        missing: missingOf(
          objectsIn(database),
          applied.map(({ name }) => String(name)),
        ),
        incomplete: isThere("wholeness") && value("select count(suspected_at) from wholeness") !== "0",
        ...(hasAudit(database) && { audit: atOnce(checkedAudit(preparer(database))) }),
      },
      keys: database
        .prepare(`select kid, key_use as use, sealed, ${from} as at from signing_keys`)
        .all() as unknown as readonly KeyRow[],
    };
  } catch (error) {
    const problem = {
      ...UNREACHABLE,
      found: `${file}: ${(error as Error).message}`,
      fix: fixFor(error) ?? UNREACHABLE.fix,
    };
    return { database: { ...at, problem }, keys: [] };
  } finally {
    opened?.close();
  }
}
