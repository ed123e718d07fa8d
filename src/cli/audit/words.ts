/** What a terminal and a spreadsheet show of the audit log. */
import { timeOf } from "../../admin/audit-words.ts";
import type { KeptAuditEntry } from "../../ports/audit.ts";
import { shorten, visible } from "../../render/characters.ts";

/** The width without a terminal: what a log can hold. */
const WIDTH = 200;

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
