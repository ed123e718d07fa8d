/** Reports in the console. */
import { type FindingLine, reportPage, type ShownFinding } from "../../pages/console/report.tsx";
import { covers } from "../../protocol/scope/catalogue.ts";
import { csvOf, pageOfApplication, USUAL_DAYS } from "../../service/admin/reports/index.ts";
import { type Finding, leastPrivilegeOf } from "../../service/admin/reports/least-privilege.ts";
import { mailOf } from "../../service/admin/reports/mail.ts";
import type { Outcome, Section, Visit } from "./section.ts";

const PAGE = 20;
const PATH = "/reports/least-privilege";

/** From 1 to 400, as the admin API accepts it. */
function daysIn({ query }: Visit): number {
  const sent = Number(query.get("days") ?? USUAL_DAYS);
  return Number.isInteger(sent) && sent >= 1 && sent <= 400 ? sent : USUAL_DAYS;
}

function linesOf({ unused, refused, deprecated }: Finding): readonly FindingLine[] {
  return [
    ...refused.map(({ scope, refusedAt }) => ({ what: "refused", scope, at: refusedAt }) as const),
    ...deprecated.map(({ scope, usedAt, replacement, sunset }) => {
      const note = [replacement && `replaced by ${replacement}`, sunset && `refused from ${sunset}`].filter(Boolean);
      return { what: "deprecated", scope, at: usedAt, note: note.length === 0 ? undefined : note.join(", ") } as const;
    }),
    ...unused.map(({ scope, usedAt }) => ({ what: "unused", scope, at: usedAt }) as const),
  ];
}

async function shown({ deps, caller }: Visit, finding: Finding, days: number): Promise<ShownFinding> {
  const { id, name, owner } = finding.client;
  const seesUsers = covers(caller.scopes, "candor:users:read");
  const account = seesUsers && owner !== undefined ? await deps.storage.people.findByUsername(owner) : undefined;
  const email = account?.claims.email;
  return {
    ...{ id, name, owner },
    lines: linesOf(finding),
    mail: mailOf(finding, days, pageOfApplication(deps.issuer, id)),
    to: typeof email === "string" ? email : undefined,
  };
}

async function page(visit: Visit): Promise<Outcome> {
  const { deps, caller, frame, query } = visit;
  const days = daysIn(visit);
  const after = query.get("after") ?? undefined;
  const { findings, next } = await leastPrivilegeOf(deps, caller, { days, after, limit: PAGE });
  return {
    is: "page",
    head: {
      title: "Least privilege",
      lead: "Scopes that applications are allowed and don't use, are refused, or use although they are deprecated.",
      actions: (
        <a class="button quiet-button" href={`${frame.root}${PATH}.csv?days=${days}`}>
          Download CSV
        </a>
      ),
    },
    body: reportPage({
      ...{ frame, days },
      findings: await Promise.all(findings.map((one) => shown(visit, one, days))),
      next: next && `${frame.root}${PATH}?days=${days}&after=${encodeURIComponent(next)}`,
    }),
  };
}

const READ = "candor:applications:read";

export const reports: Section = {
  links: [{ group: "Watch", label: "Least privilege", path: PATH, icon: "report", needs: READ }],
  routes: [
    { method: "GET", path: PATH, needs: READ, handle: page },
    {
      method: "GET",
      path: `${PATH}.csv`,
      needs: READ,
      handle: (visit) => ({
        is: "file",
        name: "least-privilege.csv",
        type: "text/csv; charset=utf-8",
        content: csvOf(visit.deps, visit.caller, { days: daysIn(visit) }),
      }),
    },
  ],
};
