/** The journal keeps refusals, with what they were decided by, in the store. It doesn't delay the response. */

import type { Circumstances, Journal, Recorded } from "../ports/journal.ts";
import type { Registry } from "../ports/registry.ts";
import { reportsOf } from "../ports/reports.ts";
import { once, type Soon } from "../ports/soon.ts";
import type { Refused } from "../protocol/occasion.ts";
import { claimedClientOf, clientIdOf, isProven, occasionOf, recordOf } from "../protocol/replay/record.ts";
import { replay } from "../protocol/replay/replay.ts";
import { faceOf, type Refusal } from "../reasons/index.ts";
import { complete } from "./complete.ts";
import type { Shared } from "./deps.ts";
import { type FloodLimits, flood, type Sender } from "./flood.ts";
import { coverAll, openGate, type Passed } from "./gate.ts";
import { entryOf, KEPT_VERSION, listedOf, type RefusalRecord } from "./kept-refusals.ts";
import { networkOf, prefixOf } from "./network.ts";
import { perVersion } from "./per-version.ts";
import { references } from "./references.ts";
import { attemptOf, earlierThan } from "./second-try.ts";

/** Whether a record, read back, is decided like its request. */
function isFaithful({ occasion, refusal }: RefusalRecord): boolean {
  const { outcome } = replay(occasionOf(JSON.parse(JSON.stringify(occasion))));
  return outcome.is === "refused" && JSON.stringify(sorted(outcome.refusal)) === JSON.stringify(sorted(refusal));
}

const sorted = (refusal: Refusal) => {
  const { refused, evidence } = JSON.parse(JSON.stringify(refusal)) as Refusal;
  return [refused, Object.entries(evidence).sort()];
};

/** The record as text. */
const recordText = (kept: RefusalRecord): string =>
  JSON.stringify(isFaithful(kept) ? kept : { ...kept, unfaithful: true });

/** Only the reason and its evidence, if there is no room for more. */
function shortText(kept: RefusalRecord): string {
  const { decision, version, now } = kept.occasion;
  return JSON.stringify({ ...kept, occasion: { decision, version, now }, unfaithful: true });
}

/** Characters. A usual record has two to four thousand. */
const LONGEST_RECORD = 16_000;

/** Cut after the gate, because the gate wouldn't recognize half a secret. */
const LONGEST_AGENT = 160;
const LONGEST_PATH = 200;

/**
 * The kind and the party that refusals are counted by. Both use only what the requester sees and claims. Otherwise a repeated
 * reference would reveal whether a client exists.
 */
function partyOf(told: Refused, network: string): Sender {
  const face = faceOf(told);
  return { kind: `${face} ${claimedClientOf(told.on).slice(0, 200)}`, face, network, proven: isProven(told.on) };
}

