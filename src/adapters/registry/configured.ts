/** The registry of a configuration: all of it in memory, the same for the life of the process. */
import type { ClientRecord, Registries, Registry, SecretIndex } from "../../ports/registry.ts";
import { NOBODY, registered } from "./credentials.ts";

/** What a configuration registers. */
export interface Configured extends Pick<Registry, "settings" | "catalogue"> {
  readonly clients: readonly ClientRecord[];
}

export function configuredRegistry({ settings, catalogue, clients }: Configured): Registries {
  const byId = new Map(clients.map((record) => [record.client.id, registered(record)]));
  const registry: Registry = {
    version: "configured",
    settings,
    catalogue,
    client: (id) => byId.get(id),
    nobody: NOBODY,
    secrets: indexOf(clients),
  };
  return { current: () => registry };
}

const NONE: readonly number[] = [];

function indexOf(clients: readonly ClientRecord[]): SecretIndex {
  const ids = new Set(clients.map(({ client }) => client.id));
  const secrets = clients.flatMap((record) => record.secrets);
  const hashes = new Set(secrets.map((secret) => Buffer.from(secret.hash).toString("base64url")));
  const lengths = new Map<number, readonly number[]>();
  for (const { shape } of secrets) {
    if (shape !== undefined) lengths.set(shape.beginning, [...(lengths.get(shape.beginning) ?? []), shape.length]);
  }
  return {
    isClient: (id) => ids.has(id),
    hasSecret: (sha256) => hashes.has(sha256),
    lengthsOf: (beginning) => lengths.get(beginning) ?? NONE,
    haveGuessable: secrets.some(({ guessable }) => guessable),
  };
}
