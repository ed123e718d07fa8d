/** The audit log of another Candor. A log that is empty here is continued with its entries as they are, so that the chain stays whole. */
import { type Note, note } from "../../importing/notes.ts";
import type { AuditHead, KeptAuditEntry } from "../../ports/audit.ts";
import { type ChainWalk, chainWalk, START } from "../../ports/audit-chain.ts";
import type { Storage } from "../../ports/storage.ts";

/** So many are appended in one step. */
const AT_ONCE = 500;

export interface AuditLook {
  /** Looks at the next entry. */
  readonly see: (at: string, entry: KeptAuditEntry) => void;
  /** From which entry on the log comes along: `undefined` if it doesn't, or is here already. */
  readonly end: (say: (one: Note) => void) => { readonly after: AuditHead; readonly count: number } | undefined;
}

/** Looks whether a log can come along. `here`: the end of the one of this server. */
export function lookAtAudit(here: AuditHead): AuditLook {
  const walk: ChainWalk = chainWalk({ number: Number.MAX_SAFE_INTEGER, hash: "" });
  let last = START;
  let same = here.number === 0;
  let place = "";
  let faulty: Note | undefined;
  return {
    see(at, entry) {
      if (faulty !== undefined) return;
      const fault = walk.see(entry);
      if (fault !== undefined) faulty = note("import/audit-faulty", at, { number: fault.number, fault: fault.is });
      if (place === "") place = at;
      last = { number: entry.number, hash: entry.hash };
      if (last.number === here.number) same = last.hash === here.hash;
    },
    end(say) {
      const stays =
        faulty ?? (same || last.number === 0 ? undefined : note("import/audit-here", place, { count: here.number }));
      if (stays !== undefined) say(stays);
      const isLonger = stays === undefined && here.number < last.number;
      return isLonger ? { after: here, count: last.number - here.number } : undefined;
    },
  };
}

/** Appends the entries after one, in their order. */
export function auditAdopter({ audit }: Storage, after: AuditHead) {
  let head = after;
  let waiting: KeptAuditEntry[] = [];
  async function flush(): Promise<void> {
    const [entries, last] = [waiting, waiting.at(-1)];
    waiting = [];
    if (last === undefined) return;
    if (!(await audit.adopt(head, entries)))
      throw new Error("The audit log was written to at the same time. Stop the server, and run the command again.");
    head = { number: last.number, hash: last.hash };
  }
  return {
    async take(entry: KeptAuditEntry): Promise<void> {
      if (entry.number <= after.number) return;
      waiting.push(entry);
      if (waiting.length >= AT_ONCE) await flush();
    },
    flush,
  };
}
