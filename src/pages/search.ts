/** Finds reasons by what somebody has in hand: a code, a standard error, a name from an article, some words. */
import { codes, reasonOf } from "../reasons/index.ts";
import type { Entry } from "./families.ts";

const LONGEST = 200;

/** The entries that match, the best first: the very code, then a name that it goes by, then words. */
export function search(query: string): Entry[] {
  const asked = query.slice(0, LONGEST).trim().toLowerCase();
  if (asked === "") return [];
  const ranked = codes
    .map((code) => ({ code, reason: reasonOf(code) }))
    .map((entry) => ({ entry, rank: rankOf(asked, entry) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank);
  // Where nothing has all the words, what has most of them.
  const whole = ranked.filter(({ rank }) => rank >= WHOLE);
  return (whole.length > 0 ? whole : ranked).map(({ entry }) => entry);
}

/** From here on, all that was asked for was found. */
const WHOLE = 100;

/** Words without which a sentence means the same. */
const EMPTY = new Set(["a", "an", "the", "is", "it", "of", "to", "and", "or", "in", "not", "no", "for", "my", "with"]);

/** A name such as invalid_grant is one word; what is searched has its parts as well. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .filter(Boolean);
const partsOf = (text: string): string[] => wordsOf(text).flatMap((word) => [word, ...word.split("_")]);

function rankOf(asked: string, { code, reason }: Entry): number {
  const names = [reason.error, ...(reason.aka ?? [])].map((name) => name.toLowerCase());
  if (asked === code) return 10_000;
  if (code.split("/").includes(asked.replaceAll("_", "-"))) return 5_000;
  if (names.includes(asked)) return (reason.aka ?? []).includes(asked) ? 2_000 : 1_000;
  const words = wordsOf(asked).filter((word) => !EMPTY.has(word));
  const fields = [
    [wordsOf(code), 8],
    [partsOf(reason.title), 6],
    [names.flatMap(partsOf), 4],
    [partsOf(reason.cause), 1],
  ] as const;
  // What stands in the code or the title counts most, a whole word more than its beginning.
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
