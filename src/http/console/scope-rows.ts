/** What the pages of scopes show: loaded for one caller, who sees only the own applications. */
import type { ListedScope, ShownScope, UseRow } from "../../pages/console/scopes.tsx";
import type { StoredScope } from "../../ports/registered.ts";
import type { OwnedBy } from "../../ports/registrations.ts";
import type { ScopeUse } from "../../ports/usage.ts";
import { foldUsername } from "../../ports/username.ts";
import type { Client } from "../../protocol/client.ts";
import { stateAt } from "../../protocol/scope/catalogue.ts";
import { type Caller, isWithinReach } from "../../service/admin/caller.ts";
import { type Found, findRegistered, listRegistered } from "../../service/admin/found.ts";
import { clientsUsing } from "../../service/admin/used-by.ts";
import type { Deps } from "../../service/deps.ts";

/** Applications of an owner that are looked at, and uses of one scope. */
const MOST = { own: 200, uses: 300 } as const;

export function shownScope({ by, content }: Found<"scope">, now: number): ShownScope {
  const { name, description, api, sensitive } = (content as StoredScope).scope;
  const state = stateAt(content.scope, now);
  const { since, sunset, replacement } = state as Partial<Record<"since" | "sunset" | "replacement", string>>;
  return { name, description, api, sensitive, state: state.is, since, sunset, replacement, fixed: by === "file" };
}

/** The applications of an owner; `undefined` for those who see all. */
export async function ownClients(deps: Deps, caller: Caller): Promise<readonly Client[] | undefined> {
  if (caller.own === undefined) return undefined;
  const found = await listRegistered(deps, "application", { limit: MOST.own, caller });
  return found.map(({ content }) => content.client);
}

const latest = (uses: readonly ScopeUse[]): number | undefined => {
  const times = uses.flatMap(({ askedAt }) => askedAt ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
};

/** With how many applications are allowed it, and when one of them requested it last. */
export async function listedScope(
  deps: Deps,
  own: readonly Client[] | undefined,
  found: Found<"scope">,
  now: number,
): Promise<ListedScope> {
  const of = shownScope(found, now);
  const { name } = of;
  const shown = { ...of, apiName: deps.registry.catalogue.apis.get(of.api ?? "")?.name };
  if (own === undefined) {
    const { count } = await clientsUsing(deps, { kind: "scope", id: name }, 0);
    return { ...shown, allowed: count, askedAt: await deps.usage.lastAsked(name) };
  }
  const having = own.filter(({ scopes }) => scopes.includes(name));
  const uses = await Promise.all(
    having.map(({ id: clientId }) => deps.usage.uses({ clientId, scope: name, limit: 1 })),
  );
  return { ...shown, allowed: having.length, askedAt: latest(uses.flat()) };
}

const ownedIn = ({ own }: Caller): OwnedBy | undefined =>
  own && { owner: foldUsername(own.username), teams: [...own.teams] };

export interface UsePage {
  readonly rows: readonly UseRow[];
  /** The application after which the list continues. */
  readonly next: string | undefined;
}

/** Those that are allowed a scope, in pages; on the first one also those that asked for it and aren't. */
export async function usesOfScope(
  deps: Deps,
  caller: Caller,
  scope: string,
  after: string | undefined,
  limit: number,
): Promise<UsePage> {
  const using = await clientsAllowed(deps, caller, scope, after, limit + 1);
  const clients = using.slice(0, limit);
  const rows = await Promise.all(
    clients.map(async ({ id, name }): Promise<UseRow> => {
      const [use] = await deps.usage.uses({ clientId: id, scope, limit: 1 });
      return { id, name, isAllowed: true, ...timesOf(use) };
    }),
  );
  const others = after === undefined ? await strangersAsking(deps, caller, scope, limit) : [];
  return { rows: [...rows, ...others], next: using.length > limit ? clients.at(-1)?.id : undefined };
}

const timesOf = (use: ScopeUse | undefined) => ({
  askedAt: use?.askedAt,
  grantedAt: use?.grantedAt,
  refusedAt: use?.refusedAt,
});

async function clientsAllowed(
  deps: Deps,
  caller: Caller,
  scope: string,
  after: string | undefined,
  limit: number,
): Promise<readonly Client[]> {
  const { registries, registry, storage } = deps;
  const inFile: Client[] = [];
  for (const id of registries.clientsInFile) {
    const client = (await registry.client(id))?.client;
    if (client?.scopes.includes(scope) && isWithinReach(caller, { client, secrets: [], ownedBy: { file: "" } }))
      inFile.push(client);
  }
  const uses = { kind: "scope", id: scope } as const;
  const ownedBy = ownedIn(caller);
  const rows = await storage.registrations.list({
    kind: "application",
    uses,
    ownedBy,
    after,
    limit: limit + inFile.length,
  });
  const stored = await Promise.all(rows.map(({ id }) => findRegistered(deps, "application", id)));
  const found = stored.flatMap((one) =>
    one !== undefined && isWithinReach(caller, one.content) ? one.content.client : [],
  );
  return [...inFile.filter(({ id }) => after === undefined || id > after), ...found]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .filter(({ id }, at, all) => all[at - 1]?.id !== id)
    .slice(0, limit);
}

async function strangersAsking(deps: Deps, caller: Caller, scope: string, limit: number): Promise<readonly UseRow[]> {
  const rows: UseRow[] = [];
  for (const use of await deps.usage.uses({ scope, limit: MOST.uses })) {
    if (rows.length >= limit) break;
    const found = await findRegistered(deps, "application", use.clientId);
    if (found === undefined || !isWithinReach(caller, found.content)) continue;
    const { client } = found.content;
    if (!client.scopes.includes(scope))
      rows.push({ id: client.id, name: client.name, isAllowed: false, ...timesOf(use) });
  }
  return rows;
}
