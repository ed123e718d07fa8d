/** The clients of the configuration, in memory. */
import type { Clients, RegisteredClient } from "../../ports/clients.ts";

export function configuredClients(registered: readonly RegisteredClient[]): Clients {
  const byId = new Map(registered.map((entry) => [entry.client.id, entry]));
  return { find: (id) => byId.get(id) };
}
