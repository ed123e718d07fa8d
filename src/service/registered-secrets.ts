/** Finds registered clients' secrets in anything that was sent. If environment variables were swapped, they can be anywhere. */
import { hash } from "node:crypto";
import type { SecretIndex } from "../ports/registry.ts";
import { once, type Soon } from "../ports/soon.ts";
import { failuresIn } from "../protocol/draining-count.ts";
import { beginningsIn, encodedParts, fingerprintsIn } from "../protocol/secret-shape.ts";
import type { NearCounts } from "./near-counts.ts";

/** No client secret is shorter. */
export const SHORTEST = 8;
const LONGEST = 1_024;
/** How many stretches of a text are examined. */
const MOST = 128;
/** How many texts are remembered with their outcome. The same ones come again and again. */
const REMEMBERED = 1_000;

/** How many stretches from one network are compared with guessable secrets: all at once, and in each minute after that. */
const TRIES = 600;
const DRAIN = 60_000 / TRIES;

/** The secrets in a text; `undefined` if no more may be tried, and the text must be treated as a secret. */
export type FindSecrets = (text: string, network: string, now: number) => Soon<readonly string[] | undefined>;

/**
 * Covering a text tells the sender that it is the secret of some client. This would let an attacker guess short secrets past
 * the throttle. So guesses are counted by network, and beyond the limit everything is covered. Several processes may let through
 * this many each before they hear of each other, and all of them wait until it has drained.
 */
export function findSecrets(index: SecretIndex, near: NearCounts): FindSecrets {
  let outcomes = new Map<string, readonly string[]>();
  return (text, network, now) => {
    const known = outcomes.get(text);
    if (known !== undefined) return known;
    const stretches = stretchesOf(text);
    if (index.haveGuessable && stretches.length > 0) {
      // Guesses may be joined without anything between them.
      const guesses = Math.max(stretches.length, Math.floor(text.length / SHORTEST));
      const count = near.cellsOf("text", network);
      if (failuresIn(near.find(count, now), DRAIN, now) + guesses > TRIES) return undefined;
      const counted = { count, drain: guesses * DRAIN };
      near.add(counted, now);
      near.share(counted, now);
    }
    return once(secretsIn(index, text, stretches), (found) => {
      if (outcomes.size >= REMEMBERED) outcomes = new Map();
      if (text.length <= 4 * LONGEST) outcomes.set(text, found);
      return found;
    });
  };
}

/** The secrets among the stretches, those inside the text, and the parts of it that contain one once they are decoded. */
function secretsIn(index: SecretIndex, text: string, stretches: readonly string[]): Soon<readonly string[]> {
  const parts = encodedParts(text);
  const texts = [...new Set([text, ...parts.flatMap((list) => list.flatMap(({ decodings }) => decodings))])];
  const prints = texts.map(fingerprintsIn);
  return once(index.lengthsOf(prints.flat()), (lengths) => {
    const inside = new Map(texts.map((one, i) => [one, beginningsIn(one, prints[i] ?? [], lengths)]));
    return once(isSecretAmong(index, [...stretches, ...[...inside.values()].flat()]), (isSecret) => {
      const within = (one: string): readonly string[] => inside.get(one)?.filter(isSecret) ?? [];
      const holding = parts.map((list) =>
        list.filter(({ decodings }) => decodings.some((one) => within(one).length > 0)),
      );
      const encoded = holding.find((list) => list.length > 0)?.map(({ part }) => part) ?? [];
      return [...new Set([...stretches.filter(isSecret), ...within(text), ...encoded])];
    });
  });
}

function isSecretAmong(index: SecretIndex, candidates: readonly string[]): Soon<(one: string) => boolean> {
  if (candidates.length === 0) return () => false;
  const hashes = new Map(candidates.map((one) => [one, hash("sha256", one, "base64url")]));
  return once(index.secretsAmong([...hashes.values()]), (secrets) => (one) => secrets.has(hashes.get(one) ?? ""));
}

const BETWEEN = /(?:[\s\0,;:|&=?#/'"<>()[\]{}@+*$!`\\^]|%[0-9A-Fa-f]{2})+/g;

/** The whole text, its words, and what is before, after and between words. Secrets can contain spaces and colons. */
function stretchesOf(text: string): readonly string[] {
  const found = new Set<string>();
  for (const form of formsOf(text)) {
    const gaps = [...form.matchAll(BETWEEN)].slice(0, MOST);
    const starts = [0, ...gaps.map(({ index, 0: gap }) => index + gap.length)];
    const ends = [...gaps.map(({ index }) => index), form.length];
    for (const one of [form, form.trim()]) found.add(one);
    starts.forEach((start, word) => void found.add(form.slice(start, ends[word])));
    for (const start of starts) found.add(form.slice(start));
    for (const end of ends) found.add(form.slice(0, end));
    for (const [word, start] of starts.entries()) {
      if (found.size >= 2 * MOST) break;
      for (const end of ends.slice(word)) found.add(form.slice(start, end));
    }
  }
  return [...found]
    .filter((one) => one.length >= SHORTEST && one.length <= LONGEST && !one.includes("****"))
    .slice(0, MOST);
}

/** As it was sent, and decoded once more: parameters within a URL, a path. */
function formsOf(text: string): readonly string[] {
  if (!text.includes("%")) return [text];
  try {
    return [text, decodeURIComponent(text)];
  } catch {
    return [text];
  }
}
