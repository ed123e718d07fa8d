/** Who sent a request, if it names a client. Failed attempts are counted, and what is accepted once is used up. */
import { once, type Soon } from "../ports/soon.ts";
import { isPublic } from "../protocol/client.ts";
import type { ClientFacts } from "../protocol/client-authentication/facts.ts";
import type { Presented } from "../protocol/client-authentication/method.ts";
import { inTurn, keepOwnHash } from "./client-authentication/foreign-secret.ts";
import { verifyClient } from "./client-authentication/index.ts";
import type { Verified } from "./client-authentication/verification.ts";
import type { Deps } from "./deps.ts";
import { isRegistrationId } from "./registration/ids.ts";

type ForClients = Pick<Deps, "registry" | "registries" | "clientKeys" | "clientFailures" | "storage"> &
  Pick<Deps, "keys" | "passwords" | "signIns" | "log"> &
  Partial<Pick<Deps, "secretUses">>;

/** The facts about the client that presented itself, from `address`. `now` in milliseconds. */
export function clientFacts(
  deps: ForClients,
  presented: Presented,
  address: string | undefined,
  now: number,
): Soon<ClientFacts> {
  return once(verifyClient(deps, presented, now), (verified) => {
    if (verified.once !== undefined) return accepted(deps, verified, verified.once);
    if (verified.slowly === undefined) return judged(deps, verified, presented, address, now);
    return inTurn(deps, verified, presented, address, now, (slow) => judged(deps, slow, presented, address, now));
  });
}

/** What is known once the secret was compared. */
function judged(
  deps: ForClients,
  verified: Verified,
  presented: Presented,
  address: string | undefined,
  now: number,
): Soon<ClientFacts> {
  const { moved, secretId } = verified;
  const facts = counted(deps, withGone(deps, verified), presented, address, now);
  if (moved === undefined) return facts;
  return once(facts, async (known) => {
    const isIn = known.secret.is === "right" && known.throttled === undefined;
    if (isIn) await keepOwnHash(deps, known.client?.id ?? "", secretId, moved, now);
    return known;
  });
}

/** Why there is no such client, as far as anybody may know. Whoever has an id that this server made isn't guessing, and may know that its registration is gone. */
function withGone({ keys, registry }: Pick<Deps, "registry" | "keys">, verified: Verified): Verified {
  const { facts } = verified;
  const { clientId = "" } = facts;
  const unusable = facts.client === undefined ? registry.unusable?.(clientId) : undefined;
  if (unusable !== undefined) return { ...verified, facts: { ...facts, unusable } };
  const isGone = facts.client === undefined && isRegistrationId({ keys }, clientId);
  return isGone ? { ...verified, facts: { ...facts, gone: true } } : verified;
}

/** What is accepted once is accepted if nobody has used it. Of several requests at once, one wins. */
async function accepted(
  { storage }: Pick<Deps, "storage">,
  { facts }: Verified,
  { use, otherwise }: NonNullable<Verified["once"]>,
): Promise<ClientFacts> {
  return (await storage.singleUse.use([use])) ? facts : otherwise;
}

/** Counts a wrong secret, and makes a client wait that has sent too many. */
function counted(
  { clientFailures, secretUses }: Pick<Deps, "clientFailures"> & Partial<Pick<Deps, "secretUses">>,
  { facts, guessable, secretId }: Verified,
  { clientId }: Presented,
  address: string | undefined,
  now: number,
): Soon<ClientFacts> {
  if (secretId !== undefined && facts.client !== undefined) secretUses?.note(facts.client.id, secretId, now);
  // Guesses are counted by client and network. Without an IP address they aren't, since anyone could then block a client.
  // A signature can't be guessed, nor the key of a certificate.
  const isGuess =
    facts.assertion === undefined &&
    facts.certificate === undefined &&
    facts.attestation === undefined &&
    (facts.client === undefined || !isPublic(facts.client));
  const failed = facts.secret.is === "wrong" || facts.secret.is === "expired";
  // A right secret that can't have been guessed passes, whatever a neighbor on the network does.
  if (address === undefined || !isGuess || (!failed && !guessable)) return facts;
  return once(clientFailures.attempt(clientId, address, failed, now), (throttled) =>
    throttled === undefined ? facts : { ...facts, throttled },
  );
}
