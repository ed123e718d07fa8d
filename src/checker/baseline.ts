/** A baseline: failures that are expected, each with a reason. What isn't expected fails, and so does what is expected and no longer there. */
import { z } from "zod";
import { REQUIREMENTS } from "../requirements/index.ts";
import type { Checked } from "./check.ts";

export const Baseline = z.strictObject({
  expected: z.record(z.string(), z.string().min(1)).describe("why a failure is expected, by the id of the requirement"),
});

export type Baseline = z.infer<typeof Baseline>;

export interface Compared {
  /** Failures that nobody expects. */
  readonly failures: readonly Checked[];
  /** Failures that are expected. */
  readonly expected: readonly Checked[];
  /** Ids in the baseline of what doesn't fail any more, or doesn't exist. */
  readonly stale: readonly string[];
}

/** `failures`: what counts. `checked`: everything that was looked at; what wasn't looked at is not stale, nor is what is unclear if that counts. */
export function againstBaseline(
  failures: readonly Checked[],
  checked: readonly Checked[],
  { expected }: Baseline,
  isStrict = false,
): Compared {
  const fails = ({ is }: Checked): boolean => is === "broken" || (isStrict && is === "unclear");
  const failing = new Set(checked.filter(fails).map(({ id }) => id));
  const lookedAt = new Set(checked.map(({ id }) => id));
  return {
    failures: failures.filter(({ id }) => !Object.hasOwn(expected, id)),
    expected: failures.filter(({ id }) => Object.hasOwn(expected, id)),
    stale: Object.keys(expected).filter(
      (id) => !failing.has(id) && (lookedAt.has(id) || !Object.hasOwn(REQUIREMENTS, id)),
    ),
  };
}
