/**
 * A client whose secret came along from another server as a hash, and who uses it for the first time. Comparing it takes a core for up to a
 * second, so it waits for its turn like a sign-in, and nobody gets one who has failed too often.
 */
import type { AuditEntry } from "../../ports/audit.ts";
import { markOf } from "../../ports/foreign-secret.ts";
import { applicationChange, contentOf, type StoredSecret } from "../../ports/registered.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import type { ClientFacts } from "../../protocol/client-authentication/facts.ts";
import type { Presented } from "../../protocol/client-authentication/method.ts";
import { FIRST_USE } from "../actors.ts";
import type { Deps } from "../deps.ts";
import { networkOf } from "../network.ts";
import type { Verified } from "./verification.ts";

/** Seconds after which a client may try again for which there was no place. By then, everyone who waited has been served. */
const QUEUE_SECONDS = 5;

/** What comparing needs, and what keeps its cost within bounds. */
export type ForSlow = Pick<Deps, "keys" | "passwords" | "signIns" | "clientFailures">;

/**
 * Compares in turn, and counts before the next of this client and network gets its turn. Whoever must pause hears so first, and
 * nothing is compared. `now` in milliseconds.
 */
export async function inTurn(
  deps: ForSlow,
  { facts, slowly }: Verified,
  { clientId = "" }: Presented,
  address: string | undefined,
  now: number,
  count: (verified: Verified) => ClientFacts | Promise<ClientFacts>,
): Promise<ClientFacts> {
  if (slowly === undefined) return facts;
  const network = address === undefined ? "nowhere" : networkOf(address);
  const party = { key: `client ${clientId.slice(0, 200)} ${network}`, network, familiar: false };
  const pause = async (): Promise<number | undefined> =>
    address === undefined ? undefined : deps.clientFailures.attempt(clientId, address, false, now);
  const waits = await pause();
  if (waits !== undefined) return { ...facts, throttled: waits };
  const outcome = await deps.signIns.run(party, async () => {
    const throttled = await pause();
    return throttled === undefined ? count(await slowly(deps)) : { ...facts, throttled };
  });
  return outcome ?? { ...facts, throttled: QUEUE_SECONDS };
}

/** Attempts to replace a hash. Other changes of the client come first. */
const ATTEMPTS = 3;

/** Keeps the SHA-256 of a secret in place of its hash of another server, in one step. If that fails, the next request does it. */
export async function keepOwnHash(
  { storage, registries, log }: Pick<Deps, "storage" | "registries" | "log">,
  clientId: string,
  secretId: string | undefined,
  { cameAs, own }: NonNullable<Verified["moved"]>,
  now: number,
): Promise<void> {
  const isIt = ({ id, foreign }: StoredSecret): boolean =>
    id === secretId && foreign !== undefined && markOf(foreign) === cameAs;
  const replaced = (secret: StoredSecret): StoredSecret => {
    if (!isIt(secret)) return secret;
    const { foreign: _, ...kept } = secret;
    return { ...kept, ...own, cameAs };
  };
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const found = await storage.registrations.find("application", clientId);
      const before = found && contentOf({ ...found, kind: "application" });
      // Another process was faster, or somebody has removed it.
      if (before?.secrets.some(isIt) !== true) return;
      const after = { ...before, secrets: before.secrets.map(replaced) };
      const change = applicationChange(after, found?.version ?? 0);
      if (typeof (await storage.registrations.change([change], replacedEntry(clientId, secretId, now))) !== "number")
        continue;
      return await registries.refresh();
    }
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    log.error({ fault: error.name }, "the hash of a client's secret could not be replaced");
  }
}

const replacedEntry = (clientId: string, secret: string | undefined, at: number): AuditEntry => ({
  ...{ at, actor: FIRST_USE, action: "application/replace-hash", target: { kind: "application", id: clientId } },
  after: { secret },
  why: "The secret came along from another server as a hash, and was used here for the first time",
});
