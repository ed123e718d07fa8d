/** What the decision about a change of an application needs to know of its owner. */
import type { Members, Reading } from "../../admin/representation.ts";
import type { Walls } from "../../admin/walls.ts";
import type { Contents } from "../../ports/registered.ts";
import { foldUsername } from "../../ports/username.ts";
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import type { OneMore } from "../../protocol/admin/self-service.ts";
import type { Client } from "../../protocol/client.ts";
import type { Deps } from "../deps.ts";
import { hasUser } from "../hooks/users.ts";
import type { Caller } from "./caller.ts";

/** Ids of a list that are looked up. */
const MOST_CLIENTS = 200;

/** What a caller may not set; `undefined` for an operator or a service. */
export function wallsOf(
  { registry: { settings, catalogue } }: Pick<Deps, "registry">,
  { own }: Caller,
): Walls | undefined {
  if (own === undefined) return undefined;
  const { selfService: policy, codeLifetime, refreshLifetime, refreshIdleLifetime, idTokenLifetime } = settings;
  const ofTokens = [settings.accessTokenLifetime, ...[...catalogue.apis.values()].map(({ lifetime }) => lifetime)];
  return {
    own,
    policy,
    sensitive: new Set([...catalogue.scopes.values()].filter((one) => one.sensitive).map(({ name }) => name)),
    lifetimes: {
      ...{ codeLifetime, refreshLifetime, refreshIdleLifetime, idTokenLifetime },
      accessTokenLifetime: Math.min(...ofTokens),
    },
  };
}

/** Whether the owner and the team that a body names exist. */
export async function existsIn(deps: Deps, { owner, team, clients }: Members): Promise<Reading<never>["exists"]> {
  return {
    strangers: await strangersAmong(deps, clients),
    owner: typeof owner !== "string" || (await hasUser(deps, owner)),
    team: typeof team !== "string" || (await deps.storage.registrations.find("team", team)) !== undefined,
  };
}

/** The ids of a list that are of no client. Whether a URL is the id of one, only its document says. */
async function strangersAmong({ registry }: Deps, clients: unknown): Promise<ReadonlySet<string>> {
  if (!Array.isArray(clients)) return new Set();
  const ids = clients
    .filter((id): id is string => typeof id === "string" && !id.startsWith("https:"))
    .slice(0, MOST_CLIENTS);
  const known = await Promise.all(ids.map((id) => registry.client(id)));
  return new Set(ids.filter((_, at) => known[at] === undefined));
}

/** How many applications somebody has who would have one more because of a user; `undefined` if nobody would. */
export async function oneMoreOf(
  deps: Deps,
  { own }: Caller,
  act: string,
  before: Contents[AdminKind] | undefined,
  after: Contents[AdminKind] | undefined,
): Promise<OneMore | undefined> {
  if (own === undefined || (act !== "add" && act !== "change")) return undefined;
  const { enabled, applications: most } = deps.registry.settings.selfService;
  const [was, is] = [clientIn(before), clientIn(after)];
  if (is === undefined) return act === "add" ? { enabled, owner: own.username, has: 0, most } : undefined;
  if (was !== undefined && isSameOwner(was, is)) return undefined;
  const { owner, team } = is;
  const ownedBy = owner === undefined ? { owner: "", teams: [team ?? ""] } : { owner: foldUsername(owner), teams: [] };
  const all = await deps.storage.registrations.list({ kind: "application", ownedBy, limit: most });
  return { enabled: enabled || act === "change", owner: owner ?? `team ${team ?? ""}`, has: all.length, most };
}

const clientIn = (content: Contents[AdminKind] | undefined): Client | undefined =>
  content !== undefined && "client" in content ? content.client : undefined;

const isSameOwner = (was: Client, is: Client): boolean =>
  is.owner === undefined
    ? was.owner === undefined && was.team === is.team
    : foldUsername(was.owner ?? "") === foldUsername(is.owner);
