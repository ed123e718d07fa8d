/** The audit log of a database. Its tables refuse to change or delete entries. */
import type {
  Actor,
  AuditEntry,
  AuditedBy,
  AuditHead,
  AuditStore,
  KeptAuditEntry,
  LostEnd,
} from "../../ports/audit.ts";
import { chained, START } from "../../ports/audit-chain.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import { auditNumbers } from "./audit-list.ts";
import { type Connection, insertInto } from "./connection.ts";

interface Row {
  readonly number: number;
  readonly changed_at: number;
  readonly actor_is: Actor["is"];
  readonly actor_id: string;
  readonly actor_network: string | null;
  readonly action: string;
  readonly target_kind: string;
  readonly target_id: string;
  readonly content: string;
  readonly hash: string;
}

const COLUMNS = [
  "number",
  "changed_at",
  "actor_is",
  "actor_id",
  "actor_network",
  "action",
  "target_kind",
  "target_id",
  "content",
  "hash",
] as const;

const entryOf = (row: Row): KeptAuditEntry => ({
  ...contentOf(row.content),
  number: row.number,
  at: row.changed_at,
  actor: { is: row.actor_is, id: row.actor_id, ...(row.actor_network !== null && { network: row.actor_network }) },
  action: row.action,
  target: { kind: row.target_kind, id: row.target_id },
  hash: row.hash,
});

/** A damaged content must not keep anyone from reading the rest. Its entry has one member more, so it doesn't match its hash. */
function contentOf(text: string): Pick<AuditEntry, "before" | "after" | "why"> & { readonly damaged?: string } {
  try {
    const content: unknown = JSON.parse(text);
    if (typeof content === "object" && content !== null && !Array.isArray(content)) return content;
  } catch {
    // The same as any other JSON.
  }
  return { damaged: text };
}

/** Appends an entry within an open transaction, which also makes the change that the entry is about. */
export function auditAppender(prepare: Connection["prepare"]): (entry: AuditEntry) => KeptAuditEntry {
  const head = prepare<AuditHead>("select number, hash from audit_head");
  const insert = prepare(insertInto("audit", COLUMNS));
  const move = prepare("update audit_head set number = ?, hash = ?");
  const newest = lastEntry(prepare);
  return (entry) => {
    const last = head.get();
    if (last === undefined || newest().number > last.number)
      throw new StorageUnavailable("unaudited", "the audit log has lost its end. Run candor audit repair");
    const kept = chained(entry, last);
    const { number, at, actor, action, target, before, after, why, hash } = kept;
    const content = JSON.stringify({ before, after, why });
    insert.run(number, at, actor.is, actor.id, actor.network ?? null, action, target.kind, target.id, content, hash);
    move.run(number, hash);
    return kept;
  };
}

/** The number and hash of the last entry that is there, whatever the head says. */
const lastEntry = (prepare: Connection["prepare"]): (() => AuditHead) => {
  const last = prepare<AuditHead>("select number, hash from audit order by number desc limit 1");
  return () => last.get() ?? START;
};

/** See `AuditStore.continueAfterLoss`. Within an open transaction. */
function auditContinuer(prepare: Connection["prepare"], append: (entry: AuditEntry) => KeptAuditEntry) {
  const kept = prepare<AuditHead>("select number, hash from audit_head");
  const remove = prepare("delete from audit_head");
  const insert = prepare("insert into audit_head (id, number, hash) values (1, ?, ?)");
  const newest = lastEntry(prepare);
  return (entry: (lost: LostEnd) => AuditEntry): KeptAuditEntry | undefined => {
    const row = kept.get();
    const head = row && { ...row };
    const last = { ...newest() };
    if (head !== undefined && head.number >= last.number) return undefined;
    remove.run();
    insert.run(last.number, last.hash);
    return append(entry({ head, last }));
  };
}

/** Reads an audit log at once. Changes nothing. */
export interface AuditQueries {
  list(by: AuditedBy): readonly KeptAuditEntry[];
  read(from: number, limit: number): readonly KeptAuditEntry[];
  head(): AuditHead;
}

/** The queries of a database. */
export function auditQueries(prepare: Connection["prepare"]): AuditQueries {
  const numbersOf = auditNumbers(prepare);
  const numbered = prepare<Row>(
    "select * from audit where number in (select value from json_each(?)) order by number desc",
  );
  const inOrder = prepare<Row>("select * from audit where number >= ? order by number limit ?");
  const head = prepare<AuditHead>("select number, hash from audit_head");
  return {
    list: (by) => numbered.all(JSON.stringify(numbersOf(by))).map(entryOf),
    read: (from, limit) => inOrder.all(from, limit).map(entryOf),
    head: () => ({ ...(head.get() ?? START) }),
  };
}

/** The audit log of a database. */
export function auditStore({ prepare, read, write }: Connection): AuditStore {
  const append = auditAppender(prepare);
  const queries = auditQueries(prepare);
  const continueAfter = auditContinuer(prepare, append);
  return {
    append: (entry) => write(() => append(entry)),
    list: (by) => read(() => queries.list(by)),
    read: (from, limit) => read(() => queries.read(from, limit)),
    head: () => read(queries.head),
    continueAfterLoss: (entry) => write(() => continueAfter(entry)),
  };
}
