/**
 * A decision is an ordered table of checks. The first that fails names its reason; the trace of a
 * decision is the same table run again. No I/O, no clock, no HTTP type.
 */
import type { Refusal } from "../reasons/index.ts";

/** One check: what it asks, and the refusal if the answer is no. Later checks may rely on earlier ones. */
export interface Check<Given> {
  readonly asks: string;
  readonly run: (given: Given) => Refusal | undefined;
}

/** Runs checks in order and returns the first refusal, or `undefined` where all pass. */
export function firstRefusal<Given>(checks: readonly Check<Given>[], given: Given): Refusal | undefined {
  for (const check of checks) {
    const refusal = check.run(given);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}
