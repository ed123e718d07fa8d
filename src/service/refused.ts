/** Refuses on an occasion: the refusal and everything that the decision used. */
import type { Occasion } from "../protocol/occasion.ts";
import type { Refusal } from "../reasons/index.ts";

export function refusedOn<On extends Occasion>({ refused, evidence }: Refusal, on: On): Refusal & { readonly on: On } {
  return { refused, evidence, on };
}
