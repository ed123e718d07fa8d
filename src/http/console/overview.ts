/** The first page: what is yours, what was refused this week, and what stands out. */

import { type OverviewProps, overviewPage } from "../../pages/console/overview.tsx";
import { COUNTED_PERIOD } from "../../ports/refusal-views.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { isCode, reasonOf } from "../../reasons/index.ts";
import { ownCounts } from "../../service/admin/former.ts";
import { listRegistered } from "../../service/admin/found.ts";
import { groupChanges } from "../../service/admin/refusal-groups.ts";
import { countsFor, groupsFor } from "../../service/admin/refusals.ts";
import type { Section, Visit } from "./section.ts";

/** More are shown as "many". */
const MOST = 200;
const WEEK = 7 * 86_400_000;
/** Causes that are named. */
const CAUSES = 4;

export const overview: Section = {
  links: [{ group: "", label: "Overview", path: "", icon: "overview" }],
  routes: [
    {
      method: "GET",
      path: "/",
      handle: async (visit) => ({
        is: "page",
        head: { title: `Hello, ${visit.account.username}`, lead: leadFor(visit) },
        body: overviewPage(await shownTo(visit)),
      }),
    },
  ],
};

const leadFor = ({ caller: { role } }: Visit): string =>
  role === "user"
    ? "Your applications, what was refused to them, and why."
    : "What is registered here, what was refused, and why.";

async function shownTo(visit: Visit): Promise<OverviewProps> {
  const { deps, caller, frame } = visit;
  const now = deps.clock();
  const period = 6 * COUNTED_PERIOD;
  const to = Math.floor(now / period + 1) * period;
  const span = { from: to - WEEK, to, period };
  const mayRefusals = covers(caller.scopes, "candor:refusals:read");
  const [counted, counts, groups] = await Promise.all([
    countsOf(visit),
    mayRefusals ? countsFor(deps, caller, span) : [],
    mayRefusals ? groupsFor(deps, caller, { from: span.from, limit: MOST }) : [],
  ]);
  const largest = [...groups].sort((a, b) => b.total - a.total).slice(0, CAUSES);
  const causes = await Promise.all(
    largest.map(async (one) => ({
      ...one,
      title: isCode(one.code) ? reasonOf(one.code).title : one.code,
      counts: await ownCounts(deps, { ...span, code: one.code, clientId: one.clientId ?? "" }),
      changes: await groupChanges(deps, one),
    })),
  );
  return {
    root: frame.root,
    issuer: deps.issuer,
    mayRegister: covers(caller.scopes, "candor:applications"),
    counted,
    refusals: counts.reduce((sum, { total }) => sum + total, 0),
    chart: { counts, ...span },
    causes,
  };
}

async function countsOf({ deps, caller }: Visit): Promise<OverviewProps["counted"]> {
  const count = async (kind: "application" | "scope" | "api") =>
    (await listRegistered(deps, kind, { limit: MOST, caller })).length;
  const seesAll = caller.own === undefined;
  const [applications, scopes, apis] = await Promise.all([
    count("application"),
    seesAll ? count("scope") : undefined,
    seesAll ? count("api") : undefined,
  ]);
  return { applications, scopes, apis, most: MOST };
}
