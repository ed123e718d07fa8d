/** What a failure is compared by: the concepts and words of its messages, the names of its errors, and what was refused. */
import { refusedAt } from "../refused-at.ts";
import { subjectOf } from "../rules/subject.ts";
import type { ErrorSaid, View } from "../view.ts";
import { hear } from "../words/hear.ts";
import { sentencesOf } from "../words/sentences.ts";

/** Later ones are rarely about the same failure. */
const MOST = { errors: 6, sentences: 8, codes: 4, characters: 40, stem: 7 } as const;

/** Neither a word: a value, a comma, and what starts a list. */
const NOT_WORDS: ReadonlySet<string> = new Set(["", "·", ",", ":"]);

/** Each once, with a letter for its kind before it. */
export function featuresOf(view: View): ReadonlySet<string> {
  const features = new Set<string>();
  for (const said of saidIn(view).slice(0, MOST.errors)) addFeatures(features, view, said);
  const where = refusedAt(view);
  if (where !== undefined) features.add(`@${where}`);
  return features;
}

const saidIn = ({ errors, material }: View): readonly ErrorSaid[] =>
  errors.length > 0 ? errors : material.texts.map((words) => ({ words, codes: [], headers: {}, from: "text" }));

function addFeatures(features: Set<string>, view: View, said: ErrorSaid): void {
  const { codes, status } = said;
  const subject = subjectOf(view, said);
  features.add(`of ${subject}`);
  if (said.error !== undefined) {
    const error = shortened(said.error);
    features.add(`!${error}`).add(`!${error} of ${subject}`);
  }
  for (const code of codes.slice(0, MOST.codes)) features.add(`#${shortened(code)}`);
  if (status !== undefined) features.add(`=${status}`);
  for (const sentence of sentencesOf(said.words).slice(0, MOST.sentences)) {
    const { plain, heard } = hear(sentence);
    for (const { concept } of heard) features.add(`*${concept}`);
    for (const word of plain.text.split(" ")) if (!NOT_WORDS.has(word)) features.add(`-${word.slice(0, MOST.stem)}`);
  }
}

/** What a message must say, any of it, to be about a failure: prose has concepts too. */
const FAILURE =
  /^(?:[!=]|\*(?:absent|canceled|denied|early|exceeds|expired|fail|fault|insufficient|invalid|malformed|mismatch|missing|none?\b|not|oops|other|rateLimit|revoked|unauthorized|unknown|unsupported|used))/;

export const isFailure = (features: ReadonlySet<string>): boolean => [...features].some((one) => FAILURE.test(one));

/** On one line. */
const shortened = (name: string): string => name.toLowerCase().replaceAll(/\s+/g, " ").slice(0, MOST.characters);
