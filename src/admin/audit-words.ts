/** The audit log in words. */
import type { KeptAuditEntry } from "../ports/audit.ts";
import type { ChainFault } from "../ports/audit-chain.ts";

/** Where the log is not whole, in one or two sentences. */
export function faultInWords({ is, number }: ChainFault): string {
  switch (is) {
    case "missing":
      return `Entry ${number} is missing.`;
    case "changed":
      return `Entry ${number} doesn't match its hash: the entry, its hash or the hash before it was changed.`;
    case "unexpected":
      return `Entry ${number} isn't one that the server appended, or the head was lost. candor audit repair continues a log that has lost its head.`;
    case "rewritten":
      return `Entry ${number} has another hash than the one that was kept: it or an earlier entry was changed, and the hashes were computed again.`;
  }
}

/** The time in ISO 8601. A changed entry may have a time that no date can have. */
export function timeOf({ at }: KeptAuditEntry): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}
