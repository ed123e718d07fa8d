/** Finds the concepts in a sentence, and applies each "not" to what it denies. The time grows with the length. */
import { isTakenBack, oppositeOf } from "./concepts.ts";
import { LEXICONS } from "./languages/index.ts";
import { folded, type Plain, plainOf } from "./plain.ts";

/** A concept, and its place in the plain text. */
export interface Heard {
  readonly concept: string;
  readonly from: number;
  readonly to: number;
  /** Where the "not" is that it came with. */
  readonly since?: number;
}

interface Phrase {
  /** What is between its stars: words before them may have any ending. */
  readonly parts: readonly string[];
  /** Any ending may follow. */
  readonly open: boolean;
  readonly concepts: string[];
}

/** Phrases are looked up by so many characters; shorter ones by what they have. */
const KEY = 3;

/** Names and their concepts by turns, under the name's first characters. Made at the first use, which takes no time of a program that never asks. */
let names: Map<string, string[]> | undefined;

function named(): Map<string, string[]> {
  if (names !== undefined) return names;
  names = new Map();
  for (const lexicon of LEXICONS)
    for (const concept in lexicon)
      for (const name of folded(lexicon[concept] as string).split(", "))
        for (const one of chosen(name)) {
          const key = one.slice(0, KEY);
          const known = names.get(key);
          if (known === undefined) names.set(key, [one, concept]);
          else known.push(one, concept);
        }
  return names;
}

/** `a/b c` is `a c` or `b c`. */
function chosen(name: string): readonly string[] {
  if (!name.includes("/")) return [name];
  let all = [""];
  for (const word of name.split(" "))
    all = all.flatMap((start) => word.split("/").map((one) => (start === "" ? one : `${start} ${one}`)));
  return all;
}

const phrases = new Map<string, readonly Phrase[]>();
const NONE: readonly Phrase[] = [];

/** Phrases with these first characters, the longest first. */
function phrasesOf(key: string): readonly Phrase[] {
  const known = phrases.get(key);
  if (known !== undefined) return known;
  const entries = named().get(key);
  if (entries === undefined) return NONE;
  const byName = new Map<string, Phrase>();
  for (let at = 0; at < entries.length; at += 2) {
    const [name, concept] = [entries[at] as string, entries[at + 1] as string];
    const open = name.endsWith("*");
    const phrase = byName.get(name) ?? { parts: (open ? name.slice(0, -1) : name).split("* "), open, concepts: [] };
    if (!phrase.concepts.includes(concept)) phrase.concepts.push(concept);
    byName.set(name, phrase);
  }
  const sorted = [...byName].sort(([a], [b]) => b.length - a.length).map(([, phrase]) => phrase);
  phrases.set(key, sorted);
  return sorted;
}

/** Phrases that may start here, the longest first. */
function* startingAt(text: string, at: number): Iterable<Phrase> {
  for (let length = KEY; length > 0; length--) yield* phrasesOf(text.slice(at, at + length));
}

const EAST = 0x3000;
const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= "0" && character <= "9";

/** Where the phrase ends that starts here, or -1. A number sign stands for a digit. */
function endOf({ parts, open }: Phrase, plain: string, at: number): number {
  let end = at;
  for (const [index, part] of parts.entries()) {
    // Any ending of the word before, and the next one.
    if (index > 0) end = endOfWord(plain, end) + 1;
    if (part.endsWith("#"))
      return plain.startsWith(part.slice(0, -1), end) && isDigit(plain[end + part.length - 1]) ? end + part.length : -1;
    if (!plain.startsWith(part, end)) return -1;
    end += part.length;
  }
  if (plain.charCodeAt(end - 1) >= EAST || end === plain.length || plain[end] === " ") return end;
  return open ? endOfWord(plain, end) : -1;
}

function endOfWord(plain: string, at: number): number {
  const end = plain.indexOf(" ", at);
  return end === -1 ? plain.length : end;
}

/** Whether these words are, as a whole, the name of a concept. */
export function isName(words: string): boolean {
  for (const phrase of startingAt(words, 0)) if (endOf(phrase, words, 0) === words.length) return true;
  return false;
}

function namesIn({ text }: Plain): Heard[] {
  const found: Heard[] = [];
  for (let at = 0; at < text.length; at++) {
    const isStart = at === 0 || text[at - 1] === " " || text.charCodeAt(at) >= EAST;
    if (!isStart) continue;
    for (const phrase of startingAt(text, at)) {
      const to = endOf(phrase, text, at);
      if (to === -1) continue;
      for (const concept of phrase.concepts) found.push({ concept, from: at, to });
      at = to - 1;
      break;
    }
  }
  return found;
}

/** How far a "not" reaches, in characters: to what it denies after it and before it, and to what it takes back. */
const REACH = { after: 32, before: 32, behind: 12, takenBack: 14 } as const;

/** Which way the words for "not" look. What only says that something is not there is said of what is named before. */
const NOT: Readonly<Record<string, { readonly after?: true; readonly before?: number; readonly alone?: string }>> = {
  not: { after: true, alone: "not" },
  no: { after: true, alone: "none" },
  notEither: { after: true, before: REACH.before, alone: "not" },
  notBehind: { before: REACH.behind },
  lacking: { before: REACH.behind, alone: "missing" },
};

/** Every "not" with what it denies. */
function denied(found: readonly Heard[]): Heard[] {
  const out: Heard[] = [];
  const done = new Set<Heard>();
  for (const [at, heard] of found.entries()) {
    const not = NOT[heard.concept];
    if (not === undefined) {
      if (heard.concept !== "nothing" && !done.has(heard)) out.push(heard);
      continue;
    }
    const target =
      (not.after ? deniedAfter(heard, found.slice(at + 1)) : undefined) ??
      (not.before === undefined ? undefined : deniedBefore(heard, found.slice(0, at), not.before, done));
    if (target === undefined) {
      if (not.alone !== undefined) out.push({ ...heard, concept: not.alone });
      continue;
    }
    if (heard.concept === "no") out.push({ ...heard, concept: "none" });
    for (const same of found.filter(({ from }) => from === target.from)) {
      done.add(same);
      const place = out.indexOf(same);
      if (place !== -1) out.splice(place, 1);
      const opposite = oppositeOf(same.concept);
      if (opposite !== undefined || !isTakenBack(same.concept))
        out.push({
          ...same,
          concept: opposite ?? same.concept,
          since: Math.min(heard.from, same.from),
          ...(heard.from >= same.to && heard.from - same.to <= REACH.behind && { to: heard.to }),
        });
    }
  }
  return out;
}

const isDeniable = (heard: Heard): boolean => oppositeOf(heard.concept) !== undefined;

function deniedAfter(not: Heard, next: readonly Heard[]): Heard | undefined {
  for (const one of next) {
    if (one.from - not.to > REACH.after || one.concept === "not") return undefined;
    if (isDeniable(one) || (isTakenBack(one.concept) && one.from - not.to <= REACH.takenBack)) return one;
  }
  return undefined;
}

function deniedBefore(
  not: Heard,
  before: readonly Heard[],
  reach: number,
  done: ReadonlySet<Heard>,
): Heard | undefined {
  return before.findLast(
    (one) => not.from - one.to <= reach && not.from >= one.to && isDeniable(one) && !done.has(one),
  );
}

/** The concepts in a sentence, and the sentence as they were looked for in. */
export function hear(sentence: string): { readonly plain: Plain; readonly heard: readonly Heard[] } {
  const plain = plainOf(sentence, isName);
  return { plain, heard: denied(namesIn(plain)) };
}
