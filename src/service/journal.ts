/** The journal: refusals are kept with what they were decided by, in the store, beside the way of the answer. */
import { hash } from "node:crypto";
import type { Circumstances, Journal, JournalEntry } from "../ports/journal.ts";
import type { Refused } from "../protocol/occasion.ts";
import {
  clientIdOf,
  occasionOf,
  RECORD_VERSION,
  type RecordedOccasion,
  recordOf,
  type Surroundings,
  surroundingsOf,
  upgradeRecord,
} from "../protocol/replay/record.ts";
import type { Refusal } from "../reasons/index.ts";
import { scrub } from "../reasons/scrub.ts";
import { complete } from "./complete.ts";
import type { Deps } from "./deps.ts";
import { type FloodLimits, flood } from "./flood.ts";
import { prefixOf } from "./network.ts";
import { references } from "./references.ts";

/** The text of a record in the store. */
interface Kept {
  readonly version: number;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly refusal: Refusal;
  readonly occasion: RecordedOccasion;
  readonly network?: string | undefined;
  readonly agent?: string | undefined;
  readonly fault?: string | undefined;
}

const LONGEST_AGENT = 160;

/** Opens the journal of a store. Faults of the store are told to the log: a refusal is answered whether or not it can be kept. */
export function openJournal(deps: Omit<Deps, "journal">, limits: FloodLimits): Journal {
  const { storage, keys, log, clock } = deps;
  const bounds = flood(limits);
  const newRef = references(deps.random);
  const text = JSON.stringify(surroundingsOf(deps.catalogue, deps.settings));
  const surroundings = hash("sha256", text, "base64url").slice(0, 16);
  const pending = new Map<string, Promise<void>>();

  const thumbprint = (credential: string): string =>
    Buffer.from(keys.tag("thumbprint", Buffer.from(credential), 6)).toString("base64url");

  async function keep(ref: string, at: number, refused: Refused, circumstances: Circumstances): Promise<void> {
    const { endpoint, method, path, address, userAgent, fault } = circumstances;
    const on = await complete(deps, refused.on);
    const kept: Kept = {
      version: RECORD_VERSION,
      endpoint,
      method,
      path: scrub(path),
      refusal: { refused: refused.refused, evidence: refused.evidence },
      occasion: recordOf(on, thumbprint),
      network: prefixOf(address),
      agent: userAgent && scrub(userAgent.slice(0, LONGEST_AGENT)),
      fault,
    };
    const record = JSON.stringify(kept);
    if (!bounds.admits(record.length, at)) return;
    // Each time, since purging may have taken them away with the last refusal that named them.
    await storage.refusals.surround(surroundings, text);
    await storage.refusals.insert({
      ref,
      at,
      code: refused.refused,
      clientId: clientIdOf(on),
      record,
      surroundings,
      more: 0,
    });
  }

  return {
    record(refused, circumstances) {
      const at = clock();
      const party = `${clientIdOf(refused.on) ?? ""} ${circumstances.address ?? ""}`;
      const key = `${refused.refused} ${party}`;
      const counted = bounds.counted(key, at);
      if (counted !== undefined) return { ref: counted, kept: false };
      const ref = newRef();
      if (bounds.isFull(at)) return { ref, kept: false };
      bounds.kept(key, ref, at);
      const kept = keep(ref, at, refused, circumstances)
        .catch((error: Error) => log.error({ ref, fault: error.name }, "a refusal could not be kept"))
        .finally(() => pending.delete(ref));
      pending.set(ref, kept);
      return { ref, kept: true };
    },
    async find(ref) {
      await pending.get(ref);
      const found = await storage.refusals.find(ref);
      if (found === undefined) return undefined;
      const { refusal: row, surroundings: around } = found;
      const kept = JSON.parse(row.record) as Kept;
      const occasion = upgradeRecord(kept.version, kept.occasion);
      const { endpoint, method, path, refusal, network, agent, fault } = kept;
      const on =
        occasion === undefined || around === "" ? undefined : occasionOf(occasion, JSON.parse(around) as Surroundings);
      const entry: JournalEntry = {
        ref,
        at: row.at,
        endpoint,
        method,
        path,
        refusal,
        on,
        kept: occasion ?? {},
        clientId: row.clientId,
        from: { network, agent },
        fault,
        more: row.more,
      };
      return entry;
    },
    async flush() {
      await Promise.all(pending.values());
      await Promise.all(bounds.counts().map(({ ref, more }) => storage.refusals.count(ref, more)));
    },
  };
}
