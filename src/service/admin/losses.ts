/** What users lose by a change: grants that end or lose scopes, and what they will be asked to allow again. */
import { type Client, mayRequest } from "../../protocol/client.ts";
import type { Grant } from "../../protocol/grant.ts";
import { covers, stateAt } from "../../protocol/scope/catalogue.ts";
import { findUser } from "../hooks/users.ts";
import type { Caller } from "./caller.ts";
import type { Concerned, Difference } from "./difference.ts";

/** Grants of one application that are read, grants in all, and users that are named. */
const MOST = { ofOne: 500, all: 1_000, named: 5 } as const;

export interface Losses {
  readonly grants: {
    /** Grants that may still be used, of the clients that the change concerns. */
    readonly live: number;
    /** Those that end, or can't be refreshed any more. */
    readonly ending: number;
    /** Those that lose some of their scopes. */
    readonly losing: number;
    /** Whether there are more than were counted. */
    readonly more: boolean;
  };
  readonly consent: {
    /** Users who are asked again, the next time that the application needs it. */
    readonly users: number;
    /** User names of the first ones; only for those who may see users. */
    readonly first?: readonly string[];
  };
}

export const noLosses: Losses = { grants: { live: 0, ending: 0, losing: 0, more: false }, consent: { users: 0 } };

export async function lossesOf({ deps, change, clients }: Concerned, caller: Pick<Caller, "scopes">): Promise<Losses> {
  const now = deps.clock();
  const count = { live: 0, ending: 0, losing: 0, more: false };
  const asked = new Set<string>();
  for (const client of clients) {
    const limit = Math.min(MOST.ofOne, MOST.all - count.live) + 1;
    if (limit <= 1) count.more = true;
    const found = limit <= 1 ? [] : await deps.storage.holdings.grants({ clientId: client.id, liveAt: now, limit });
    if (found.length === limit) count.more = true;
    for (const { grant } of found.slice(0, limit - 1)) {
      const effect = effectOn(grant, client, change, now);
      count.live++;
      if (effect.ends) count.ending++;
      else if (effect.loses) count.losing++;
      if (effect.asks) asked.add(grant.subject);
    }
  }
  const first = covers(caller.scopes, "candor:users:read") ? await namesOf(deps, [...asked]) : undefined;
  return { grants: count, consent: { users: asked.size, ...(first !== undefined && { first }) } };
}

async function namesOf(deps: Concerned["deps"], subjects: readonly string[]): Promise<readonly string[]> {
  const users = await Promise.all(subjects.slice(0, MOST.named).map((subject) => findUser(deps, subject)));
  return users.flatMap((user) => user?.username ?? []);
}

interface Effect {
  readonly ends: boolean;
  readonly loses: boolean;
  /** Whether its user is asked again. */
  readonly asks: boolean;
}

function effectOn(grant: Grant, client: Client, change: Difference, now: number): Effect {
  const { before, after } = change;
  if (change.kind === "application") {
    const next = after !== undefined && "client" in after ? after.client : undefined;
    return ofApplication(grant, client, next);
  }
  if (change.kind !== "scope") return { ends: false, loses: false, asks: false };
  const has = grant.scopes.includes(change.id);
  const [was, is] = [before, after].map((one) => one !== undefined && "scope" in one && stateAt(one.scope, now));
  const isGone = !is || is.is === "removed";
  const replacement = is && is.is !== "active" ? is.replacement : undefined;
  const known = was && was.is !== "active" ? was.replacement : undefined;
  const isNew = replacement !== undefined && replacement !== known && !grant.scopes.includes(replacement);
  return { ends: false, loses: has && isGone && was !== false && was?.is !== "removed", asks: has && isNew };
}

function ofApplication(grant: Grant, client: Client, next: Client | undefined): Effect {
  if (next === undefined || (next.disabled && !client.disabled))
    return { ends: true, loses: false, asks: next === undefined };
  const lost = ["authorization_code", "refresh_token"].some(
    (type) => client.grantTypes.includes(type as never) && !next.grantTypes.includes(type as never),
  );
  const asksAgain = client.firstParty === true && next.firstParty !== true;
  return {
    ends: lost && grant.refresh !== undefined,
    loses: grant.scopes.some((scope) => mayRequest(client, scope) && !mayRequest(next, scope)),
    asks: asksAgain,
  };
}
