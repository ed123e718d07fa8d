/** Reads the refusals that the journal has kept. */
import type { JournalEntry, ListedRefusal } from "../ports/journal.ts";
import type { KeptRefusal } from "../ports/storage.ts";
import { PATHS } from "../protocol/metadata.ts";
import { occasionOf, type RecordedOccasion, type Surroundings, upgradeRecord } from "../protocol/replay/record.ts";
import { replay } from "../protocol/replay/replay.ts";
import { faceOf, isCode, type Refusal, reasonOf } from "../reasons/index.ts";

/** The text of a record in the store. */
export interface Kept {
  readonly version: number;
  readonly endpoint: string;
  readonly method: string;
  readonly path: string;
  readonly refusal: Refusal;
  readonly occasion: RecordedOccasion;
  readonly network?: string | undefined;
  readonly agent?: string | undefined;
  readonly fault?: string | undefined;
  /** What the client wanted to exchange, as a mark. See `attemptOf`. */
  readonly attempt?: string | undefined;
  /** The redacted record decides differently, so it is shown and nothing is concluded from it. */
  readonly unfaithful?: true;
}

/** Reads a row; `undefined` if this server doesn't know its reason. */
export function entryOf({ ref, at, clientId, more, record }: KeptRefusal, around: string): JournalEntry | undefined {
  const kept = JSON.parse(record) as Kept;
  const { endpoint, method, path, refusal, network, agent, fault, version, unfaithful } = kept;
  if (!isCode(refusal.refused)) return undefined;
  // Both throw if they don't understand the row's format.
  reasonOf(refusal.refused).says(refusal.evidence as never);
  const occasion = upgradeRecord(version, kept.occasion);
  const on =
    occasion === undefined || around === "" || unfaithful === true
      ? undefined
      : occasionOf(occasion, JSON.parse(around) as Surroundings);
  if (on !== undefined) replay(on);
  const from = { network, agent };
  return { ref, at, endpoint, method, path, refusal, on, kept: occasion ?? {}, clientId, from, fault, more };
}

/** Reads what a list shows of a row; `undefined` if this server doesn't know its reason. */
export function listedOf({ ref, at, clientId, more, record }: KeptRefusal): ListedRefusal | undefined {
  const { endpoint, refusal } = JSON.parse(record) as Kept;
  return isCode(refusal.refused) ? { ref, at, endpoint, refusal, clientId, more } : undefined;
}

/** One line of a list as JSON: for `GET /refusals`, and `candor refusals --json`. */
export function lineOf({ ref, at, endpoint, refusal, clientId, more }: ListedRefusal, issuer: string) {
  const { title } = reasonOf(refusal.refused);
  const { error } = reasonOf(faceOf(refusal));
  return {
    ref,
    at: new Date(at).toISOString(),
    code: refusal.refused,
    error,
    title,
    endpoint,
    ...(clientId !== undefined && { client_id: clientId }),
    more,
    link: `${issuer}${PATHS.refusals}/${ref}`,
  };
}
