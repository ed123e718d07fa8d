/** Which applications have access to an account: what they may do, since when, and when they last used it. */
import type { AuthorizationDetail } from "../../protocol/access-token.ts";
import { CONSOLE } from "../../protocol/built-in-clients.ts";
import type { Deps } from "../deps.ts";
import { viewGrants } from "./grant-state.ts";

export interface Access {
  readonly clientId: string;
  /** Its name; its id if it was removed. */
  readonly name: string;
  /** Of what it may do, in words where there are any. */
  readonly scopes: readonly { readonly name: string; readonly says: string }[];
  /** What it may do in detail, by its live grants. */
  readonly details: readonly AuthorizationDetail[];
  readonly since: number;
  /** When it got its last token; `undefined` if it has none that may still be used. */
  readonly lastTokenAt: number | undefined;
  /** The operator's own application: consent isn't asked for. */
  readonly firstParty: boolean;
}

/** What is found of one application. Details that are allowed twice are shown once. */
interface Found {
  readonly scopes: Set<string>;
  readonly details: Map<string, AuthorizationDetail>;
  since: number;
  lastTokenAt: number | undefined;
}

/** Rows that are read. A user with more sees the newest. */
const MOST = 200;

export async function accessTo(deps: Deps, subject: string, now: number): Promise<readonly Access[]> {
  const { holdings } = deps.storage;
  const consents = await holdings.consents({ subject, limit: MOST });
  const live = await viewGrants(deps, await holdings.grants({ subject, liveAt: now, limit: MOST }), now);
  const found = new Map<string, Found>();
  const at = (clientId: string, since: number) => {
    const one = found.get(clientId) ?? { scopes: new Set<string>(), details: new Map(), since, lastTokenAt: undefined };
    one.since = Math.min(one.since, since);
    found.set(clientId, one);
    return one;
  };
  for (const { clientId, scopes } of consents)
    for (const { scope, at: since } of scopes) at(clientId, since).scopes.add(scope);
  for (const { grant, state, lastTokenAt } of live) {
    if (state !== "live") continue;
    const one = at(grant.clientId, grant.managed?.since ?? grant.createdAt);
    for (const scope of grant.scopes) one.scopes.add(scope);
    for (const detail of grant.authorizationDetails ?? []) one.details.set(JSON.stringify(detail), detail);
    one.lastTokenAt = Math.max(one.lastTokenAt ?? 0, lastTokenAt);
  }
  found.delete(CONSOLE);
  const all = await Promise.all([...found].map(([clientId, one]) => describe(deps, clientId, one)));
  return all.sort((a, b) => (b.lastTokenAt ?? b.since) - (a.lastTokenAt ?? a.since));
}

async function describe(
  { registry }: Deps,
  clientId: string,
  { scopes, details, since, lastTokenAt }: Found,
): Promise<Access> {
  const client = (await registry.client(clientId))?.client;
  const says = (name: string): string => registry.catalogue.scopes.get(name)?.description ?? name;
  return {
    ...{ clientId, since, lastTokenAt, name: client?.name ?? clientId, firstParty: client?.firstParty ?? false },
    details: [...details.values()],
    scopes: [...scopes].sort().map((name) => ({ name, says: says(name) })),
  };
}
