/** Finds the concepts in a sentence, and applies each "not" to what it denies. The time grows with the length. */
import { isTakenBack, type Lexicon, oppositeOf } from "./concepts.ts";
import { english } from "./languages/english.ts";
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
  readonly text: string;
  /** Any ending may follow. */
  readonly open: boolean;
  readonly concepts: string[];
}

const LEXICONS: readonly Lexicon[] = [english];

/** By their first characters, the longest first. */
let index: Map<string, Phrase[]> | undefined;

function indexed(): Map<string, Phrase[]> {
  if (index !== undefined) return index;
  const phrases = new Map<string, Phrase>();
  for (const lexicon of LEXICONS)
    for (const [concept, names] of Object.entries(lexicon))
      for (const name of folded(names).replaceAll("_", " ").split(", "))
        for (const one of chosen(name)) learn(one, concept);

  function learn(name: string, concept: string): void {
    const open = name.endsWith("*");
    const text = open ? name.slice(0, -1) : name;
    const known = phrases.get(name);
    if (known === undefined) phrases.set(name, { text, open, concepts: [concept] });
    else if (!known.concepts.includes(concept)) known.concepts.push(concept);
  }

  index = new Map();
  for (const phrase of phrases.values()) {
    const key = phrase.text.slice(0, KEY);
    const bucket = index.get(key);
    if (bucket === undefined) index.set(key, [phrase]);
    else bucket.push(phrase);
  }
  for (const bucket of index.values()) bucket.sort((a, b) => b.text.length - a.text.length);
  return index;
}

/** `a/b c` is `a c` or `b c`. */
function chosen(name: string): string[] {
  if (!name.includes("/")) return [name];
  let all = [""];
  for (const word of name.split(" "))
    all = all.flatMap((start) => word.split("/").map((one) => (start === "" ? one : `${start} ${one}`)));
  return all;
}

/** Phrases are looked up by so many characters; shorter ones by what they have. */
const KEY = 3;

/** Phrases that may start here, the longest first. */
function* startingAt(text: string, at: number, phrases: ReadonlyMap<string, readonly Phrase[]>): Iterable<Phrase> {
  for (let length = KEY; length > 0; length--) yield* phrases.get(text.slice(at, at + length)) ?? [];
}

const EAST = 0x3000;
const isDigit = (character: string | undefined): boolean =>
  character !== undefined && character >= "0" && character <= "9";

/** Where the phrase ends that starts here, or -1. */
function endOf({ text, open }: Phrase, plain: string, at: number): number {
  if (text.endsWith("#")) {
    const end = at + text.length - 1;
    return plain.startsWith(text.slice(0, -1), at) && isDigit(plain[end]) ? end + 1 : -1;
  }
  if (!plain.startsWith(text, at)) return -1;
  const end = at + text.length;
  if (text.charCodeAt(text.length - 1) >= EAST || end === plain.length || plain[end] === " ") return end;
  if (!open) return -1;
  const next = plain.indexOf(" ", end);
  return next === -1 ? plain.length : next;
}

/** Whether these words are, as a whole, the name of a concept. */
export function isName(words: string): boolean {
  for (const phrase of startingAt(words, 0, indexed())) if (endOf(phrase, words, 0) === words.length) return true;
  return false;
}

function namesIn({ text }: Plain): Heard[] {
  const phrases = indexed();
  const found: Heard[] = [];
  for (let at = 0; at < text.length; at++) {
    const isStart = at === 0 || text[at - 1] === " " || text.charCodeAt(at) >= EAST;
    if (!isStart) continue;
    for (const phrase of startingAt(text, at, phrases)) {
      const to = endOf(phrase, text, at);
      if (to === -1) continue;
      for (const concept of phrase.concepts) found.push({ concept, from: at, to });
      at = to - 1;
      break;
    }
  }
  return found;
}

/** How far a "not" reaches, in characters: to what it denies, and to what it takes back. */
const REACH = { denied: 32, takenBack: 14 } as const;

function denied(found: readonly Heard[]): Heard[] {
  const out: Heard[] = [];
  const done = new Set<Heard>();
  for (const [at, heard] of found.entries()) {
    if (done.has(heard)) continue;
    if (heard.concept !== "not" && heard.concept !== "no") {
      if (heard.concept !== "nothing") out.push(heard);
      continue;
    }
    if (heard.concept === "not") out.push(heard);
    if (heard.concept === "no") out.push({ ...heard, concept: "none" });
    for (const next of found.slice(at + 1)) {
      if (next.from - heard.to > REACH.denied || next.concept === "not") break;
      const opposite = oppositeOf(next.concept);
      if (opposite !== undefined) {
        for (const same of found.filter(({ from }) => from === next.from)) {
          done.add(same);
          out.push({
            concept: oppositeOf(same.concept) ?? same.concept,
            from: same.from,
            to: same.to,
            since: heard.from,
          });
        }
        break;
      }
      if (isTakenBack(next.concept) && next.from - heard.to <= REACH.takenBack) {
        done.add(next);
        break;
      }
    }
  }
  return out;
}

/** The concepts in a sentence, and the sentence as they were looked for in. */
export function hear(sentence: string): { readonly plain: Plain; readonly heard: readonly Heard[] } {
  const plain = plainOf(sentence, isName);
  return { plain, heard: denied(namesIn(plain)) };
}