/** Opens the journal of a store. The store's errors go to the log. A refusal is returned whether or not it can be kept. */
export function openJournal(shared: Omit<Shared, "journal">, limits: FloodLimits): Journal {
  const { storage, keys, log, clock } = shared;
  const bounds = flood(limits, shared.counts);
  const newRef = references(shared.random);
  const gates = perVersion((registry) => openGate(registry, shared.counts));
  const pending = new Map<string, Promise<void>>();
  /** Those whose secrets are being looked for. */
  const arriving = new Set<Promise<Passed>>();

  const thumbprint = (credential: string): string =>
    Buffer.from(keys.tag("thumbprint", Buffer.from(credential), 6)).toString("base64url");

  async function keep(
    ref: string,
    at: number,
    { refused, told }: Passed,
    circumstances: Circumstances,
    registry: Registry,
    attempt: string | undefined,
  ): Promise<void> {
    const { endpoint, method, path, address, userAgent, fault } = circumstances;
    // If the rest can't be loaded, for example because a hook fails, what the decision used is enough.
    const on = await complete({ ...shared, registry }, refused.on).catch(() => refused.on);
    const kept: RefusalRecord = {
      version: KEPT_VERSION,
      issuer: registry.settings.issuer,
      endpoint,
      method,
      path: told(path).slice(0, LONGEST_PATH),
      refusal: { refused: refused.refused, evidence: refused.evidence },
      occasion: recordOf(on, thumbprint),
      network: prefixOf(address),
      agent: userAgent && told(userAgent).slice(0, LONGEST_AGENT),
      fault,
      attempt,
    };
    const whole = recordText(kept);
    const length = whole.length <= LONGEST_RECORD ? whole.length : Number.POSITIVE_INFINITY;
    const isWhole = bounds.settle(networkOf(address ?? ""), length, at);
    const record = isWhole ? whole : shortText(kept);
    await storage.refusals.insert({
      ref,
      at,
      code: refused.refused,
      clientId: clientIdOf(on),
      endpoint,
      network: kept.network,
      record,
      more: 0,
    });
  }

  /** Gives a refusal its reference, and keeps it unless its kind is only counted for now. */
  function enter(
    passed: Passed,
    uttered: Refused,
    at: number,
    network: string,
    circumstances: Circumstances,
    registry: Registry,
  ): Recorded {
    const told = passed.refused;
    const ref = newRef();
    const counted = bounds.place(partyOf(told, network), ref, at);
    if (counted !== undefined) return { ref: counted, kept: false, told };
    const kept = keep(ref, at, passed, circumstances, registry, attemptOf(uttered.on, keys))
      .catch((error: Error) => log.error({ ref, fault: error.name }, "a refusal could not be stored"))
      .finally(() => pending.delete(ref));
    pending.set(ref, kept);
    return { ref, kept: true, told };
  }

  function track(passing: Promise<Passed>): Promise<Passed> {
    arriving.add(passing);
    return passing.finally(() => arriving.delete(passing));
  }
  /** Resolves when everything that was recorded before is stored. */
  async function settled(): Promise<void> {
    await Promise.all(arriving);
    await Promise.all(pending.values());
  }

  return {
    record(uttered, circumstances, registry) {
      const at = clock();
      const { path, userAgent, address } = circumstances;
      const network = networkOf(address ?? "");
      const others = [path, ...(userAgent === undefined ? [] : [userAgent])];
      const uncertain = (error: Error): Soon<Passed> => {
        log.error({ fault: error.name }, "clients could not be loaded, so a refusal is shown without what was sent");
        return coverAll(registry, uttered, others);
      };
      const passing = gates(registry)(uttered, others, network, at);
      const passed = passing instanceof Promise ? track(passing.catch(uncertain)) : passing;
      return once(passed, (one) => enter(one, uttered, at, network, circumstances, registry));
    },
    async find(ref) {
      await pending.get(ref);
      const found = await storage.refusals.find(ref);
      if (found === undefined) return undefined;
      const entry = entryOf(found);
      if (entry === undefined) log.error({ ref }, "a stored refusal can't be read");
      if (entry?.undecided !== undefined)
        log.error({ ref, because: entry.undecided }, "a stored refusal can't be decided again");
      return entry;
    },
    async earlier(on) {
      await settled();
      return earlierThan(on, storage.refusals, keys).catch((error: Error) => {
        log.error({ fault: error.name }, "the previous refusals of a client can't be read");
        return undefined;
      });
    },
    async list(filter) {
      await settled();
      return (await reportsOf(storage).refusals.list(filter)).flatMap((kept) => listedOf(kept) ?? []);
    },
    async flush() {
      await settled();
      const counts = bounds.counts().map(({ ref, more }) =>
        storage.refusals.count(ref, more).catch((error: Error) => {
          bounds.giveBack(ref, more);
          log.error({ ref, fault: error.name }, "refusals could not be counted");
        }),
      );
      await Promise.all([...counts, shared.counts.flush()]);
    },
  };
}
