/** What refers to something that is registered, so that removing it would break that. */

import { contentOf } from "../../ports/registered.ts";
import type { Named } from "../../ports/registrations.ts";
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import type { Client } from "../../protocol/client.ts";
import type { Deps } from "../deps.ts";

type Where = Pick<Deps, "registry" | "registries" | "storage">;

/** How many of them are named. */
const MOST = 20;

/** In words: `client 'reports'`. The first ones, if there are many. */
export async function usersOf(deps: Where, kind: AdminKind, id: string, now: number): Promise<readonly string[]> {
  if (kind === "application") return liveGrants(deps, id, now);
  if (kind !== "scope" && kind !== "api" && kind !== "team") return [];
  const { scopes } = deps.registry.catalogue;
  const names = (kind === "team" ? [] : [...scopes.values()]).filter((scope) =>
    kind === "api" ? scope.api === id : scope.state.is !== "active" && scope.state.replacement === id,
  );
  const { clients } = await clientsUsing(deps, { kind, id }, MOST);
  return [...names.map(({ name }) => `scope '${name}'`), ...clients.map((client) => `client '${client.id}'`)];
}

/** Grants of an application that are counted. */
const COUNTED = 100;

/** What users have allowed it. It ends with the application. */
async function liveGrants({ storage }: Where, clientId: string, now: number): Promise<readonly string[]> {
  const { length } = await storage.holdings.grants({ clientId, liveAt: now, limit: COUNTED + 1 });
  if (length === 0) return [];
  return [
    length > COUNTED ? `more than ${COUNTED} live grants` : `${length} live ${length === 1 ? "grant" : "grants"}`,
  ];
}

export interface Using {
  /** The first ones, in the order of their ids. */
  readonly clients: readonly Client[];
  /** How many there are. */
  readonly count: number;
}

/** The clients that are allowed a scope, may introspect the tokens of an API, or belong to a team. */
export async function clientsUsing(
  { registry, registries, storage }: Where,
  used: Named,
  limit: number,
): Promise<Using> {
  const uses = ({ scopes, introspects, team }: Client): boolean =>
    used.kind === "team" ? team === used.id : (used.kind === "scope" ? scopes : introspects).includes(used.id);
  const inFile: Client[] = [];
  for (const id of registries.clientsInFile) {
    const client = (await registry.client(id))?.client;
    if (client !== undefined && uses(client)) inFile.push(client);
  }
  // The file's hide those of the storage with the same id.
  const rows = await storage.registrations.list({ kind: "application", uses: used, limit: limit + inFile.length });
  const stored = rows
    .filter(({ id }) => !registries.inFile("application", id))
    .map((row) => contentOf({ ...row, kind: "application" }).client);
  const clients = [...inFile, ...stored].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
  const hidden = rows.length - stored.length;
  return { clients, count: inFile.length + (await storage.registrations.countUsing(used, "application")) - hidden };
}
