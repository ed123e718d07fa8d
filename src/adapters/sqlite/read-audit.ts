/** Reads and checks the audit log of a database that a server may be writing. Changes nothing, not even the schema. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { AuditedBy, AuditHead, KeptAuditEntry } from "../../ports/audit.ts";
import { type ChainFault, chainFault } from "../../ports/audit-chain.ts";
import { type AuditQueries, auditQueries } from "../sql/audit.ts";
import type { Connection } from "../sql/connection.ts";
import { atOnce, preparer } from "./shared.ts";

/** Milliseconds. A reader waits for a checkpoint, and blocks nobody. */
const BUSY = 2_000;
/** Entries that are read at a time. */
const PORTION = 500;

/** What a check of the log has found. */
export interface AuditCheck {
  readonly entries: number;
  readonly head: AuditHead;
  /** `undefined` if the log is whole. */
  readonly fault: ChainFault | undefined;
}

/** An audit log as it was when it was opened, whatever is appended meanwhile. */
export interface OpenAudit {
  list(by: AuditedBy): readonly KeptAuditEntry[];
  /** In the order of their numbers, from `from` on. */
  entries(from: number): Iterable<KeptAuditEntry>;
  /** Checks the whole log, and against a head that was kept elsewhere. */
  check(pinned?: AuditHead): AuditCheck;
  close(): void;
}

/** @throws if there is no such database, it has no audit log yet, or this version can't read it. */
export function readAudit(file: string): OpenAudit {
  if (!existsSync(file)) throw new Error(`There is no database ${file}.`);
  let database: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(file, { readOnly: true });
    database = opened;
    // All reads in one transaction see the same state.
    opened.exec(`pragma busy_timeout = ${BUSY}; begin`);
    if (!hasAudit(opened)) throw new Error("it is from before the audit log. Start the server once to update it.");
    const prepare = preparer(opened);
    const queries = auditQueries(prepare);
    return {
      list: (by) => atOnce(queries.list(by)),
      entries: (from) => inPortions(queries, from),
      check: (pinned) => checkAudit(prepare, pinned),
      close: () => opened.close(),
    };
  } catch (error) {
    database?.close();
    throw new Error(`The audit log in ${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Whether a database has the tables. Versions before 0016-audit made none. */
export const hasAudit = (database: DatabaseSync): boolean =>
  database.prepare("select 1 from sqlite_master where name = 'audit_head'").get() !== undefined;

/** Checks the whole log of a database, within one transaction or while nobody writes it. */
export function checkAudit(prepare: Connection["prepare"], pinned?: AuditHead): AuditCheck {
  const queries = auditQueries(prepare);
  const head = atOnce(queries.head());
  const count = prepare<{ readonly entries: number }>("select count(*) as entries from audit");
  const fault = chainFault(inPortions(queries, 1), head, pinned);
  return { entries: atOnce(count.get())?.entries ?? 0, head, fault };
}

function* inPortions({ read }: AuditQueries, from: number): Generator<KeptAuditEntry> {
  for (let next = from; ; ) {
    const entries = atOnce(read(next, PORTION));
    yield* entries;
    const last = entries.at(-1);
    if (last === undefined || entries.length < PORTION) return;
    next = last.number + 1;
  }
}
