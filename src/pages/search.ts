/**
 * Finds reasons by what the user has: a code, a standard error, a name from an article or from another vendor, a status,
 * the description in a response, its error_uri, the URL that the browser was sent back to, some words.
 */
import { type Cause, causeCodes, causeOf } from "../reasons/causes.ts";
import { isCode, reasonOf, statusOf } from "../reasons/index.ts";
import { type NameElsewhere, nameElsewhere, namesOf } from "../reasons/names.ts";
import { sampleOf } from "../reasons/samples/index.ts";
import { standardError } from "../standard/index.ts";

/** Longer text is cut. A URL with everything that a response contains fits. */
export const LONGEST = 2_000;

/** A reference of a refusal, as the service creates them. */
const REFERENCE = /^[0-9a-hjkmnp-tv-z]{12}$/;

/** What was pasted, taken apart. */
interface Pasted {
  /** What to search for. */
  readonly text: string;
  /** The reference of a refusal, if there was one. */
  readonly reference: string | undefined;
}

/** Finds the reference and the words in a pasted reference, URL or response. Other text stays as it is. */
export function pasted(query: string): Pasted {
  const text = query.slice(0, LONGEST).trim();
  if (REFERENCE.test(text) && /\d/.test(text)) return { text: "", reference: text };
  const uri = /(?:https?:\/\/[^\s"'<>]*)?\/errors\/([a-z0-9-]+\/[a-z0-9_-]+)(?:\?[^\s"'<>]*)?/.exec(text);
  if (uri !== null) return { text: uri[1]?.replace(/^standard\//, "") ?? "", reference: referenceIn(uri[0]) };
  const parameters = parametersIn(text);
  const errorUri = parameters?.get("error_uri") ?? "";
  if (errorUri.includes("/errors/")) return pasted(errorUri);
  const said = parameters?.get("error_description") || parameters?.get("error");
  return { text: said || text, reference: referenceIn(text) };
}

const referenceIn = (text: string): string | undefined =>
  /(?:\bref(?:=|%3D|\s)|\/refusals\/)([0-9a-hjkmnp-tv-z]{12})\b/.exec(text)?.[1];

/** The parameters of a response: from a URL, its query or its fragment, or from the JSON of a token endpoint. */
function parametersIn(text: string): Map<string, string> | undefined {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of text.matchAll(/"(error\w*)"\s*:\s*"((?:[^"\\]|\\.)*)"/g))
    found.set(name, value);
  const query = /(?:^|[?#&])(error(?:_\w+)?=\S*)/.exec(text)?.[1] ?? text.match(/[?#](\S*\berror=\S*)/)?.[1];
  for (const [name, value] of new URLSearchParams(query?.replaceAll(/[?#]/g, "&") ?? "")) {
    if (name.startsWith("error")) found.set(name, value);
  }
  return found.size === 0 ? undefined : found;
}

/** The causes that match, best first: the code itself, then a name for it, then words. */
export function search(query: string): Cause[] {
  const asked = pasted(query).text.toLowerCase();
  if (asked === "") return [];
  const called = causesCalled(asked);
  const words = [...new Set(wordsOf(withoutValues(asked)))].filter((word) => !EMPTY.has(word));
  const rank = words.length >= SENTENCE ? rankOfSentence(words) : (entry: Cause) => rankOf(asked, words, entry);
  const ranked = causeCodes
    .map(causeOf)
    .map((entry) => ({ entry, rank: called.includes(entry.code) ? VERY - called.indexOf(entry.code) : rank(entry) }))
    .filter((one) => one.rank > 0)
    .sort((one, other) => other.rank - one.rank);
  if (words.length >= SENTENCE) return ranked.slice(0, MOST).map(({ entry }) => entry);
  // If nothing has all the words, what has most of them.
  const whole = ranked.filter((one) => one.rank >= WHOLE);
  return (whole.length > 0 ? whole : ranked).map(({ entry }) => entry);
}

/** The causes that have this name elsewhere. A vendor's name may come before a sentence, and says more than the sentence. A standard error says less. */
function causesCalled(asked: string): NameElsewhere["causes"] {
  const first = /^[a-z0-9_]+/.exec(asked)?.[0] ?? "";
  const name = nameElsewhere(asked) ?? (standardError(first) === undefined ? nameElsewhere(first) : undefined);
  return name?.causes ?? [];
}

/** The code itself, or causes with exactly this name elsewhere, most likely first. */
const VERY = 10_000;

/** From here on, everything that was searched for was found. */
const WHOLE = 100;

/** From this many words on, it is a sentence, and the reason that shares most of them is meant. */
const SENTENCE = 4;
const MOST = 8;

/** Words without which a sentence means the same. */
const EMPTY = new Set(["a", "an", "the", "is", "it", "of", "to", "and", "or", "in", "not", "no", "for", "my", "with"]);

/** Values are in quotes: they come from the request, not from the reason. */
const withoutValues = (text: string): string => {
  const bare = text.replaceAll(/(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])/gu, " ");
  return wordsOf(bare).length === 0 ? text : bare;
};

/** A name such as invalid_grant is one word. The texts to search have its parts as well. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter(Boolean);
const partsOf = (text: string): string[] => wordsOf(text).flatMap((word) => [word, ...word.split("_")]);

function rankOf(asked: string, words: readonly string[], { code, title, cause, developer, errors }: Cause): number {
  if (asked === code) return VERY;
  if (code.split("/").includes(asked.replaceAll("_", "-"))) return 5_000;
  if (errors.includes(asked)) return 1_000;
  if (isCode(code) && /^[45]\d\d$/.test(asked)) return statusOf(reasonOf(code)) === Number(asked) ? WHOLE : 0;
  const fields = [
    [wordsOf(code), 8],
    [partsOf(title), 6],
    [[...errors, ...namesOf(code)].flatMap(partsOf), 4],
    [partsOf(cause), 1],
    [partsOf(developer), 0.5],
  ] as const;
  // The code and the title count most, and a whole word counts more than its beginning.
  const found = words.map((word) =>
    Math.max(
      0,
      ...fields.map(([texts, weight]) => {
        if (texts.includes(word)) return weight * 2;
        return word.length > 2 && texts.some((text) => text.startsWith(word)) ? weight : 0;
      }),
    ),
  );
  const missing = found.filter((one) => one === 0).length;
  const sum = found.reduce((all, one) => all + one, 0);
  if (missing === 0 && words.length > 0) return WHOLE + sum;
  return missing * 2 > words.length ? 0 : sum;
}

interface Indexed {
  /** What the reason says about its sample, without values. A pasted description has the same words. */
  readonly says: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

let index: ReadonlyMap<string, Indexed> | undefined;

const indexed = (): ReadonlyMap<string, Indexed> => {
  index ??= new Map(
    causeCodes.map((code) => {
      const said = isCode(code) ? reasonOf(code).says(sampleOf(code).evidence as never) : "";
      const says = wordsOf(withoutValues(said));
      const { title, cause, developer } = causeOf(code);
      const all = [...says, ...wordsOf(code), ...[title, cause, developer].flatMap(partsOf)];
      return [code, { says: new Set(says), all: new Set(all) }];
    }),
  );
  return index;
};

/** Finds a sentence by the words that it shares with a reason. Rare words count more than common ones. */
function rankOfSentence(words: readonly string[]): (entry: Cause) => number {
  const entries = [...indexed().values()];
  const rarity = new Map(
    words.map((word) => [
      word,
      Math.log((entries.length + 1) / (entries.filter(({ all }) => all.has(word)).length + 1)),
    ]),
  );
  const weigh = (of: ReadonlySet<string>): number =>
    words.reduce((sum, word) => sum + (of.has(word) ? (rarity.get(word) ?? 0) : 0), 0);
  // A word that no reason has is a value or a matter of style: it does not count.
  const known = words.reduce(
    (sum, word) => sum + (entries.some(({ all }) => all.has(word)) ? (rarity.get(word) ?? 0) : 0),
    0,
  );
  return ({ code }) => {
    const { says, all } = indexed().get(code) as Indexed;
    const [told, shared] = [weigh(says), weigh(all)];
    return shared * 3 < known ? 0 : told * 2 + shared;
  };
}
