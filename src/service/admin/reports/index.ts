/** Reports as JSON and CSV. */
import { leastPrivilege, leastPrivilegeCsv } from "../../../admin/least-privilege.ts";
import type { Deps } from "../../deps.ts";
import type { Caller } from "../caller.ts";
import { type Handled, handled } from "../operate.ts";
import { type Finding, leastPrivilegeOf, type ReportBy } from "./least-privilege.ts";
import { mailOf } from "./mail.ts";

export const USUAL_DAYS = 90;

const time = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

export const pageOfApplication = (issuer: string, id: string): string =>
  `${issuer}/console/applications/${encodeURIComponent(id)}`;

const shown = (finding: Finding, days: number, issuer: string): object => ({
  application: finding.client.id,
  application_name: finding.client.name,
  owner: finding.client.owner,
  team: finding.client.team,
  unused: finding.unused.map(({ scope, usedAt }) => ({ scope, last_used: time(usedAt) })),
  refused: finding.refused.map(({ scope, refusedAt }) => ({ scope, refused_at: time(refusedAt) })),
  deprecated: finding.deprecated.map(({ usedAt, ...one }) => ({ ...one, last_used: time(usedAt) })),
  mail: mailOf(finding, days, pageOfApplication(issuer, finding.client.id)),
});

/** A field as RFC 4180 says. A spreadsheet would run what begins with one of these as a formula. */
function field(text: string | undefined = ""): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (...fields: readonly (string | undefined)[]): string => `${fields.map(field).join(",")}\r\n`;

/** All findings as CSV, written as they are found. */
export async function* csvOf(
  deps: Deps,
  caller: Caller,
  by: Pick<ReportBy, "days" | "application">,
): AsyncGenerator<string> {
  yield line("application", "name", "owner", "team", "scope", "finding", "last", "replacement", "sunset");
  for (let after: string | undefined; ; ) {
    const { findings, next } = await leastPrivilegeOf(deps, caller, { ...by, after, limit: 200 });
    for (const { client, unused, refused, deprecated } of findings) {
      const who = [client.id, client.name, client.owner, client.team] as const;
      for (const { scope, usedAt } of unused) yield line(...who, scope, "unused", time(usedAt));
      for (const { scope, refusedAt } of refused) yield line(...who, scope, "refused", time(refusedAt));
      for (const { scope, usedAt, replacement, sunset } of deprecated)
        yield line(...who, scope, "deprecated", time(usedAt), replacement, sunset);
    }
    if (next === undefined) return;
    after = next;
  }
}

export const REPORT_OPERATIONS: readonly Handled[] = [
  handled(leastPrivilege, async ({ deps, caller, query, after, limit }) => {
    const { days = USUAL_DAYS, application } = query;
    const { findings, next } = await leastPrivilegeOf(deps, caller, { days, application, after, limit });
    const items = findings.map((one) => shown(one, days, deps.issuer));
    return { body: { items, ...(next !== undefined && { next }) } };
  }),
  handled(leastPrivilegeCsv, async ({ deps, caller, query }) => {
    const { days = USUAL_DAYS, application } = query;
    return { stream: csvOf(deps, caller, { days, application }), type: "text/csv", file: "least-privilege.csv" };
  }),
];
