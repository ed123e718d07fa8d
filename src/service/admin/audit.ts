/** The audit log, for the admin API and the console. */
import { exportAudit, listAudit, showAudit, verifyAudit } from "../../admin/audit.ts";
import { CSV_HEAD, toCsv } from "../../admin/audit-csv.ts";
import type { AuditedBy, AuditHead, KeptAuditEntry } from "../../ports/audit.ts";
import { type ChainFault, chainWalk } from "../../ports/audit-chain.ts";
import { reportsOf } from "../../ports/reports.ts";
import type { Reports } from "../../ports/storage.ts";
import type { Refused } from "../../protocol/occasion.ts";
import type { Deps } from "../deps.ts";
import { type Caller, isWithinReach } from "./caller.ts";
import { findRegistered } from "./found.ts";
import { type Given, type Handled, handled } from "./operate.ts";
import { ownApplications } from "./refusals.ts";

/** Entries that are read at a time. */
const PORTION = 200;

export interface AuditPage {
  readonly entries: readonly KeptAuditEntry[];
  /** The number below which the list continues; `undefined` at its end. */
  readonly next: number | undefined;
}

/** The newest first, as far as the caller may see them: owners see what happened to their own applications. */
export async function auditFor(deps: Deps, caller: Caller, by: AuditedBy): Promise<AuditPage> {
  if (caller.own === undefined) {
    const found = await reportsOf(deps.storage).audit.list({ ...by, limit: by.limit + 1 });
    const entries = found.slice(0, by.limit);
    return { entries, next: found.length > by.limit ? entries.at(-1)?.number : undefined };
  }
  if (by.kind !== undefined && by.kind !== "application") return { entries: [], next: undefined };
  const own = await ownApplications(deps, caller);
  const id = by.id === undefined ? own : own?.filter((one) => one === by.id);
  const found = await reportsOf(deps.storage).audit.list({ ...by, id, kind: "application", limit: by.limit + 1 });
  const entries = found.slice(0, by.limit).map(withoutNetwork);
  return { entries, next: found.length > by.limit ? entries.at(-1)?.number : undefined };
}

/** Where others act from isn't the owner's to know. */
const withoutNetwork = ({ actor: { network: _, ...actor }, ...entry }: KeptAuditEntry): KeptAuditEntry => ({
  ...entry,
  actor,
});

/** One entry, if the caller may see it. */
export async function auditEntryFor(deps: Deps, caller: Caller, number: string): Promise<KeptAuditEntry | undefined> {
  if (!/^[1-9]\d{0,14}$/.test(number)) return undefined;
  const [entry] = await reportsOf(deps.storage).audit.read(Number(number), 1);
  if (entry?.number !== Number(number)) return undefined;
  if (caller.own === undefined) return entry;
  const target =
    entry.target.kind === "application" ? await findRegistered(deps, "application", entry.target.id) : undefined;
  const isOwn = target !== undefined && isWithinReach(caller, target.content);
  return isOwn ? withoutNetwork(entry) : undefined;
}

export interface AuditVerified {
  readonly entries: number;
  readonly head: AuditHead;
  /** `undefined` if the log is whole. */
  readonly fault: ChainFault | undefined;
}

/** Checks the log up to the entry that is the last one now. */
export async function verifiedAudit({ storage: { audit } }: Deps, pinned?: AuditHead): Promise<AuditVerified> {
  const head = await audit.head();
  const walk = chainWalk(head, pinned);
  let entries = 0;
  for await (const entry of upTo(audit, head.number)) {
    entries++;
    const fault = walk.see(entry);
    if (fault !== undefined) return { entries, head, fault };
  }
  return { entries, head, fault: walk.end() };
}

/** In the order of their numbers. */
async function* upTo(audit: Reports["audit"], last: number, first = 1): AsyncGenerator<KeptAuditEntry> {
  for (let from = first; ; ) {
    const found = await audit.read(from, PORTION);
    for (const entry of found) if (entry.number <= last) yield entry;
    const end = found.at(-1);
    if (end === undefined || end.number >= last || found.length < PORTION) return;
    from = end.number + 1;
  }
}

const iso = (at: number): string => new Date(at).toISOString();

const shown = ({ number, at, ...entry }: KeptAuditEntry): object => ({ number, at: iso(at), ...entry });

/** Lines of the whole log. */
export async function* exportedAudit(
  { storage }: Deps,
  format: "jsonl" | "csv",
  first: number,
): AsyncGenerator<string> {
  if (format === "csv") yield `${CSV_HEAD}\r\n`;
  const { number } = await storage.audit.head();
  for await (const entry of upTo(reportsOf(storage).audit, number, first))
    yield format === "csv" ? `${toCsv(entry)}\r\n` : `${JSON.stringify(entry)}\n`;
}

/** The whole log is for those who see everything. */
const wholeFor = ({ caller, judge }: Pick<Given<never, never>, "caller" | "judge">): Promise<Refused | undefined> =>
  judge(caller.own === undefined ? {} : { beyondRole: { role: caller.role, needs: "candor:audit:read" } });

/** A head as text. */
export const headText = ({ number, hash }: AuditHead): string | undefined =>
  number === 0 ? undefined : `${number}:${hash}`;

function headIn(text: string): AuditHead | undefined {
  const [, number, hash] = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(text) ?? [];
  return number === undefined || hash === undefined ? undefined : { number: Number(number), hash };
}

export const AUDIT_OPERATIONS: readonly Handled[] = [
  handled(listAudit, async ({ deps, caller, query, after, limit, judge }) => {
    const before = after === undefined ? undefined : Number(after);
    const wrong = { name: "next", sent: after ?? "", expected: "next of the page before", known: ["next"] };
    if (before !== undefined && !Number.isSafeInteger(before)) {
      const refused = await judge({ wrongParameter: wrong });
      if (refused !== undefined) return refused;
    }
    const { entries, next } = await auditFor(deps, caller, { ...query, before, limit });
    return { body: { items: entries.map(shown), ...(next !== undefined && { next: String(next) }) } };
  }),
  handled(verifyAudit, async ({ deps, caller, query, judge }) => {
    const pinned = query.head === undefined ? undefined : headIn(query.head);
    const wrong = { name: "head", sent: query.head ?? "", expected: "NUMBER:HASH", known: ["head"] };
    const refused =
      (await wholeFor({ caller, judge })) ??
      (query.head !== undefined && pinned === undefined ? await judge({ wrongParameter: wrong }) : undefined);
    if (refused !== undefined) return refused;
    const { entries, head, fault } = await verifiedAudit(deps, pinned);
    const text = headText(head);
    return {
      body: { whole: fault === undefined, entries, ...(text !== undefined && { head: text }), ...(fault && { fault }) },
    };
  }),
  handled(exportAudit, async ({ deps, caller, query: { format = "jsonl", first = 1 }, judge }) => {
    const refused = await wholeFor({ caller, judge });
    if (refused !== undefined) return refused;
    const type = format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson";
    return { stream: exportedAudit(deps, format, first), type, file: `audit.${format}` };
  }),
  handled(showAudit, async ({ deps, caller, at, judge }) => {
    const entry = await auditEntryFor(deps, caller, at.number ?? "");
    const refused = await judge({ found: entry && "storage" });
    return refused ?? { body: shown(entry as KeptAuditEntry) };
  }),
];
