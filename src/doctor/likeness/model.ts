/** A naive Bayes model: how much each feature of a failure speaks for each cause. scripts/dialects/learn.ts makes it. */
import type { CauseCode } from "../../reasons/causes.ts";

/** As it is stored. */
export interface Model {
  readonly causes: readonly CauseCode[];
  /** For each cause, how often it occurs, as a logarithm. */
  readonly priors: readonly number[];
  /** For each cause, how much a feature speaks against it that it isn't known to go with. */
  readonly absent: readonly number[];
  /** All known features, on a line each. */
  readonly features: string;
  /** For each feature a line: a character for each cause that it speaks for, which says how many places after the one before it is. */
  readonly places: string;
  /** The same lines, with how much it speaks for each of them, in steps. */
  readonly weights: string;
}

/** The character of zero. Those after it need no escape in JSON up to 54. */
const ZERO = 37;
const STEP = 0.3;

/** The two lines of a feature: places and weights. */
export function packedWeights(
  weights: readonly (readonly [cause: number, weight: number])[],
): readonly [places: string, weights: string] {
  const places = weights.map(([cause], at) => cause - (weights[at - 1]?.[0] ?? 0));
  return [textOf(places), textOf(weights.map(([, weight]) => Math.round(weight / STEP)))];
}

const textOf = (numbers: readonly number[]): string => String.fromCharCode(...numbers.map((one) => ZERO + one));

type Line = readonly [places: string, weights: string];
const linesOfModel = new WeakMap<Model, ReadonlyMap<string, Line>>();

function linesOf(model: Model): ReadonlyMap<string, Line> {
  const known = linesOfModel.get(model);
  if (known !== undefined) return known;
  const [places, weights] = [model.places.split("\n"), model.weights.split("\n")];
  const lines = new Map(
    model.features.split("\n").map((feature, at): [string, Line] => [feature, [places[at] ?? "", weights[at] ?? ""]]),
  );
  linesOfModel.set(model, lines);
  return lines;
}

/** Features depend on each other. Together they say less than their sum. */
const DEPENDENCE = 0.55;

/** How likely each cause is of a failure with these features, together 1. Nothing if none of them is known. */
export function likelihoods(model: Model, features: Iterable<string>): ReadonlyMap<CauseCode, number> {
  const lines = linesOf(model);
  const sums = model.causes.map(() => 0);
  let known = 0;
  for (const feature of features) {
    const line = lines.get(feature);
    if (line === undefined) continue;
    known++;
    const [places, weights] = line;
    let cause = 0;
    for (let at = 0; at < places.length; at++) {
      cause += places.charCodeAt(at) - ZERO;
      sums[cause] = (sums[cause] ?? 0) + STEP * (weights.charCodeAt(at) - ZERO);
    }
  }
  if (known === 0) return new Map();
  const scores = sums.map((sum, at) => (model.priors[at] ?? 0) + DEPENDENCE * (sum + known * (model.absent[at] ?? 0)));
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const whole = powers.reduce((sum, power) => sum + power, 0);
  return new Map(model.causes.map((cause, at) => [cause, (powers[at] ?? 0) / whole]));
}
