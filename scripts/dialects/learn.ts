/** Learns from the examples of all dialects how much each word and concept speaks for each cause: a naive Bayes model, the same at every run. */
import { buildView } from "../../src/doctor/build-view.ts";
import { featuresOf } from "../../src/doctor/likeness/features.ts";
import { type Model, packedWeights } from "../../src/doctor/likeness/model.ts";
import { read } from "../../src/doctor/read.ts";
import { type CauseCode, causeCodes } from "../../src/reasons/causes.ts";
import { inputOf } from "./example.ts";
import type { Written, WrittenMessage } from "./schema.ts";

/** What one message teaches: what it has, and how likely each cause is, together 1. */
export interface Lesson {
  readonly features: ReadonlySet<string>;
  readonly causes: ReadonlyMap<CauseCode, number>;
}

export function lessonOf(message: WrittenMessage): Lesson {
  const weighed = Object.entries(message.means).map(
    ([reason, meaning]) =>
      [reason as CauseCode, typeof meaning === "number" ? meaning : (meaning?.weight ?? 0)] as const,
  );
  const sum = weighed.reduce((all, [, weight]) => all + weight, 0);
  return {
    features: featuresOf(buildView(read(inputOf(message.example)))),
    causes: new Map(weighed.map(([reason, weight]) => [reason, weight / sum])),
  };
}

export const lessonsOf = (written: readonly Written[]): readonly Lesson[] =>
  written.flatMap(({ messages }) => messages.map(lessonOf));

/** What is supposed of a cause before anything is known: so many features, each as often as it occurs at all. A few lessons prove little. */
const DOUBT = 250;
/** What fewer lessons have belongs to one message, and not to a kind. */
const FEWEST = 3;
/** What speaks for a cause less than this is left out. */
const LEAST = 1;

export function learn(lessons: readonly Lesson[]): Model {
  const counts = countsOf(lessons);
  const byCause = new Map<CauseCode, number>();
  for (const ofFeature of counts.values())
    for (const [cause, count] of ofFeature) byCause.set(cause, (byCause.get(cause) ?? 0) + count);
  const causes = causeCodes.filter((cause) => byCause.has(cause));
  const all = sumOf(byCause.values());
  const lines = [...counts].map(([feature, ofFeature]) => {
    const share = sumOf(ofFeature.values()) / all;
    const weights = causes.map(
      (cause, at) => [at, Math.log(1 + (ofFeature.get(cause) ?? 0) / (DOUBT * share))] as const,
    );
    return [feature, ...packedWeights(weights.filter(([, weight]) => weight >= LEAST))] as const;
  });
  return {
    causes,
    priors: causes.map((cause) => rounded(Math.log(1 + sumOf(lessons.map((one) => one.causes.get(cause) ?? 0))))),
    absent: causes.map((cause) => rounded(Math.log(DOUBT / (DOUBT + (byCause.get(cause) ?? 0))))),
    features: lines.map(([feature]) => feature).join("\n"),
    places: lines.map(([, places]) => places).join("\n"),
    weights: lines.map(([, , weights]) => weights).join("\n"),
  };
}

/** How often each feature goes with each cause. */
function countsOf(lessons: readonly Lesson[]): ReadonlyMap<string, ReadonlyMap<CauseCode, number>> {
  const counts = new Map<string, Map<CauseCode, number>>();
  const lessonsWith = new Map<string, number>();
  for (const { features, causes } of lessons)
    for (const feature of features) {
      const ofFeature = counts.get(feature) ?? new Map<CauseCode, number>();
      counts.set(feature, ofFeature);
      lessonsWith.set(feature, (lessonsWith.get(feature) ?? 0) + 1);
      for (const [cause, share] of causes) ofFeature.set(cause, (ofFeature.get(cause) ?? 0) + share);
    }
  const several = [...counts].filter(([feature]) => (lessonsWith.get(feature) ?? 0) >= FEWEST);
  return new Map(several.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const sumOf = (values: Iterable<number>): number => [...values].reduce((sum, one) => sum + one, 0);
const rounded = (weight: number): number => Math.round(weight * 100) / 100;
