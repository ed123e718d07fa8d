/** Refusals as one caller may see them: operators and auditors all of them, owners those of their own applications. */
import type { JournalEntry, ListedRefusal } from "../../ports/journal.ts";
import type { CountedBy, GroupedBy, RefusalCount, RefusalGroup, RefusalsBy } from "../../ports/refusal-views.ts";
import type { RefusalFilter } from "../../ports/storage.ts";
import type { Audience } from "../../reasons/define.ts";
import type { Deps } from "../deps.ts";
import { REFERENCE } from "../references.ts";
import { type Caller, isWithinReach } from "./caller.ts";
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

/** The newest first. */
export async function refusalsFor(deps: Deps, caller: Caller, by: RefusalFilter): Promise<readonly ListedRefusal[]> {
  return deps.journal.list(await withinReach(deps, caller, by));
}

export async function groupsFor(deps: Deps, caller: Caller, by: GroupedBy): Promise<readonly RefusalGroup[]> {
  return deps.storage.refusals.groups(await withinReach(deps, caller, by));
}

export async function countsFor(deps: Deps, caller: Caller, by: CountedBy): Promise<readonly RefusalCount[]> {
  return deps.storage.refusals.counts(await withinReach(deps, caller, by));
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
  const found = await findRegistered(deps, "application", entry.clientId ?? "");
  return found !== undefined && isWithinReach(caller, found.content) ? { entry, audience: "owner" } : undefined;
}
