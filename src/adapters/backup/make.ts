/** Makes portable backups, of either database. */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { VERSION } from "../../version.ts";
import type { DatabaseSummary } from "../sqlite/verify.ts";
import type { Inspected } from "./inspect.ts";
import { refuseTarget, writeBackup } from "./write.ts";

/** A finished portable backup, and what it contains. */
export interface PortableBackup extends DatabaseSummary {
  /** Absolute path. */
  readonly file: string;
  /** Why the secret doesn't decrypt a key in it; `undefined` if it does, or there is none. */
  readonly keyFault: string | undefined;
}

/** Of the SQLite database in `database`, which a server may be writing. `now` in milliseconds. See `writeBackup`. */
export async function portableBackup(
  database: string,
  target: string,
  now: number,
  secret?: string,
): Promise<PortableBackup> {
  refuseTarget(resolve(target));
  const { dumpSqlite } = await import("../sqlite/dump.ts");
  const found = await writeBackup(dumpSqlite(database, { now, version: VERSION }), target, secret);
  return { ...summaryOf(found, statSync(target).size), file: resolve(target) };
}

/** Of the PostgreSQL database at `url`, which servers may be writing. */
export async function postgresBackup(
  url: string,
  target: string,
  now: number,
  secret?: string,
): Promise<PortableBackup> {
  refuseTarget(resolve(target));
  const { dumpPostgres } = await import("../postgres/dump.ts");
  const found = await writeBackup(dumpPostgres(url, { now, version: VERSION }), target, secret);
  return { ...summaryOf(found, statSync(target).size), file: resolve(target) };
}

/** The same of what every backup says, for a portable one. */
export const summaryOf = (
  { beginning, tables, signingKeys, keysEncrypted, keyFault, auditFault }: Inspected,
  bytes: number,
): Omit<PortableBackup, "file"> => ({
  bytes,
  migration: beginning.migrations.at(-1) ?? "none",
  users: tables.accounts ?? 0,
  grants: tables.grants ?? 0,
  refusals: tables.refusals ?? 0,
  signingKeys,
  keysEncrypted,
  keyFault,
  auditEntries: tables.audit ?? 0,
  auditFault,
});
