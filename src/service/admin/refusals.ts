/** Refusals as one caller may see them: operators and auditors all of them, owners those of their own applications. */

import type { JournalEntry, ListedRefusal } from "../../ports/journal.ts";
import type { CountedBy, GroupedBy, RefusalCount, RefusalGroup, RefusalsBy } from "../../ports/refusal-views.ts";
import { reportsOf } from "../../ports/reports.ts";
import type { RefusalFilter } from "../../ports/storage.ts";
import type { Audience } from "../../reasons/define.ts";
import { sinceOf } from "../audience.ts";
import type { Deps } from "../deps.ts";
import { REFERENCE } from "../references.ts";
import { type Caller, isWithinReach } from "./caller.ts";
import { apartFromFormer, countsSince, groupSince, mergedCounts, mergedGroups, mergedLists } from "./former.ts";
import { findRegistered, listRegistered } from "./found.ts";

/** Applications that are read at once. */
const PAGE = 200;

/** The client_ids of the applications that are a caller's own, in their order; `undefined`: all. */
export async function ownApplications(deps: Deps, caller: Caller): Promise<readonly string[] | undefined> {
  if (caller.own === undefined) return undefined;
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listRegistered(deps, "application", { after, limit: PAGE, caller });
    ids.push(...page.map(({ id }) => id));
    if (page.length < PAGE) return ids;
    after = page.at(-1)?.id;
  }
}

/** The part of a filter that is within a caller's reach. Whose something is not looks as if it had no refusals. */
export async function withinReach<By extends RefusalsBy>(deps: Deps, caller: Caller, by: By): Promise<By> {
  const own = await ownApplications(deps, caller);
  if (own === undefined) return by;
  // Where users' requests come from isn't the owner's to know, nor to find out by filters.
  const rest = { ...by, network: undefined };
  if (by.clientId === undefined) return { ...rest, clientId: own };
  const asked = typeof by.clientId === "string" ? [by.clientId] : by.clientId;
  return { ...rest, clientId: asked.filter((id) => own.includes(id)) };
}

/** The same as several filters, none of which finds what was refused of an application that had the id before. */
async function partsWithinReach<By extends RefusalsBy>(deps: Deps, caller: Caller, by: By): Promise<readonly By[]> {
  const within = await withinReach(deps, caller, by);
  return caller.own === undefined ? [within] : apartFromFormer(deps, within);
}

/** The newest first. */
export async function refusalsFor(deps: Deps, caller: Caller, by: RefusalFilter): Promise<readonly ListedRefusal[]> {
  const parts = await partsWithinReach(deps, caller, by);
  return mergedLists(await Promise.all(parts.map((part) => deps.journal.list(part))), by.limit);
}

export async function groupsFor(deps: Deps, caller: Caller, by: GroupedBy): Promise<readonly RefusalGroup[]> {
  const { refusals } = reportsOf(deps.storage);
  const [all, ...apart] = await partsWithinReach(deps, caller, by);
  const lists = apart.map(async (part) => {
    const found = await refusals.groups(part);
    return Promise.all(found.map((group) => groupSince(deps, group, part)));
  });
  return mergedGroups(await Promise.all([all === undefined ? [] : refusals.groups(all), ...lists]), by.limit);
}

export async function countsFor(deps: Deps, caller: Caller, by: CountedBy): Promise<readonly RefusalCount[]> {
  const { refusals } = reportsOf(deps.storage);
  const [all, ...apart] = await partsWithinReach(deps, caller, by);
  const lists = [all === undefined ? [] : refusals.counts(all), ...apart.map((part) => countsSince(deps, part))];
  return mergedCounts(await Promise.all(lists));
}

export interface SeenRefusal {
  readonly entry: JournalEntry;
  readonly audience: Audience;
}

/** One refusal; `undefined` if it doesn't exist or isn't within the caller's reach. */
export async function refusalFor(deps: Deps, caller: Caller, ref: string): Promise<SeenRefusal | undefined> {
  const entry = REFERENCE.test(ref) ? await deps.journal.find(ref) : undefined;
  if (entry === undefined) return undefined;
  if (caller.own === undefined) return { entry, audience: "operator" };
  if (entry.at < (await sinceOf(deps, entry.clientId ?? ""))) return undefined;
  const found = await findRegistered(deps, "application", entry.clientId ?? "");
  return found !== undefined && isWithinReach(caller, found.content) ? { entry, audience: "owner" } : undefined;
}
