/** The audit log of a database. Its tables refuse to change or delete entries. */
import type { Actor, AuditEntry, AuditedBy, AuditHead, AuditStore, KeptAuditEntry } from "../../ports/audit.ts";
import { chained, START } from "../../ports/audit-chain.ts";
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
  return (entry) => {
    const last = head.get();
    if (last === undefined) throw new Error("The audit log has lost its head. Run candor audit verify.");
    const kept = chained(entry, last);
    const { number, at, actor, action, target, before, after, why, hash } = kept;
    const content = JSON.stringify({ before, after, why });
    insert.run(number, at, actor.is, actor.id, actor.network ?? null, action, target.kind, target.id, content, hash);
    move.run(number, hash);
    return kept;
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
  return {
    append: (entry) => write(() => append(entry)),
    list: (by) => read(() => queries.list(by)),
    read: (from, limit) => read(() => queries.read(from, limit)),
    head: () => read(queries.head),
  };
}
