/**
 * A decision is an ordered table of checks. The first that fails names its reason; the trace of a
 * decision is the same table run again. No I/O, no clock, no HTTP type.
 */
import type { Refusal } from "../reasons/index.ts";
import type { Section } from "../specs.ts";

/** One check: what it asks, by which section, and the refusal if the result is no. Later checks may rely on earlier ones. */
export interface Check<Given> {
  readonly asks: string;
  readonly cites: Section;
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

/**
 * A part of a decision: checks over the facts that are loaded for them. A decision loads what it needs as it goes; `given` returns
 * `undefined` for facts that it did not load.
 */
export interface Stage {
  readonly checks: readonly Pick<Check<never>, "asks" | "cites">[];
  /** Runs one of the checks over the facts. */
  readonly facts: () => ((check: number) => Refusal | undefined) | undefined;
}

/** Binds checks to the facts that they are given. */
export function stage<Given>(checks: readonly Check<Given>[], given: () => Given | undefined): Stage {
  return {
    checks,
    facts() {
      const facts = given();
      return facts === undefined ? undefined : (check) => (checks[check] as Check<Given>).run(facts);
    },
  };
}
