/** Where clients' ids and secrets are looked up that were sent in the wrong place: all of them in memory. */
import { slowKindOf } from "../../ports/foreign-secret.ts";
import type { ClientRecord, SecretIndex } from "../../ports/registry.ts";

export function secretIndexOf(clients: readonly ClientRecord[]): SecretIndex {
  const ids = new Set(clients.map(({ client }) => client.id));
  const secrets = clients.flatMap((record) => record.secrets);
  const kinds = new Map<string, number>();
  for (const { foreign } of secrets) {
    const kind = foreign && slowKindOf(foreign);
    if (kind !== undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const hashes = new Set(secrets.map((secret) => Buffer.from(secret.hash).toString("base64url")));
  const lengths = new Map<number, readonly number[]>();
  for (const { shape } of secrets) {
    if (shape !== undefined) lengths.set(shape.beginning, [...(lengths.get(shape.beginning) ?? []), shape.length]);
  }
  const knownAmong = (asked: readonly string[], known: ReadonlySet<string>): ReadonlySet<string> =>
    new Set(asked.filter((one) => known.has(one)));
  return {
    haveGuessable: secrets.some(({ guessable, foreign }) => guessable && foreign === undefined),
    foreignKinds: [...kinds].map(([kind, count]) => ({ kind, count })),
    clientsAmong: (texts) => knownAmong(texts, ids),
    secretsAmong: (sha256) => knownAmong(sha256, hashes),
    lengthsOf(beginnings) {
      const found = new Map<number, readonly number[]>();
      for (const beginning of beginnings) {
        const known = lengths.get(beginning);
        if (known !== undefined) found.set(beginning, known);
      }
      return found;
    },
  };
}
