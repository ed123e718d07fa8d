/** The chain of the audit log: each entry's hash covers the entry and the hash before, so no entry changes without a trace. */
import { hash } from "node:crypto";
import type { AuditEntry, AuditHead, KeptAuditEntry } from "./audit.ts";

/** Before the first entry. */
export const START: AuditHead = { number: 0, hash: "" };

/** The entry as it is kept after `head`. What JSON can't hold is dropped, because every adapter must return the same. */
export function chained(entry: AuditEntry, head: AuditHead): KeptAuditEntry {
  const { at, actor, action, target, before, after, why } = entry;
  const kept = asStored({ number: head.number + 1, at, actor, action, target, before, after, why });
  return { ...kept, hash: hashAfter(head, kept) };
}

/** An entry of another server as it is kept after `head`. Throws if it doesn't follow from it. */
export function adopted(entry: KeptAuditEntry, head: AuditHead): KeptAuditEntry {
  const kept = chained(entry, head);
  if (kept.number !== entry.number || kept.hash !== entry.hash)
    throw new Error(`Entry ${entry.number} doesn't follow from entry ${head.number}.`);
  return kept;
}

/** Databases store texts as UTF-8, which has no lone surrogates. */
const asStored = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_, each) => (typeof each === "string" ? Buffer.from(each).toString() : each)));

/** SHA-256 in base64url over the hash before and the entry as canonical JSON. The hashes before all have the same length. */
function hashAfter(before: AuditHead, entry: Omit<KeptAuditEntry, "hash">): string {
  return hash("sha256", before.hash + canonical({ ...entry, hash: undefined }), "base64url");
}

/** JSON of RFC 8785 3.2, so that programs in other languages can check an export. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}

/** Where an audit log is not whole. */
export interface ChainFault {
  /**
   * - `missing`: there is no entry with this number, but there was one.
   * - `changed`: the entry doesn't match its hash.
   * - `unexpected`: the entry repeats a number, or comes after the last one that was appended.
   * - `rewritten`: the entry matches its hash, but another hash was kept elsewhere. It or an earlier entry was changed, and the
   *   hashes were computed again.
   */
  readonly is: "missing" | "changed" | "unexpected" | "rewritten";
  /** The number of the entry. */
  readonly number: number;
}

/** Checks a log entry by entry, in their order. */
export interface ChainWalk {
  /** The fault that the next entry shows, if there is one. */
  see(entry: KeptAuditEntry): ChainFault | undefined;
  /** The fault that only shows at the end. */
  end(): ChainFault | undefined;
}

/**
 * `head` is the one that the storage keeps, and `pinned` an earlier one that was kept elsewhere: only that one shows that the end
 * was cut off together with the head, or that everything was hashed again.
 */
export function chainWalk(head: AuditHead, pinned: AuditHead = START): ChainWalk {
  let last = START;
  return {
    see(entry) {
      const { number } = entry;
      if (number > last.number + 1) return { is: "missing", number: last.number + 1 };
      if (number <= last.number || number > Math.max(head.number, pinned.number)) return { is: "unexpected", number };
      if (hashAfter(last, entry) !== entry.hash) return { is: "changed", number };
      if ([head, pinned].some((known) => known.number === number && known.hash !== entry.hash))
        return { is: "rewritten", number };
      last = entry;
      return undefined;
    },
    end() {
      if (last.number < Math.max(head.number, pinned.number)) return { is: "missing", number: last.number + 1 };
      return last.number > head.number ? { is: "unexpected", number: head.number + 1 } : undefined;
    },
  };
}

/** The first fault of a log; `undefined` if it is whole. */
export function chainFault(
  entries: Iterable<KeptAuditEntry>,
  head: AuditHead,
  pinned: AuditHead = START,
): ChainFault | undefined {
  const walk = chainWalk(head, pinned);
  for (const entry of entries) {
    const fault = walk.see(entry);
    if (fault !== undefined) return fault;
  }
  return walk.end();
}
