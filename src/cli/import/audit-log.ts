/** The audit log of another Candor. A log that is empty here is continued with its entries as they are, so that the chain stays whole. */
import { type Note, note } from "../../importing/notes.ts";
import type { AuditHead, KeptAuditEntry } from "../../ports/audit.ts";
import { chainWalk, START } from "../../ports/audit-chain.ts";
import type { Storage } from "../../ports/storage.ts";

/** So many are appended in one step. */
const AT_ONCE = 500;

export interface AuditLook {
  /** Looks at the next entry. */
  readonly see: (at: string, entry: KeptAuditEntry) => void;
  readonly end: (say: (one: Note) => void) => Promise<AuditPlan>;
}

export interface AuditPlan {
  /** From which entry on the log comes along: `undefined` if it doesn't, or is here already. */
  readonly comes?: { readonly after: AuditHead; readonly count: number } | undefined;
  /** Whether it is the log of this server then, which has what happened to the users before. */
  readonly isHere: boolean;
}

/** Looks whether a log can come along. `audit`: the one of this server, if there is one. */
export async function lookAtAudit(audit: Storage["audit"] | undefined): Promise<AuditLook> {
  const here = (await audit?.head()) ?? START;
  const walk = chainWalk({ number: Number.MAX_SAFE_INTEGER, hash: "" });
  let last = START;
  /** The hash of the entry with which the log here ends, in the export. */
  let theirs = START.hash;
  let place = "";
  let faulty: Note | undefined;

  /** Whether one of the two logs is the beginning of the other. */
  async function areOne(): Promise<boolean> {
    if (here.number <= last.number) return theirs === here.hash;
    const [mine] = (await audit?.read(last.number, 1)) ?? [];
    return mine?.hash === last.hash;
  }
  return {
    see(at, entry) {
      if (faulty !== undefined) return;
      if (place === "") place = at;
      const fault = walk.see(entry);
      if (fault !== undefined) faulty = note("import/audit-faulty", at, { number: fault.number, fault: fault.is });
      last = { number: entry.number, hash: entry.hash };
      if (last.number === here.number) theirs = last.hash;
    },
    async end(say) {
      if (last.number === 0) return { isHere: false };
      const stays = faulty ?? ((await areOne()) ? undefined : note("import/audit-here", place, { count: here.number }));
      if (stays !== undefined) say(stays);
      const isHere = stays === undefined;
      const isLonger = isHere && here.number < last.number;
      return { isHere, ...(isLonger && { comes: { after: here, count: last.number - here.number } }) };
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
