/** Whether a file is a complete database of Candor, and what it contains. Changes nothing. */
import { existsSync, statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { ChainFault } from "../../ports/audit-chain.ts";
import { migrations } from "../sql/migrations.ts";
import { checkedAudit } from "../sql/read-audit.ts";
import { APPLICATION_ID, hasTablesOfCandor } from "./application.ts";
import { DIALECT } from "./dialect.ts";
import { hasAudit } from "./read-audit.ts";
import { sealFaultIn } from "./seal-file.ts";
import { atOnce, preparer } from "./shared.ts";

/** The contents of a database. */
export interface DatabaseSummary {
  /** Bytes. */
  readonly bytes: number;
  /** The last migration that was applied. */
  readonly migration: string;
  /** The number of accounts, including disabled ones. */
  readonly users: number;
  /** The number of grants, including revoked ones. */
  readonly grants: number;
  /** The number of refusals in the journal. */
  readonly refusals: number;
  /** The number of signing keys, including former ones. */
  readonly signingKeys: number;
  /** Whether its keys are encrypted. If so, it can be used only with the same CANDOR_KEY_ENCRYPTION_SECRET. */
  readonly keysEncrypted: boolean;
  /** The number of entries in the audit log. */
  readonly auditEntries: number;
  /** The first entry at which the audit log was changed; `undefined` if the log is whole. */
  readonly auditFault: ChainFault | undefined;
}

/**
 * Reads and checks the whole file. Throws, in words that call it `name`, if it is damaged, newer than this program, or not a
 * database of Candor.
 */
export function verifyDatabase(file: string, name = file): DatabaseSummary {
  if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
  const fault = sealFaultIn(file);
  if (fault !== undefined) throw new Error(`${name} is damaged: ${fault}.`);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return { ...summaryOf(database, name), bytes: statSync(file).size };
  } catch (error) {
    throw "errcode" in (error as Error)
      ? new Error(`${name} can't be read as a database: ${(error as Error).message}.`)
      : error;
  } finally {
    database.close();
  }
}

function summaryOf(database: DatabaseSync, file: string): Omit<DatabaseSummary, "bytes"> {
  const value = (sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0];
  const application = value("pragma application_id");
  if (!hasTablesOfCandor(database) || (application !== 0 && application !== APPLICATION_ID))
    throw new Error(`${file} isn't a database of Candor${isEmpty(database) ? ": it has no tables" : ""}.`);
  const damage = value("pragma integrity_check(1)");
  if (damage !== "ok") throw new Error(`${file} is damaged: ${String(damage)}.`);
  const known = migrations(DIALECT);
  const applied = database.prepare("select name from migrations order by position").all();
  applied.forEach(({ name }, at) => {
    if (name === known[at]?.name) return;
    throw new Error(`${file} has the migration ${String(name)}, which is unknown to this version of Candor.`);
  });
  const count = (from: string): number => Number(value(`select count(*) from ${from}`));
  return {
    migration: String(applied.at(-1)?.name ?? "none"),
    users: count("accounts"),
    grants: count("grants"),
    refusals: applied.length > 1 ? count("refusals") : 0,
    signingKeys: count("signing_keys where key_use <> 'tag'"),
    keysEncrypted: count("signing_keys where sealed like 'sealed.%'") > 0,
    ...auditSummary(database),
  };
}

/** A database from before the audit log has none, and nothing is wrong with it. */
function auditSummary(database: DatabaseSync): Pick<DatabaseSummary, "auditEntries" | "auditFault"> {
  if (!hasAudit(database)) return { auditEntries: 0, auditFault: undefined };
  const { entries, fault } = atOnce(checkedAudit(preparer(database)));
  return { auditEntries: entries, auditFault: fault };
}

const isEmpty = (database: DatabaseSync): boolean =>
  database.prepare("select 1 from sqlite_master limit 1").get() === undefined;
