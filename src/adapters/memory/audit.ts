/** The audit log, in memory. */
import type { AuditEntry, AuditStore, KeptAuditEntry } from "../../ports/audit.ts";
import { adopted, chained, START } from "../../ports/audit-chain.ts";

export interface MemoryAudit {
  readonly store: AuditStore;
  /** Appends at once, for stores that change something together with its entry. */
  readonly append: (entry: AuditEntry) => KeptAuditEntry;
}

export function memoryAudit(): MemoryAudit {
  const entries: KeptAuditEntry[] = [];
  const append = (entry: AuditEntry): KeptAuditEntry => {
    const kept = chained(entry, entries.at(-1) ?? START);
    entries.push(kept);
    return kept;
  };
  const store: AuditStore = {
    append: async (entry) => append(entry),
    async adopt(after, others) {
      const last = entries.at(-1) ?? START;
      if (last.number !== after.number || last.hash !== after.hash) return false;
      const kept: KeptAuditEntry[] = [];
      for (const entry of others) kept.push(adopted(entry, kept.at(-1) ?? last));
      entries.push(...kept);
      return true;
    },
    async list({ before = Number.POSITIVE_INFINITY, kind, id, actor: by, action: done, from, to, limit }) {
      const isWanted = ({ number, at, actor, action, target }: KeptAuditEntry): boolean =>
        number < before &&
        (kind === undefined || (typeof kind === "string" ? [kind] : kind).includes(target.kind)) &&
        (id === undefined || (typeof id === "string" ? [id] : id).includes(target.id)) &&
        (by === undefined || actor.id === by) &&
        (done === undefined || action === done) &&
        (from === undefined || at >= from) &&
        (to === undefined || at < to);
      return entries.filter(isWanted).toReversed().slice(0, limit);
    },
    read: async (from, limit) => entries.filter(({ number }) => number >= from).slice(0, limit),
    async head() {
      const { number, hash } = entries.at(-1) ?? START;
      return { number, hash };
    },
    // It can't be lost.
    continueAfterLoss: async () => undefined,
  };
  return { store, append };
}
