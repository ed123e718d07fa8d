/** Reads and checks an audit log that a server may be writing. Changes nothing. */
import type { AuditedBy, AuditHead, KeptAuditEntry } from "../../ports/audit.ts";
import { type ChainFault, chainWalk } from "../../ports/audit-chain.ts";
import { auditQueries } from "./audit.ts";
import type { Connection, Steps } from "./connection.ts";

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
  list(by: AuditedBy): Promise<readonly KeptAuditEntry[]>;
  /** In the order of their numbers, from `from` on. */
  entries(from: number): AsyncIterable<KeptAuditEntry>;
  /** Checks the whole log, and against a head that was kept elsewhere. */
  check(pinned?: AuditHead): Promise<AuditCheck>;
  close(): Promise<void>;
}

/** The log of a database. All that is read must be of one transaction, which `close` ends. */
export function openedAudit(
  { prepare, read }: Pick<Connection, "prepare" | "read">,
  close: OpenAudit["close"],
): OpenAudit {
  const queries = auditQueries(prepare);
  const portion = read(queries.read);
  return {
    list: read(queries.list),
    async *entries(from) {
      for (let next = from; ; ) {
        const entries = await portion(next, PORTION);
        yield* entries;
        const last = entries.at(-1);
        if (last === undefined || entries.length < PORTION) return;
        next = last.number + 1;
      }
    },
    check: read((pinned) => checkedAudit(prepare, pinned)),
    close,
  };
}

/** Checks the whole log of a database, within one transaction or while nobody writes it. */
export function* checkedAudit(prepare: Connection["prepare"], pinned?: AuditHead): Steps<AuditCheck> {
  const { head: readHead, read } = auditQueries(prepare);
  const head = yield* readHead();
  const count = prepare<{ readonly entries: number }>("select count(*) as entries from audit");
  const entries = (yield* count.get())?.entries ?? 0;
  const walk = chainWalk(head, pinned);
  for (let next = 1; ; ) {
    const found = yield* read(next, PORTION);
    for (const entry of found) {
      const fault = walk.see(entry);
      if (fault !== undefined) return { entries, head, fault };
    }
    const last = found.at(-1);
    if (last === undefined || found.length < PORTION) return { entries, head, fault: walk.end() };
    next = last.number + 1;
  }
}
