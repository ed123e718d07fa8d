/** What a terminal shows of the audit log. */
import { faultInWords, timeOf } from "../../admin/audit-words.ts";
import type { KeptAuditEntry } from "../../ports/audit.ts";
import type { ChainFault } from "../../ports/audit-chain.ts";
import { shorten, visible } from "../../render/characters.ts";
import { EXIT } from "../exit.ts";
import { print } from "../print.ts";

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

/** Says how to continue: `oldest` is the number of the oldest entry that was printed. */
export const tellOlder = (oldest: unknown): void =>
  void process.stderr.write(`There are older entries: continue with --before ${oldest}, or use --limit.\n`);

export interface Verified {
  readonly entries: number;
  /** NUMBER:HASH of the last entry; `undefined` if there is none. */
  readonly head: string | undefined;
  readonly fault: ChainFault | undefined;
}

/** Prints it. The exit code is 1 if the log isn't whole. */
export function tellVerified({ entries, head, fault }: Verified, { json }: { readonly json?: boolean }): void {
  if (fault !== undefined) process.exitCode = EXIT.not;
  if (json === true) print(JSON.stringify({ whole: fault === undefined, entries, head, fault }));
  else if (fault !== undefined) process.stderr.write(`The audit log isn't whole. ${faultInWords(fault)}\n`);
  else if (head === undefined) print("The audit log is empty.");
  else print(`The audit log is whole. It has ${entries} ${entries === 1 ? "entry" : "entries"}.\nHead: ${head}`);
}
