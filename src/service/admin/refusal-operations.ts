/** What the admin API does with refusals. */

import type { Query } from "../../admin/parameter.ts";
import {
  countRefusals,
  fixRefusal,
  groupIn,
  listRefusalGroups,
  listRefusals,
  nextOfGroup,
  type REFUSALS_BY,
  showRefusal,
  undoRefusalFix,
} from "../../admin/refusals.ts";
import { COUNTED_PERIOD, type RefusalGroup, type RefusalsBy } from "../../ports/refusal-views.ts";
import { nextOf, placeIn } from "../../protocol/client-endpoint/page.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { isCode, isRefusal, reasonOf } from "../../reasons/index.ts";
import { toJson } from "../../render/json.ts";
import { explain } from "../explanations.ts";
import { lineOf } from "../kept-refusals.ts";
import type { Caller } from "./caller.ts";
import type { Changed } from "./change.ts";
import { type Answer, type Facts, type Given, type Handled, handled, pageOf } from "./operate.ts";
import { applyFix, undoFix } from "./refusal-fix.ts";
import { groupChanges } from "./refusal-groups.ts";
import { countsFor, groupsFor, refusalFor, refusalsFor } from "./refusals.ts";

const DAY = 86_400_000;
const iso = (time: number): string => new Date(time).toISOString();

type Filters = Query<typeof REFUSALS_BY>;

const byOf = ({ client_id: clientId, code, endpoint, network, from, to }: Filters): RefusalsBy => ({
  ...{ clientId, code, endpoint, network, from, to },
});

/** Where users' requests come from isn't the owner's to know: for owners, there is no such filter. */
function beyondOwner({ own }: Caller, { network }: Filters, known: object): Facts | undefined {
  if (own === undefined || network === undefined) return undefined;
  const others = Object.keys(known).filter((name) => name !== "network");
  return { wrongParameter: { name: "network", sent: network, known: others } };
}

/** Refuses the filters that the caller may not use. */
async function refusedBy(
  { caller, query, judge }: Pick<Given<typeof REFUSALS_BY, never>, "caller" | "query" | "judge">,
  known: object,
): Promise<Refused | undefined> {
  const facts = beyondOwner(caller, query, known);
  return facts && judge(facts);
}

function shownGroup(group: RefusalGroup, changes: Awaited<ReturnType<typeof groupChanges>>): object {
  const { code, clientId, total, since, lastAt, firstAt, before, networks } = group;
  return {
    code,
    title: isCode(code) ? reasonOf(code).title : code,
    ...(clientId !== undefined && { client_id: clientId }),
    ...{ count: total, since: iso(since), last: iso(lastAt), first: iso(firstAt) },
    ...(before !== undefined && { before: iso(before) }),
    networks,
    changes: changes.map(({ at, action, target, members }) => ({ at: iso(at), action, ...target, members })),
  };
}

const PERIODS = { hour: COUNTED_PERIOD, day: DAY } as const;
/** Periods of one response. */
const MOST_PERIODS = 2_400;

/** A change of an application, as a response. */
function answerOf(done: Changed<"application">, shown: object): Answer {
  const { consequences, version } = done;
  if (consequences !== undefined) return { body: { result: shown, consequences } };
  return { body: shown, ...(version !== undefined && { etag: `"${version}"` }) };
}

export const REFUSALS: readonly Handled[] = [
  handled(listRefusals, async (given) => {
    const { deps, caller, query, after, limit } = given;
    const refused = await refusedBy(given as never, listRefusals.parameters);
    if (refused !== undefined) return refused;
    const before = after === undefined ? undefined : placeIn(after);
    const found = await refusalsFor(deps, caller, { ...byOf(query), before, limit: limit + 1 });
    return pageOf(found, limit, (one) => lineOf(one, deps.issuer), nextOf);
  }),
  handled(listRefusalGroups, async (given) => {
    const { deps, caller, query, after, limit } = given;
    const refused = await refusedBy(given as never, listRefusalGroups.parameters);
    if (refused !== undefined) return refused;
    const place = after === undefined ? undefined : groupIn(after);
    const found = await groupsFor(deps, caller, { ...byOf(query), after: place, limit: limit + 1 });
    const changes = new Map<RefusalGroup, Awaited<ReturnType<typeof groupChanges>>>();
    for (const one of found.slice(0, limit)) changes.set(one, await groupChanges(deps, one));
    return pageOf(found, limit, (one) => shownGroup(one, changes.get(one) ?? []), nextOfGroup);
  }),
  handled(countRefusals, async (given) => {
    const { deps, caller, query, now, judge } = given;
    const refused = await refusedBy(given as never, countRefusals.parameters);
    if (refused !== undefined) return refused;
    const { period = "hour", to = now + 1 } = query;
    const from = query.from ?? to - DAY;
    if (to - from > MOST_PERIODS * PERIODS[period] || to < from) {
      const expected = `a time from which there are at most ${MOST_PERIODS} periods until ${iso(to)}`;
      const wrong = await judge({
        wrongParameter: { name: "from", sent: iso(from), expected, known: Object.keys(countRefusals.parameters) },
      });
      if (wrong !== undefined) return wrong;
    }
    // The period that has begun is counted as well.
    const until = Math.ceil(to / PERIODS[period]) * PERIODS[period];
    const found = await countsFor(deps, caller, { ...byOf(query), from, to: until, period: PERIODS[period] });
    const items = found.map(({ at, code, total }) => ({ at: iso(at), code, count: total }));
    return { body: { period, from: iso(from), to: iso(to), items } };
  }),
  handled(showRefusal, async ({ deps, caller, at: { ref = "" }, judge }) => {
    const seen = await refusalFor(deps, caller, ref);
    if (seen === undefined) return (await judge({ found: undefined })) as Refused;
    return { body: toJson(explain(deps, seen.entry, seen.audience)) };
  }),
  handled(fixRefusal, async ({ deps, caller, at: { ref = "" }, body: { fix }, dryRun, judge }) => {
    const { method, path } = fixRefusal;
    const done = await applyFix(deps, caller, { ref, fix, method, path, ifMatch: undefined }, dryRun);
    if (done === undefined) return (await judge({ found: undefined })) as Refused;
    if (isRefusal(done)) return done;
    const { proved, clientId, before, after } = done.offer;
    return answerOf(done, { says: proved.fix.says, client_id: clientId, before, after });
  }),
  handled(undoRefusalFix, async ({ deps, caller, at: { ref = "" }, dryRun, judge }) => {
    const { method, path } = undoRefusalFix;
    const done = await undoFix(deps, caller, { ref, method, path, ifMatch: undefined }, dryRun);
    if (done === undefined) return (await judge({ found: undefined })) as Refused;
    if (isRefusal(done)) return done;
    const { entry } = done.applied;
    const shown = {
      says: "The fix is undone.",
      client_id: entry.target.id,
      before: entry.after ?? {},
      after: entry.before ?? {},
    };
    return answerOf(done, shown);
  }),
];
