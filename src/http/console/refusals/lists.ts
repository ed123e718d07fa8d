/** The refusals as a list that grows by itself, and as causes. */

import { groupIn, nextOfGroup } from "../../../admin/refusals.ts";
import { refusalGroupsPage, type ShownGroup } from "../../../pages/console/refusals/groups.tsx";
import { refusalsPage, type ShownRefusal } from "../../../pages/console/refusals/list.tsx";
import type { ListedRefusal } from "../../../ports/journal.ts";
import { nextOf, placeIn } from "../../../protocol/client-endpoint/page.ts";
import { isCode, reasonOf } from "../../../reasons/index.ts";
import { ownCounts } from "../../../service/admin/former.ts";
import { newRefusals } from "../../../service/admin/refusal-feed.ts";
import { groupChanges } from "../../../service/admin/refusal-groups.ts";
import { countsFor, groupsFor, ownApplications, refusalsFor } from "../../../service/admin/refusals.ts";
import type { Outcome, Visit } from "../section.ts";
import { type Asked, askedOf, suggestedFor, withFilters } from "./asked.ts";

const PAGE = 50;
/** Seconds after which the page is loaded again where no script shows new refusals. */
const REFRESH = 20;

const shown = ({ ref, at, refusal, endpoint, clientId, more }: ListedRefusal): ShownRefusal => ({
  ...{ ref, at, endpoint, clientId, more },
  code: refusal.refused,
  title: reasonOf(refusal.refused).title,
  says: reasonOf(refusal.refused).says(refusal.evidence as never),
});

const tabs = (at: "list" | "groups", { filters }: Asked) => [
  { label: "Live", path: withFilters("/refusals", filters), current: at === "list" },
  { label: "Causes", path: withFilters("/refusals/groups", filters), current: at === "groups" },
];

export async function listPage(visit: Visit): Promise<Outcome> {
  const { deps, caller, query, frame } = visit;
  const asked = askedOf(visit);
  const { filters, by, span } = asked;
  const before = placeIn(query.get("next") ?? "");
  const [found, counts, applications] = await Promise.all([
    refusalsFor(deps, caller, { ...by, before, limit: PAGE + 1 }),
    countsFor(deps, caller, { ...by, ...span }),
    suggestedFor(deps, caller),
  ]);
  const listed = found.slice(0, PAGE);
  const last = found.length > PAGE ? listed.at(-1) : undefined;
  const to = (path: string, more = {}) => frame.root + withFilters(path, filters, more);
  const isFirst = before === undefined;
  return {
    is: "page",
    head: {
      title: "Refusals",
      lead:
        caller.own === undefined
          ? "What this server has refused, and why."
          : "What was refused to your applications, and why.",
      tabs: tabs("list", asked),
      ...(isFirst && { refresh: REFRESH }),
    },
    body: refusalsPage({
      ...{ root: frame.root, filters, applications, networks: caller.own === undefined },
      refusals: listed.map(shown),
      chart: { counts, ...span },
      events: isFirst ? to("/refusals/events") : undefined,
      next: last === undefined ? undefined : to("/refusals", { next: nextOf(last) }),
      first: isFirst ? undefined : to("/refusals"),
      hrefWith: (change) => frame.root + withFilters("/refusals", { ...filters, ...change }),
    }),
  };
}

export async function groupsPage(visit: Visit): Promise<Outcome> {
  const { deps, caller, query, frame } = visit;
  const asked = askedOf(visit);
  const { filters, by, span } = asked;
  const after = groupIn(query.get("next") ?? "");
  const [found, applications] = await Promise.all([
    groupsFor(deps, caller, { ...by, after, limit: PAGE + 1 }),
    suggestedFor(deps, caller),
  ]);
  const groups: ShownGroup[] = [];
  for (const one of found.slice(0, PAGE)) {
    const { code, clientId } = one;
    const counts = await ownCounts(deps, { ...span, code, clientId: clientId ?? "" });
    const changes = await groupChanges(deps, one);
    groups.push({ ...one, title: isCode(code) ? reasonOf(code).title : code, counts, changes });
  }
  const last = found.length > PAGE ? found[PAGE - 1] : undefined;
  const to = (more = {}) => frame.root + withFilters("/refusals/groups", filters, more);
  return {
    is: "page",
    head: {
      title: "Refusals",
      lead: "One sentence for each cause and application, and what was changed just before it began.",
      tabs: tabs("groups", asked),
    },
    body: refusalGroupsPage({
      ...{ root: frame.root, filters, applications, groups, span, seesNetworks: caller.own === undefined },
      next: last === undefined ? undefined : to({ next: nextOfGroup(last) }),
      first: after === undefined ? undefined : to(),
      hrefOf: ({ code, clientId = "" }) =>
        frame.root + withFilters("/refusals", { ...filters, code, application: clientId }),
    }),
  };
}

/** Server-sent events, one for each new refusal that the filters let through. */
export async function events(visit: Visit): Promise<Outcome> {
  const { deps, caller } = visit;
  const { by } = askedOf(visit);
  const own = await ownApplications(deps, caller);
  const { clientId, code, endpoint } = by;
  const networks = by.network;
  const matches = (one: ListedRefusal): boolean =>
    (own === undefined || (one.clientId !== undefined && own.includes(one.clientId))) &&
    (clientId === undefined || one.clientId === clientId) &&
    (code === undefined || one.refusal.refused === code || one.refusal.refused.startsWith(`${code}/`)) &&
    (endpoint === undefined || one.endpoint === endpoint) &&
    (networks === undefined || one.network === networks);
  const batches = newRefusals(deps, visit.account.subject, matches);
  if (batches === undefined) return { is: "json", value: { error: "too many streams" }, status: 429 };
  return { is: "events", events: written(batches) };
}

/** As messages. No generator: one that waits for a refusal couldn't be ended. */
function written(batches: AsyncIterable<readonly ListedRefusal[]>): AsyncIterable<string> {
  const iterator = batches[Symbol.asyncIterator]();
  let begun = false;
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        if (!begun) {
          begun = true;
          return { done: false, value: "retry: 3000\n\n" };
        }
        const { done, value } = await iterator.next();
        return done === true ? { done, value: undefined } : { done: false, value: messageOf(value) };
      },
      async return() {
        await iterator.return?.();
        return { done: true, value: undefined };
      },
    }),
  };
}

const messageOf = (batch: readonly ListedRefusal[]): string =>
  batch.length === 0
    ? ": still here\n\n"
    : batch.map((one) => `event: refusal\ndata: ${JSON.stringify(shown(one))}\n\n`).join("");
