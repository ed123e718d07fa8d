/** An id that was removed may stand for another application later. What was refused of the former one isn't its owner's to see. */

import type { ListedRefusal } from "../../ports/journal.ts";
import {
  COUNTED_PERIOD,
  type CountedBy,
  type RefusalCount,
  type RefusalGroup,
  type RefusalsBy,
} from "../../ports/refusal-views.ts";
import { reportsOf } from "../../ports/reports.ts";
import { sinceOf } from "../audience.ts";
import type { Deps } from "../deps.ts";

/** The filter, and one for each application whose id had refusals before it was the application's. */
export async function apartFromFormer<By extends RefusalsBy>(
  deps: Pick<Deps, "registry" | "journal">,
  by: By,
): Promise<readonly By[]> {
  const [rest, apart]: [string[], By[]] = [[], []];
  for (const clientId of [by.clientId ?? []].flat()) {
    const since = await sinceOf(deps, clientId);
    const isApart = since > (by.from ?? 0) && (await deps.journal.list({ clientId, to: since, limit: 1 })).length > 0;
    if (isApart) apart.push({ ...by, clientId, from: since });
    else rest.push(clientId);
  }
  return [{ ...by, clientId: rest }, ...apart];
}

/** Several lists as one, the newest first. */
export const mergedLists = (lists: readonly (readonly ListedRefusal[])[], limit: number): readonly ListedRefusal[] =>
  lists
    .flat()
    .sort((a, b) => b.at - a.at || (a.ref < b.ref ? 1 : -1))
    .slice(0, limit);

/** Several lists of groups as one, in their order. */
export const mergedGroups = (lists: readonly (readonly RefusalGroup[])[], limit: number): readonly RefusalGroup[] =>
  lists
    .flat()
    .sort(
      (a, b) =>
        b.lastAt - a.lastAt ||
        (a.code < b.code ? -1 : a.code > b.code ? 1 : (a.clientId ?? "") < (b.clientId ?? "") ? -1 : 1),
    )
    .slice(0, limit);

/** A group as it would be if nothing had been refused before. */
export async function groupSince(
  { storage }: Pick<Deps, "storage">,
  group: RefusalGroup,
  { from: since = 0, endpoint }: RefusalsBy,
): Promise<RefusalGroup> {
  const { code, clientId, lastAt, firstAt, before, since: began } = group;
  const by = { code, clientId, endpoint, from: since, to: lastAt + COUNTED_PERIOD, period: COUNTED_PERIOD };
  const counts = began >= since ? undefined : await countsSince({ storage }, by);
  return {
    ...group,
    firstAt: Math.max(firstAt, since),
    since: Math.max(began, since),
    before: before !== undefined && before >= since ? before : undefined,
    ...(counts !== undefined && { total: counts.reduce((sum, { total }) => sum + total, 0) }),
  };
}

/** From the first whole hour on: what is counted in an earlier one may be the former application's. */
export async function countsSince({ storage }: Pick<Deps, "storage">, by: CountedBy): Promise<readonly RefusalCount[]> {
  const from = Math.ceil(by.from / COUNTED_PERIOD) * COUNTED_PERIOD;
  const found = await reportsOf(storage).refusals.counts({ ...by, from, period: COUNTED_PERIOD });
  return found.map((one) => ({ ...one, at: Math.floor(one.at / by.period) * by.period }));
}

/** Counts of one application, without those of another one that had its id before. */
export async function ownCounts(
  deps: Pick<Deps, "registry" | "storage">,
  by: CountedBy & { readonly clientId: string },
): Promise<readonly RefusalCount[]> {
  const since = await sinceOf(deps, by.clientId);
  return since > by.from ? countsSince(deps, { ...by, from: since }) : reportsOf(deps.storage).refusals.counts(by);
}

/** Several counts as one, in the order of time and code. */
export function mergedCounts(lists: readonly (readonly RefusalCount[])[]): readonly RefusalCount[] {
  const totals = new Map<string, RefusalCount>();
  for (const one of lists.flat()) {
    const key = `${one.at} ${one.code}`;
    totals.set(key, { ...one, total: one.total + (totals.get(key)?.total ?? 0) });
  }
  return [...totals.values()].sort((a, b) => a.at - b.at || (a.code < b.code ? -1 : 1));
}
