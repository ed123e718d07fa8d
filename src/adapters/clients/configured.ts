/** The clients of the configuration, in memory. */
import type { Clients, RegisteredClient } from "../../ports/clients.ts";

export function configuredClients(registered: readonly RegisteredClient[]): Clients {
  const byId = new Map(registered.map((entry) => [entry.client.id, entry]));
  const secrets = registered.flatMap((entry) => entry.secrets);
  const hashes = new Set(secrets.map((secret) => Buffer.from(secret.hash).toString("base64url")));
  return {
    find: (id) => byId.get(id),
    hasSecret: (sha256) => hashes.has(sha256),
    haveGuessable: secrets.some(({ guessable }) => guessable),
  };
}
