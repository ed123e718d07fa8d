/** What a message says in plain words, whoever wrote it, since most servers have no dialect here. */
import type { Subject } from "../rules/subject.ts";
import { type Heard, hear } from "./hear.ts";
import { wordsOfAsked } from "./of-asked.ts";
import { wordsOfClient } from "./of-client.ts";
import { wordsOfCode } from "./of-code.ts";
import { wordsOfGrant } from "./of-grant.ts";
import { wordsOfRequest } from "./of-request.ts";
import { wordsOfToken } from "./of-token.ts";
import { wordsOfUser } from "./of-user.ts";
import { wordsOfWay } from "./of-way.ts";
import { type ByConcept, spanOf, type Wording } from "./wording.ts";

export const WORDINGS: readonly Wording[] = [
  ...wordsOfCode,
  ...wordsOfGrant,
  ...wordsOfClient,
  ...wordsOfAsked,
  ...wordsOfRequest,
  ...wordsOfWay,
  ...wordsOfToken,
  ...wordsOfUser,
];

/** By each concept that one of their patterns starts with. */
const STARTING_WITH = new Map<string, Wording[]>();
for (const wording of WORDINGS)
  for (const concept of new Set(wording.says.flatMap(([first]) => first?.concepts ?? [])))
    STARTING_WITH.set(concept, [...(STARTING_WITH.get(concept) ?? []), wording]);

/** A wording that fits a sentence, and the part of it that says so. */
export interface Meant {
  readonly wording: Wording;
  readonly part: string;
}

function isAbout({ of, with: needed, without }: Wording, subject: Subject, error: string): boolean {
  const starts = (start: string): boolean => error.startsWith(start);
  return of?.includes(subject) !== false && needed?.some(starts) !== false && without?.some(starts) !== true;
}

function byConcept(heard: readonly Heard[]): ByConcept {
  const places = new Map<string, Heard[]>();
  for (const one of heard) {
    const known = places.get(one.concept);
    if (known === undefined) places.set(one.concept, [one]);
    else known.push(one);
  }
  return places;
}

/** Sentences of the RFCs, in whatever language: they list every possibility, and so say nothing. */
const LISTS: readonly (readonly string[])[] = [
  ["invalid", "expired", "revoked", "redirect"],
  ["invalid", "expired", "revoked", "other", "client"],
  ["unknown", "client", "unsupported", "authMethod"],
  ["missing", "parameter", "unsupported", "malformed"],
];

/** What a sentence means: for each cause, the wording that says it most clearly. */
export function meantBy(sentence: string, subject: Subject, error = "none"): readonly Meant[] {
  const { plain, heard } = hear(sentence);
  const places = byConcept(heard);
  if (LISTS.some((list) => list.every((concept) => places.has(concept)))) return [];
  const candidates = new Set([...places.keys()].flatMap((concept) => STARTING_WITH.get(concept) ?? []));
  const best = new Map<string, Meant>();
  for (const wording of candidates) {
    if ((best.get(wording.reason)?.wording.weight ?? 0) >= wording.weight || !isAbout(wording, subject, error))
      continue;
    for (const pattern of wording.says) {
      const span = spanOf(pattern, places, plain.text);
      if (span === undefined) continue;
      if (wording.unless.some((other) => spanOf(other, places, plain.text) !== undefined)) break;
      const from = plain.at[span.from] ?? 0;
      const to = (plain.at[span.to - 1] ?? sentence.length - 1) + 1;
      best.set(wording.reason, { wording, part: sentence.slice(from, to) });
      break;
    }
  }
  return [...best.values()];
}
