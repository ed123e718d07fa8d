/** Finds causes of the catalogue by words in their texts. */
import { type CauseCode, causeCodes, causeOf } from "../reasons/causes.ts";
import { namesOf } from "../reasons/names.ts";

export interface Found {
  readonly code: CauseCode;
  readonly title: string;
  readonly errors: readonly string[];
}

/** How much a word counts, by where it is found. */
const WEIGHTS = { code: 5, names: 4, title: 3, errors: 2, text: 1 } as const;

type Places = Readonly<Record<keyof typeof WEIGHTS, readonly string[]>>;

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

let indexed: ReadonlyMap<CauseCode, Places> | undefined;

/** Built with the first search. The catalogue doesn't change while a process runs. */
function index(): ReadonlyMap<CauseCode, Places> {
  indexed ??= new Map(
    causeCodes.map((code) => {
      const { title, cause, developer, errors } = causeOf(code);
      const places = {
        code: wordsOf(code),
        names: namesOf(code).flatMap(wordsOf),
        title: wordsOf(title),
        errors: errors.flatMap(wordsOf),
        text: wordsOf(`${cause} ${developer}`),
      };
      return [code, places] as const;
    }),
  );
  return indexed;
}

/** Half of what an equal word counts, if only the beginning is the same: `expire` finds `expired`, `misspeled` finds `misspelled`. */
function fits(word: string, words: readonly string[]): number {
  if (words.includes(word)) return 1;
  return words.some((one) => beginsAlike(word, one)) ? 0.5 : 0;
}

function beginsAlike(one: string, other: string): boolean {
  if (one.length >= 3 && other.startsWith(one)) return true;
  const most = Math.min(one.length, other.length);
  let same = 0;
  while (same < most && one[same] === other[same]) same++;
  return same >= 4 && same >= 0.6 * Math.max(one.length, other.length);
}

/** The causes that match most of the words, the best first. `query` may be of any length; 20 words of it count. */
export function searchReasons(query: string, limit: number): readonly Found[] {
  const words = [...new Set(wordsOf(query.slice(0, 1_000)))].slice(0, 20);
  const scored = [...index()].map(([code, places]) => {
    const scores = words.map((word) =>
      Math.max(...Object.entries(WEIGHTS).map(([place, weight]) => weight * fits(word, places[place as keyof Places]))),
    );
    const matched = scores.filter((score) => score > 0).length;
    return { code, score: matched * 10 + scores.reduce((sum, score) => sum + score, 0), matched };
  });
  return scored
    .filter(({ matched }) => matched > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ code }) => ({ code, title: causeOf(code).title, errors: causeOf(code).errors }));
}
