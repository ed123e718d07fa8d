/** A client that presents one of its secrets, by whichever method, or none (RFC 6749 2.3.1). */
import { hash } from "node:crypto";
import type { MatchedSecret, RegisteredClient, Registry } from "../../ports/registry.ts";
import { every, once } from "../../ports/soon.ts";
import { isPublic } from "../../protocol/client.ts";
import type { Presented } from "../../protocol/client-authentication/method.ts";
import { isGuessable, shapeOf } from "../../protocol/secret-shape.ts";
import { kindFor } from "../decoys.ts";
import type { Deps } from "../deps.ts";
import { SHORTEST } from "../registered-secrets.ts";
import type { Verification, Verified } from "./verification.ts";

/** Compares the secret with those of the client. */
export const bySecret: Verification = ({ registry }, presented, now) => {
  const readings = readingsOf(presented);
  const loading = readings.map(({ clientId }) => (clientId === undefined ? undefined : registry.client(clientId)));
  return once(every(loading), (clients) => compareWith(registry, readings, clients, presented, now));
};

function compareWith(
  registry: Registry,
  readings: readonly Reading[],
  clients: readonly (RegisteredClient | undefined)[],
  presented: Presented,
  now: number,
): Verified {
  const all = presented.secret === undefined ? [] : readings;
  // Every reading is compared, even for an unknown client, so that all take the same time.
  const matches = all.map(({ secret = "" }, i) => (clients[i]?.credentials ?? registry.nobody).matchSecret(secret));
  const found = outcomeOf(matches, all, clients, presented, now);
  const { client, secret } = found.facts;
  // That a client is public is no secret, and attempts as one aren't counted.
  if (secret.is !== "wrong" || registry.secrets.foreignKinds.length === 0 || (client && isPublic(client))) return found;
  return { ...found, slowly: (deps) => compareSlowly(deps, registry, all, clients, presented, now) };
}

/** Every reading with the hash that the client has from another server, or else with a decoy: which clients have one isn't seen in the time. */
async function compareSlowly(
  { keys, passwords }: Pick<Deps, "keys" | "passwords">,
  { nobody, secrets: { foreignKinds } }: Registry,
  readings: readonly Reading[],
  clients: readonly (RegisteredClient | undefined)[],
  presented: Presented,
  now: number,
): Promise<Verified> {
  const matches: (MatchedSecret | undefined)[] = [];
  for (const [i, { clientId = "", secret = "" }] of readings.entries()) {
    const { credentials } = clients[i] ?? { credentials: nobody };
    const like = kindFor({ keys }, foreignKinds, clientId);
    // Others may have shown what it is while this request waited.
    matches.push(credentials.matchSecret(secret) ?? (await credentials.matchSlowly(secret, passwords, like)));
  }
  return outcomeOf(matches, readings, clients, presented, now);
}

/** What came of comparing each reading. */
function outcomeOf(
  matches: readonly (MatchedSecret | undefined)[],
  readings: readonly Reading[],
  clients: readonly (RegisteredClient | undefined)[],
  { method, clientId, secret }: Presented,
  now: number,
): Verified {
  const at = matches.findIndex((match) => match !== undefined);
  const right = matches[at];
  const by = right === undefined ? clients.find((client) => client !== undefined) : clients[at];
  const facts = { method, clientId: by?.client.id ?? clientId, client: by?.client };
  const guessable = right?.guessable === true;
  if (secret === undefined) return { facts: { ...facts, secret: { is: "absent" } }, guessable };
  if (right === undefined) return { facts: { ...facts, secret: { is: "wrong", length: secret.length } }, guessable };
  if (right.expiresAt !== undefined && now >= right.expiresAt) {
    return { facts: { ...facts, secret: { is: "expired", at: right.expiresAt } }, guessable };
  }
  return {
    facts: { ...facts, secret: { is: "right" } },
    guessable,
    secretId: right.id,
    moved: movedFrom(right, readings[at]),
  };
}

/** Only the storage's secrets have an id, and can be replaced. */
function movedFrom({ id, cameAs }: MatchedSecret, { secret = "" }: Reading = {} as Reading): Verified["moved"] {
  if (id === undefined || cameAs === undefined) return undefined;
  const shape = secret.length < SHORTEST ? undefined : shapeOf(secret);
  return { cameAs, own: { hash: hash("sha256", secret, "base64url"), guessable: isGuessable(secret), shape } };
}

type Reading = Pick<Presented, "clientId" | "secret">;

/**
 * What was presented, in each way that it can be read. RFC 6749 2.3.1 wants id and secret form-encoded in HTTP Basic. Most
 * libraries send them unencoded, or encode one of the two. Each reading is compared with the one secret, so none makes another
 * value valid.
 */
function readingsOf({ clientId, secret, undecoded }: Presented): readonly Reading[] {
  if (undecoded === undefined) return [{ clientId, secret }];
  const ids = [...new Set([clientId, undecoded.clientId])];
  const secrets = [...new Set([secret, undecoded.secret])];
  return ids.flatMap((id) => secrets.map((text) => ({ clientId: id, secret: text })));
}
