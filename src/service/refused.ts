/** Refuses on an occasion: the refusal and everything that the decision used. */
import type { Occasion, Refused } from "../protocol/occasion.ts";
import type { Refusal } from "../reasons/index.ts";

export function refusedOn({ refused, evidence }: Refusal, on: Occasion): Refused {
  return { refused, evidence, on };
}
