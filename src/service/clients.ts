/** Finds the client of a request and compares its secret. */
import type { MatchedSecret, RegisteredClient, Registry } from "../ports/registry.ts";
import { every, once, type Soon } from "../ports/soon.ts";
import { isPublic } from "../protocol/client.ts";
import type { ClientFacts } from "../protocol/client-authentication/checks.ts";
import type { Presented } from "../protocol/client-authentication/request.ts";
import type { Deps } from "./deps.ts";

/** The facts about the client that presented itself, from `address`. `now` in milliseconds. */
export function clientFacts(
  deps: Pick<Deps, "registry" | "clientFailures">,
  presented: Presented,
  address: string | undefined,
  now: number,
): Soon<ClientFacts> {
  return once(compareClient(deps, presented, now), (compared) => counted(deps, compared, presented, address, now));
}

/** Counts a wrong secret, and makes a client wait that has sent too many. */
function counted(
  { clientFailures }: Pick<Deps, "clientFailures">,
  { facts, guessable }: Compared,
  { clientId }: Presented,
  address: string | undefined,
  now: number,
): Soon<ClientFacts> {
  // Guesses are counted by client and network. Without an IP address they aren't, since anyone could then block a client.
  const isGuess = facts.client === undefined || !isPublic(facts.client);
  const failed = facts.secret.is === "wrong" || facts.secret.is === "expired";
  // A right secret that can't have been guessed passes, whatever a neighbor on the network does.
  if (address === undefined || !isGuess || (!failed && !guessable)) return facts;
  return once(clientFailures.attempt(clientId, address, failed, now), (throttled) =>
    throttled === undefined ? facts : { ...facts, throttled },
  );
}

/** The facts, and whether the matching secret could be guessed. */
interface Compared {
  readonly facts: ClientFacts;
  readonly guessable: boolean;
}

/** Compares what was presented. Counts nothing. */
export function compareClient({ registry }: Pick<Deps, "registry">, presented: Presented, now: number): Soon<Compared> {
  const readings = readingsOf(presented);
  const loading = readings.map(({ clientId }) => (clientId === undefined ? undefined : registry.client(clientId)));
  return once(every(loading), (clients) => compareWith(registry, readings, clients, presented, now));
}

function compareWith(
  { nobody }: Registry,
  readings: readonly Reading[],
  clients: readonly (RegisteredClient | undefined)[],
  { method, clientId, secret }: Presented,
  now: number,
): Compared {
  let by = clients.find((client) => client !== undefined);
  let right: MatchedSecret | undefined;
  for (const [index, { secret: sent = "" }] of secret === undefined ? [] : readings.entries()) {
    // Every reading is compared, even for an unknown client, so that all take the same time.
    const match = (clients[index]?.credentials ?? nobody).matchSecret(sent);
    if (right === undefined && match !== undefined) [right, by] = [match, clients[index]];
  }
  const facts = { method, clientId: by?.client.id ?? clientId, client: by?.client };
  const guessable = right?.guessable === true;
  if (secret === undefined) return { facts: { ...facts, secret: { is: "absent" } }, guessable };
  if (right === undefined) return { facts: { ...facts, secret: { is: "wrong", length: secret.length } }, guessable };
  if (right.expiresAt !== undefined && now >= right.expiresAt) {
    return { facts: { ...facts, secret: { is: "expired", at: right.expiresAt } }, guessable };
  }
  return { facts: { ...facts, secret: { is: "right" } }, guessable };
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
