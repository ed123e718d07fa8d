/** What refers to something that is registered, so that removing it would break that. */
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import type { Client } from "../../protocol/client.ts";
import type { Deps } from "../deps.ts";
import { everyRegistered } from "./found.ts";

type Where = Pick<Deps, "registry" | "registries" | "storage">;

/** In words: `client 'reports'`. */
export async function usersOf(deps: Where, kind: AdminKind, id: string): Promise<readonly string[]> {
  if (kind === "application") return [];
  const { scopes } = deps.registry.catalogue;
  const names = [...scopes.values()].filter((scope) =>
    kind === "api" ? scope.api === id : scope.state.is !== "active" && scope.state.replacement === id,
  );
  const refers = (client: Client): boolean =>
    kind === "api" ? client.introspects.includes(id) : client.scopes.includes(id);
  const clients = await clientsWhere(deps, refers);
  return [...names.map(({ name }) => `scope '${name}'`), ...clients.map((client) => `client '${client.id}'`)];
}

/** The clients for which something holds. */
export async function clientsWhere(deps: Where, holds: (client: Client) => boolean): Promise<readonly Client[]> {
  const found: Client[] = [];
  for await (const { content } of everyRegistered(deps, "application"))
    if (holds(content.client)) found.push(content.client);
  return found;
}
