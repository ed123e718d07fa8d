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
import { adopted, chained, START } from "../../ports/audit-chain.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import { auditNumbers } from "./audit-list.ts";
import type { Connection, SqlValue, Steps } from "./connection.ts";
import { rowInserter } from "./insert-rows.ts";

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

/** An entry as it is kept. */
export const auditEntryOf = (row: Row): KeptAuditEntry => ({
  ...contentOf(row.content),
  number: row.number,
  at: row.changed_at,
  actor: { is: row.actor_is, id: row.actor_id, ...(row.actor_network !== null && { network: row.actor_network }) },
  action: row.action,
  target: { kind: row.target_kind, id: row.target_id },
  hash: row.hash,
});

/** In the order of `COLUMNS`. */
function valuesOf(kept: KeptAuditEntry): readonly SqlValue[] {
  const { number, at, actor, action, target, before, after, why, hash } = kept;
  const { is, id, network = null } = actor;
  const content = JSON.stringify({ before, after, why });
  return [number, at, is, id, network, action, target.kind, target.id, content, hash];
}

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
export function auditAppender(prepare: Connection["prepare"]): (entry: AuditEntry) => Steps<KeptAuditEntry> {
  const end = auditEnd(prepare);
  return function* (entry) {
    const [kept] = yield* end.appendTo(yield* end.head(), [entry], chained);
    return kept as KeptAuditEntry;
  };
}

/** Appends entries in their order, within an open transaction. */
export function auditAppenderOfAll(prepare: Connection["prepare"]): (entries: readonly AuditEntry[]) => Steps<void> {
  const end = auditEnd(prepare);
  return function* (entries) {
    yield* end.appendTo(yield* end.head(), entries, chained);
  };
}

/** See `AuditStore.adopt`. Within an open transaction. */
function auditAdopter(prepare: Connection["prepare"]) {
  const end = auditEnd(prepare);
  return function* (after: AuditHead, entries: readonly KeptAuditEntry[]): Steps<boolean> {
    const last = yield* end.head();
    if (last.number !== after.number || last.hash !== after.hash) return false;
    yield* end.appendTo(last, entries, adopted);
    return true;
  };
}

/** Where a log ends, and how it becomes longer. */
function auditEnd(prepare: Connection["prepare"]) {
  const head = prepare<AuditHead>("select number, hash from audit_head for update");
  const insert = rowInserter(prepare, "audit", COLUMNS);
  const move = prepare("update audit_head set number = ?, hash = ?");
  const newest = lastEntry(prepare);
  return {
    *head(): Steps<AuditHead> {
      const last = yield* head.get();
      if (last === undefined || (yield* newest()).number > last.number)
        throw new StorageUnavailable("unaudited", "the audit log has lost its end. Run candor audit repair");
      return last;
    },
    /** Appends entries in their order to the last one, each `linked` to the one before it. */
    *appendTo<Entry>(
      last: AuditHead,
      entries: readonly Entry[],
      linked: (entry: Entry, before: AuditHead) => KeptAuditEntry,
    ): Steps<readonly KeptAuditEntry[]> {
      let { number, hash } = last;
      const kept = entries.map((entry) => {
        const next = linked(entry, { number, hash });
        ({ number, hash } = next);
        return next;
      });
      yield* insert(kept.map(valuesOf));
      yield* move.run(number, hash);
      return kept;
    },
  };
}

/** The number and hash of the last entry that is there, whatever the head says. */
const lastEntry = (prepare: Connection["prepare"]): (() => Steps<AuditHead>) => {
  const last = prepare<AuditHead>("select number, hash from audit order by number desc limit 1");
  return function* () {
    return (yield* last.get()) ?? START;
  };
};

/** See `AuditStore.continueAfterLoss`. Within an open transaction. */
function auditContinuer(prepare: Connection["prepare"], append: (entry: AuditEntry) => Steps<KeptAuditEntry>) {
  const kept = prepare<AuditHead>("select number, hash from audit_head");
  const remove = prepare("delete from audit_head");
  const insert = prepare("insert into audit_head (id, number, hash) values (1, ?, ?)");
  const newest = lastEntry(prepare);
  return function* (entry: (lost: LostEnd) => AuditEntry): Steps<KeptAuditEntry | undefined> {
    const row = yield* kept.get();
    const head = row && { ...row };
    const last = { ...(yield* newest()) };
    if (head !== undefined && head.number >= last.number) return undefined;
    yield* remove.run();
    yield* insert.run(last.number, last.hash);
    return yield* append(entry({ head, last }));
  };
}

/** Reads an audit log. Changes nothing. */
export interface AuditQueries {
  list(by: AuditedBy): Steps<readonly KeptAuditEntry[]>;
  read(from: number, limit: number): Steps<readonly KeptAuditEntry[]>;
  head(): Steps<AuditHead>;
}

/** The queries of a database. */
export function auditQueries(prepare: Connection["prepare"]): AuditQueries {
  const numbersOf = auditNumbers(prepare);
  const numbered = prepare<Row>(
    "select * from audit where number in (select cast(value as bigint) from json_each(?)) order by number desc",
  );
  const inOrder = prepare<Row>("select * from audit where number >= ? order by number limit ?");
  const head = prepare<AuditHead>("select number, hash from audit_head");
  return {
    *list(by) {
      return (yield* numbered.all(JSON.stringify(yield* numbersOf(by)))).map(auditEntryOf);
    },
    *read(from, limit) {
      return (yield* inOrder.all(from, limit)).map(auditEntryOf);
    },
    *head() {
      return { ...((yield* head.get()) ?? START) };
    },
  };
}

/** The audit log of a database. */
export function auditStore({ prepare, read, write }: Connection): AuditStore {
  const append = auditAppender(prepare);
  const queries = auditQueries(prepare);
  const continueAfter = auditContinuer(prepare, append);
  const adopt = auditAdopter(prepare);
  return {
    append: write(append),
    adopt: write(adopt),
    list: read(queries.list),
    read: read(queries.read),
    head: read(queries.head),
    continueAfterLoss: write(continueAfter),
  };
}
