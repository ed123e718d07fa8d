/** What failures like this one were at the providers that are known. It speaks also where no message and no wording fits. */
import { causeOf } from "../../reasons/causes.ts";
import type { Finding } from "../finding.ts";
import type { View } from "../view.ts";
import { featuresOf, isFailure } from "./features.ts";
import { learned } from "./learned.js";
import { likelihoods, type Model } from "./model.ts";

export { learned };

/** How much a likeness is worth: the words of a message, without their order, prove nothing. */
const WORTH = 0.35;
const LEAST = 0.15;

export function findAlike(view: View, model: Model = learned): readonly Finding[] {
  const features = featuresOf(view);
  if (!isFailure(features)) return [];
  return [...likelihoods(model, features)]
    .filter(([, likelihood]) => likelihood >= LEAST)
    .map(([reason, likelihood]) => {
      const { developer, title, cites } = causeOf(reason);
      return {
        reason,
        confidence: likelihood * WORTH,
        evidence: [{ says: "messages in such words mean it at other servers" }],
        fix: developer || `${title}.`,
        spec: cites[0],
        rule: "likeness/words",
      };
    });
}
