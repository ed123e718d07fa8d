/** Finds the client of a request and compares its secret. */
import { hash, timingSafeEqual } from "node:crypto";
import type { ClientSecret } from "../ports/clients.ts";
import { isPublic } from "../protocol/client.ts";
import type { ClientFacts } from "../protocol/client-authentication/checks.ts";
import type { Presented } from "../protocol/client-authentication/request.ts";
import type { Deps } from "./deps.ts";

/** Replaces the secrets of a client that doesn't exist, so that it takes the same work. */
const NOBODY: readonly ClientSecret[] = [{ hash: new Uint8Array(32), expiresAt: undefined, guessable: true }];

function matching(secret: string, secrets: readonly ClientSecret[]): ClientSecret | undefined {
  const sent = hash("sha256", secret, "buffer");
  let found: ClientSecret | undefined;
  for (const candidate of secrets) {
    // Each one is compared. If several match, the one that expires last wins.
    if (timingSafeEqual(sent, candidate.hash) && !outlives(found, candidate)) found = candidate;
  }
  return found;
}

function outlives(a: ClientSecret | undefined, b: ClientSecret): boolean {
  return a !== undefined && (a.expiresAt ?? Number.POSITIVE_INFINITY) >= (b.expiresAt ?? Number.POSITIVE_INFINITY);
}

/** The facts about the client that presented itself, from `address`. A promise only if guesses are counted. `now` in milliseconds. */
export function clientFacts(
  deps: Pick<Deps, "clients" | "clientFailures">,
  presented: Presented,
  address: string | undefined,
  now: number,
): ClientFacts | Promise<ClientFacts> {
  const { facts, guessable } = compareClient(deps, presented, now);
  // Guesses are counted by client and network. Without an IP address they aren't, since anyone could then block a client.
  const isGuess = facts.client === undefined || !isPublic(facts.client);
  const failed = facts.secret.is === "wrong" || facts.secret.is === "expired";
  // A right secret that can't have been guessed passes, whatever a neighbor on the network does.
  if (address === undefined || !isGuess || (!failed && !guessable)) return facts;
  const withWait = (throttled: number | undefined) => (throttled === undefined ? facts : { ...facts, throttled });
  const throttled = deps.clientFailures.attempt(presented.clientId, address, failed, now);
  return throttled instanceof Promise ? throttled.then(withWait) : withWait(throttled);
}

/** The facts, and whether the matching secret could be guessed. Counts nothing. */
export function compareClient(
  { clients }: Pick<Deps, "clients">,
  presented: Presented,
  now: number,
): { facts: ClientFacts; guessable: boolean } {
  const { method, clientId, secret } = presented;
  const readings = readingsOf(presented).map(({ clientId: id, secret: sent }) => ({
    registered: id === undefined ? undefined : clients.find(id),
    sent: sent ?? "",
  }));
  let by = readings.find(({ registered }) => registered !== undefined)?.registered;
  let right: ClientSecret | undefined;
  for (const { registered, sent } of secret === undefined ? [] : readings) {
    // Every reading is compared, even for an unknown client, so that all take the same time.
    const secrets = registered === undefined || registered.secrets.length === 0 ? NOBODY : registered.secrets;
    const match = matching(sent, secrets);
    if (right === undefined && match !== undefined) [right, by] = [match, registered];
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

/**
 * What was presented, in each way that it can be read. RFC 6749 2.3.1 wants id and secret form-encoded in HTTP Basic. Most
 * libraries send them unencoded, or encode one of the two. Each reading is compared with the one secret, so none makes another
 * value valid.
 */
function readingsOf({ clientId, secret, undecoded }: Presented): readonly Pick<Presented, "clientId" | "secret">[] {
  if (undecoded === undefined) return [{ clientId, secret }];
  const ids = [...new Set([clientId, undecoded.clientId])];
  const secrets = [...new Set([secret, undecoded.secret])];
  return ids.flatMap((id) => secrets.map((text) => ({ clientId: id, secret: text })));
}
