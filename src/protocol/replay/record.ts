/**
 * An occasion as the journal keeps it: JSON, without secrets. Each decision has a record of its own, with a version of its own. Of the
 * scopes and APIs, only those are kept that the decision can look at, so that a record is as long with ten scopes as with ten thousand.
 */
import type { Refusal } from "../../reasons/index.ts";
import type { Form } from "../form.ts";
import { aspectsOf, type Occasion, recordOf as recordFor } from "../occasion.ts";
import { lettersOf } from "../parameter-names.ts";
import { namesWhere } from "../parameters.ts";
import type { Received } from "../received.ts";
import { type Thumbprint, Unreadable } from "../record.ts";
import { excerptOf } from "../scope/excerpt.ts";
import { CATALOGUE } from "../scope/record.ts";
import { RECEIVED } from "./redact.ts";

/** `decision` and `version` say how to read the rest. */
export type RecordedOccasion = Readonly<Record<string, unknown>>;

const NOTHING = { scopes: new Map(), apis: new Map() };

/** Writes an occasion: its declared members, and the received request, redacted. */
export function recordOf(on: Occasion, thumbprint: Thumbprint): RecordedOccasion {
  const record = recordFor(on.decision);
  if (record === undefined) throw new Error(`There is no record of ${on.decision}.`);
  const { version } = record;
  if (!("catalogue" in on)) return { version, ...record.write(on, thumbprint) };
  const kept: Record<string, unknown> = { version, ...record.write({ ...on, catalogue: NOTHING }, thumbprint) };
  // By what is kept of the request, since that will be decided again.
  const excerpt = excerptOf(on.catalogue, namedIn(kept, RECEIVED.read(kept.received)), on.now);
  return { ...kept, catalogue: CATALOGUE.write(excerpt, thumbprint) };
}

function namedIn(kept: RecordedOccasion, { query, body }: Received) {
  const valuesOf = (names: ReadonlySet<string>) =>
    [query, body].flatMap((form) =>
      "refused" in form ? [] : [...form.values].flatMap(([name, value]) => (names.has(lettersOf(name)) ? [value] : [])),
    );
  return { words: wordsIn(kept), scopes: valuesOf(SCOPES), apis: valuesOf(APIS).flatMap((value) => value.split(" ")) };
}

/** Parameters that name scopes or APIs, by their letters: a fix may give them their right names. */
const lettersWhere = (what: "scopes" | "apis"): ReadonlySet<string> =>
  new Set(namesWhere(({ holds }) => holds === what).map(lettersOf));
const SCOPES = lettersWhere("scopes");
const APIS = lettersWhere("apis");

/** Every word of every text in a record. */
function wordsIn(kept: unknown, words = new Set<string>()): ReadonlySet<string> {
  if (typeof kept === "string") {
    if (kept.includes(" ")) for (const word of kept.split(" ")) words.add(word);
    else words.add(kept);
  } else if (Array.isArray(kept)) for (const one of kept) wordsIn(one, words);
  else if (typeof kept === "object" && kept !== null)
    for (const name in kept) wordsIn((kept as Record<string, unknown>)[name], words);
  return words;
}

/** Reads an occasion. Throws `Unreadable` if this server doesn't know the record, or it was damaged. */
export function occasionOf(kept: RecordedOccasion): Occasion {
  const record = recordFor(kept.decision);
  if (record === undefined) throw new Unreadable("a decision of this server", ["decision"]);
  return record.read(kept, kept.version);
}

/** The client that a request claims to come from, whether or not it exists. */
export function claimedClientOf(on: Occasion): string {
  const { claimed } = aspectsOf(on);
  if (claimed !== undefined) return claimed(on);
  if (!("received" in on)) return "";
  const { authorization, query, body } = on.received;
  if (authorization.is === "basic") return authorization.clientId;
  const sent = (form: Form | Refusal): string | undefined =>
    "refused" in form ? undefined : form.values.get("client_id");
  return sent(body) ?? sent(query) ?? "";
}

/** Whether the sender has proved to be the client, with its secret or with a token that the client got. */
export const isProven = (on: Occasion): boolean => aspectsOf(on).isProven?.(on) === true;

/** The id of the registered client that an occasion is about; none if the client must not learn of it. */
export function clientIdOf(on: Occasion): string | undefined {
  const { clientId, client } = aspectsOf(on);
  return clientId === undefined ? client?.of(on)?.id : clientId(on);
}
