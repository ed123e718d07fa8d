/** Finds the client of a request and compares its secret. */
import { hash, timingSafeEqual } from "node:crypto";
import type { ClientSecret } from "../ports/clients.ts";
import type { ClientFacts } from "../protocol/client-authentication/checks.ts";
import type { Presented } from "../protocol/client-authentication/request.ts";
import type { Deps } from "./deps.ts";

/** Stands in for the secrets of a client that does not exist, so that the same work is done for it. */
const NOBODY: readonly ClientSecret[] = [{ hash: new Uint8Array(32), expiresAt: undefined }];

function matching(secret: string, secrets: readonly ClientSecret[]): ClientSecret | undefined {
  const sent = hash("sha256", secret, "buffer");
  let found: ClientSecret | undefined;
  for (const candidate of secrets) {
    // Every one is compared, and one that expires later wins.
    if (timingSafeEqual(sent, candidate.hash) && !outlives(found, candidate)) found = candidate;
  }
  return found;
}

function outlives(a: ClientSecret | undefined, b: ClientSecret): boolean {
  return a !== undefined && (a.expiresAt ?? Number.POSITIVE_INFINITY) >= (b.expiresAt ?? Number.POSITIVE_INFINITY);
}

/** The facts about the client that presented itself, from `address`. `now` in milliseconds. */
export function clientFacts(
  deps: Pick<Deps, "clients" | "clientFailures">,
  presented: Presented,
  address: string | undefined,
  now: number,
): ClientFacts {
  const key = `${presented.clientId?.slice(0, 200)} ${address}`;
  const throttled = deps.clientFailures.wait(key, now);
  if (throttled !== undefined) {
    return {
      throttled,
      method: presented.method,
      clientId: presented.clientId,
      client: undefined,
      secret: { is: "absent" },
    };
  }
  const facts = compare(deps, presented, now);
  if (facts.secret.is === "wrong") deps.clientFailures.add(key, now);
  return facts;
}

function compare({ clients }: Pick<Deps, "clients">, presented: Presented, now: number): ClientFacts {
  const { method, clientId, secret, undecoded } = presented;
  const registered =
    clientId === undefined ? undefined : (clients.find(clientId) ?? (undecoded && clients.find(undecoded.clientId)));
  const facts = { method, clientId: registered?.client.id ?? clientId, client: registered?.client };
  if (secret === undefined) return { ...facts, secret: { is: "absent" } };
  const secrets = registered === undefined || registered.secrets.length === 0 ? NOBODY : registered.secrets;
  const match = matching(secret, secrets);
  const bare = match === undefined && undecoded !== undefined ? matching(undecoded.secret, secrets) : undefined;
  const { expiresAt } = match ?? bare ?? {};
  if (expiresAt !== undefined && now >= expiresAt) return { ...facts, secret: { is: "expired", at: expiresAt } };
  if (match !== undefined) return { ...facts, secret: { is: "right" } };
  if (bare !== undefined) return { ...facts, secret: { is: "right-undecoded" } };
  return { ...facts, secret: { is: "wrong", length: secret.length } };
}
