/** What a terminal and a spreadsheet show of the audit log. */
import type { KeptAuditEntry } from "../../ports/audit.ts";
import type { ChainFault } from "../../ports/audit-chain.ts";
import { shorten, visible } from "../../render/characters.ts";

/** The width without a terminal: what a log can hold. */
const WIDTH = 200;

/** Where the log is not whole, in one or two sentences. */
export function faultInWords({ is, number }: ChainFault): string {
  switch (is) {
    case "missing":
      return `Entry ${number} is missing.`;
    case "changed":
      return `Entry ${number} doesn't match its hash: the entry, its hash or the hash before it was changed.`;
    case "unexpected":
      return `Entry ${number} isn't one that the server appended.`;
    case "rewritten":
      return `Entry ${number} has another hash than the one that was kept: it or an earlier entry was changed, and the hashes were computed again.`;
  }
}

/** The time in ISO 8601. A changed entry may have a time that no date can have. */
export function timeOf({ at }: KeptAuditEntry): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? String(at) : date.toISOString();
}

/** Number, time (UTC), actor, action, target and what has changed, cut to the width. */
export function toLine(entry: KeptAuditEntry, width = WIDTH): string {
  const { number, actor, action, target, why } = entry;
  const from = actor.network === undefined ? "" : ` from ${actor.network}`;
  const parts = [
    String(number).padStart(5),
    timeOf(entry).slice(0, 19).replace("T", " "),
    `${actor.is} ${actor.id}${from}`,
    action,
    `${target.kind} ${target.id}`,
    changesOf(entry),
    why === undefined ? "" : `(${why})`,
  ];
  return shorten(visible(parts.filter((part) => part !== "").join("  ")), width);
}

/** `role: "user" → "operator", groups: ["staff"]`. */
function changesOf({ before, after }: KeptAuditEntry): string {
  const [was, is] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  const change = (name: string): string => {
    const shown = JSON.stringify(is.get(name));
    if (!was.has(name)) return `${name}: ${shown}`;
    return `${name}: ${JSON.stringify(was.get(name))} → ${is.has(name) ? shown : "none"}`;
  };
  return names.map(change).join(", ");
}
