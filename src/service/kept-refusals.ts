/** Reads the refusals that the journal has kept. */
import type { JournalEntry, ListedRefusal } from "../ports/journal.ts";
import type { KeptRefusal } from "../ports/storage.ts";
import { PATHS } from "../protocol/metadata.ts";
import type { Occasion } from "../protocol/occasion.ts";
import { flag, members, number, optional, type Shape, text, Unreadable } from "../protocol/record.ts";
import { partsOf, REFUSAL } from "../protocol/replay/kept-request.ts";
import { occasionOf, type RecordedOccasion } from "../protocol/replay/record.ts";
import { replay } from "../protocol/replay/replay.ts";
import { faceOf, type Refusal, reasonOf } from "../reasons/index.ts";

/** The text of a record in the store. */
export interface RefusalRecord {
  /** Of everything but the occasion, which has its own. */
  readonly version: number;
  /** Of the server at that time. */
  readonly issuer: string;
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
  readonly unfaithful?: boolean | undefined;
}

/** The format of everything but the occasion. */
export const KEPT_VERSION = 2;

/** It is read by its decision's record, and also shown if that doesn't know it. */
const OCCASION: Shape<RecordedOccasion> = {
  write: (occasion) => occasion,
  read(kept) {
    if (typeof kept !== "object" || kept === null) throw new Unreadable("an object");
    return kept as RecordedOccasion;
  },
};

const KEPT = members<RefusalRecord>({
  version: number,
  issuer: text,
  endpoint: text,
  method: text,
  path: text,
  refusal: REFUSAL,
  occasion: OCCASION,
  network: optional(text),
  agent: optional(text),
  fault: optional(text),
  attempt: optional(text),
  unfaithful: optional(flag),
});

/** The record of a row; `undefined` if this server doesn't know its reason, or it was damaged. */
export function keptIn({ record }: KeptRefusal): RefusalRecord | undefined {
  try {
    return KEPT.read(JSON.parse(record));
  } catch {
    return undefined;
  }
}

/** The occasion; if it can't be decided again, why. */
function decidedBy({ version, occasion, unfaithful }: RefusalRecord): Pick<JournalEntry, "on" | "undecided"> {
  if (unfaithful === true) return { on: undefined };
  try {
    if (version !== KEPT_VERSION) throw new Unreadable("of a version that this server knows", ["version"]);
    const on: Occasion = occasionOf(occasion);
    replay(on);
    return { on };
  } catch (error) {
    return { on: undefined, undecided: error instanceof Unreadable ? error.message : "It can't be decided again." };
  }
}

/** Reads a row; `undefined` if this server doesn't know its reason, or it was damaged. */
export function entryOf(row: KeptRefusal): (JournalEntry & Pick<RefusalRecord, "issuer">) | undefined {
  const kept = keptIn(row);
  if (kept === undefined) return undefined;
  const { ref, at, clientId, more } = row;
  const { issuer, endpoint, method, path, refusal, network, agent, fault, occasion } = kept;
  const from = { network, agent };
  return {
    ref,
    at,
    issuer,
    endpoint,
    method,
    path,
    refusal,
    ...decidedBy(kept),
    kept: partsOf(occasion),
    clientId,
    from,
    fault,
    more,
  };
}

/** Reads what a list shows of a row; `undefined` if this server doesn't know its reason, or it was damaged. */
export function listedOf(row: KeptRefusal): ListedRefusal | undefined {
  const { ref, at, clientId, more, network } = row;
  const kept = keptIn(row);
  return kept && { ref, at, endpoint: kept.endpoint, refusal: kept.refusal, clientId, more, network };
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
