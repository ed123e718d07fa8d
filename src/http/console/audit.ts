/** The audit log in the console. */
import { AUDITED_BY } from "../../admin/audit.ts";
import { faultInWords } from "../../admin/audit-words.ts";
import { type Query, readQuery, text } from "../../admin/parameter.ts";
import { type AuditFilters, auditEntryPage, auditPage, auditVerifiedPage } from "../../pages/console/audit.tsx";
import { auditEntryFor, auditFor, exportedAudit, headText, verifiedAudit } from "../../service/admin/audit.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

const needs = "candor:audit:read";
const PAGE = 50;
const NAMES = ["kind", "id", "actor", "action", "from", "to"] as const;
const KNOWN = { ...AUDITED_BY, next: text("Where the list continues.") };

/** What was typed. An empty or wrong filter counts as none. */
function asked(query: URLSearchParams): { readonly by: Query<typeof KNOWN>; readonly filters: AuditFilters } {
  const sent = new URLSearchParams();
  for (const name of [...NAMES, "next"] as const) {
    const value = query.get(name)?.trim() ?? "";
    const isValid = readQuery(new URLSearchParams({ [name]: value }).toString(), KNOWN).wrong === undefined;
    if (value !== "" && isValid) sent.set(name, value);
  }
  const filters = Object.fromEntries(NAMES.map((name) => [name, sent.get(name) ?? ""])) as unknown as AuditFilters;
  return { by: readQuery(sent.toString(), KNOWN).query, filters };
}

async function list({ deps, caller, frame, query }: Visit): Promise<Outcome> {
  const { by, filters } = asked(query);
  const { next: sent, ...rest } = by;
  const before = sent !== undefined && /^\d{1,15}$/.test(sent) ? Number(sent) : undefined;
  const { entries, next } = await auditFor(deps, caller, { ...rest, before, limit: PAGE });
  const to = (more: Readonly<Record<string, string>>): string => {
    const set = Object.entries({ ...filters, ...more }).filter(([, value]) => value !== "");
    const text = new URLSearchParams(set).toString();
    return `${frame.root}/audit${text === "" ? "" : `?${text}`}`;
  };
  return {
    is: "page",
    head: {
      title: "Audit log",
      lead: caller.own === undefined ? "Who changed what, and when." : "What happened to your applications.",
    },
    body: auditPage({
      ...{ frame, entries, filters, whole: caller.own === undefined },
      next: next === undefined ? undefined : to({ next: String(next) }),
      first: before === undefined ? undefined : to({}),
    }),
  };
}

async function one({ deps, caller, params }: Visit): Promise<Outcome> {
  const entry = await auditEntryFor(deps, caller, params.number ?? "");
  if (entry === undefined) return NOTHING;
  const crumbs = [{ label: "Audit log", path: "/audit" }];
  return { is: "page", head: { title: `Change ${entry.number}`, crumbs }, body: auditEntryPage({ entry }) };
}

async function verify({ deps, caller }: Visit): Promise<Outcome> {
  if (caller.own !== undefined) return NOTHING;
  const { entries, head, fault } = await verifiedAudit(deps);
  return {
    is: "page",
    head: { title: "Is the audit log whole?", crumbs: [{ label: "Audit log", path: "/audit" }] },
    body: auditVerifiedPage({ entries, head: headText(head), fault: fault && faultInWords(fault) }),
  };
}

function exportAll({ deps, caller, query }: Visit): Outcome {
  if (caller.own !== undefined) return NOTHING;
  const format = query.get("format") === "csv" ? "csv" : "jsonl";
  const type = format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson";
  return { is: "file", name: `audit.${format}`, type, content: exportedAudit(deps, format, 1) };
}

export const audit: Section = {
  links: [{ group: "Server", label: "Audit log", path: "/audit", icon: "audit", needs }],
  routes: [
    { method: "GET", path: "/audit", needs, handle: list },
    { method: "POST", path: "/audit/verify", needs, handle: verify },
    { method: "GET", path: "/audit/export", needs, handle: exportAll },
    { method: "GET", path: "/audit/:number", needs, handle: one },
  ],
};
