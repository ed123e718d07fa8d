/** A client that presents one of its secrets, by whichever method, or none (RFC 6749 2.3.1). */
import type { MatchedSecret, RegisteredClient, Registry } from "../../ports/registry.ts";
import { every, once } from "../../ports/soon.ts";
import type { Presented } from "../../protocol/client-authentication/method.ts";
import type { Verification, Verified } from "./verification.ts";

/** Compares the secret with those of the client. */
export const bySecret: Verification = ({ registry }, presented, now) => {
  const readings = readingsOf(presented);
  const loading = readings.map(({ clientId }) => (clientId === undefined ? undefined : registry.client(clientId)));
  return once(every(loading), (clients) => compareWith(registry, readings, clients, presented, now));
};

function compareWith(
  { nobody }: Registry,
  readings: readonly Reading[],
  clients: readonly (RegisteredClient | undefined)[],
  { method, clientId, secret }: Presented,
  now: number,
): Verified {
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
  return { facts: { ...facts, secret: { is: "right" } }, guessable, secretId: right.id };
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
