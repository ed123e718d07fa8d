/** The clients of the configuration, in memory. */
import type { Clients, RegisteredClient } from "../../ports/clients.ts";

const NONE: readonly number[] = [];

export function configuredClients(registered: readonly RegisteredClient[]): Clients {
  const byId = new Map(registered.map((entry) => [entry.client.id, entry]));
  const secrets = registered.flatMap((entry) => entry.secrets);
  const hashes = new Set(secrets.map((secret) => Buffer.from(secret.hash).toString("base64url")));
  const lengths = new Map<number, readonly number[]>();
  for (const { shape } of secrets) {
    if (shape !== undefined) lengths.set(shape.beginning, [...(lengths.get(shape.beginning) ?? []), shape.length]);
  }
  return {
    find: (id) => byId.get(id),
    hasSecret: (sha256) => hashes.has(sha256),
    lengthsOf: (beginning) => lengths.get(beginning) ?? NONE,
    haveGuessable: secrets.some(({ guessable }) => guessable),
  };
}
