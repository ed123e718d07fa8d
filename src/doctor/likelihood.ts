/** How sure a finding is, in words: to a reader, a percentage of a rule's own making means nothing. */

/** `certain`: the input proves it. `likely`: no other cause fits as well. `possible`: one of several. */
export type Likelihood = "certain" | "likely" | "possible";

const [CERTAIN, LIKELY] = [0.9, 0.5];

/** Of the finding at this place. Only the first can be certain, since the others are its alternatives. */
export function likelihoodOf({ confidence }: { readonly confidence: number }, at: number): Likelihood {
  if (confidence >= CERTAIN && at === 0) return "certain";
  return confidence >= LIKELY ? "likely" : "possible";
}

/** The same as output says it. Readers act alike on what is certain and on what is likely. */
export type InWords = "most likely" | "possible";

/** Of the finding at this place. Only one cause is the most likely. */
export function inWords(finding: { readonly confidence: number }, at: number): InWords {
  return at > 0 || likelihoodOf(finding, at) === "possible" ? "possible" : "most likely";
}
