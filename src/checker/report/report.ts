/** What a check came to. */
import type { Level } from "../../requirements/define.ts";
import type { ServerName } from "../../requirements/fixes/define.ts";
import type { Checked } from "../check.ts";
import type { Verdict } from "../finding.ts";

/** What a check came to. */
export interface Report {
  /** As it was given. */
  readonly issuer: string;
  /** What it is, if that is known: fixes name its settings. */
  readonly server?: ServerName | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Each requirement, and what was found. */
  readonly checked: readonly Checked[];
  /** Why most of it says nothing. */
  readonly warning?: string | undefined;
}

const LEVELS: readonly Level[] = ["MUST", "SHOULD", "MAY"];

/** How many requirements of each level came to what. */
export function countsOf({ checked }: Pick<Report, "checked">): Readonly<Record<Verdict, number>> {
  const counts: Record<Verdict, number> = { held: 0, broken: 0, "not applicable": 0, unclear: 0 };
  for (const { is } of checked) counts[is] += 1;
  return counts;
}

const these =
  (verdict: Verdict) =>
  ({ checked }: Pick<Report, "checked">, least: Level): readonly Checked[] =>
    checked.filter(
      ({ is, requirement }) => is === verdict && LEVELS.indexOf(requirement.level) <= LEVELS.indexOf(least),
    );

/** What is broken at this level or above. */
export const failuresOf = these("broken");

/** What is unclear at this level or above. It fails a strict check. */
export const unclearIn = these("unclear");

/** In the order in which they are listed. */
export const VERDICTS: readonly Verdict[] = ["broken", "unclear", "held", "not applicable"];

/** The broken ones first, the strongest level before others; then the unclear ones. */
export function inOrder(checked: readonly Checked[]): readonly Checked[] {
  return checked.toSorted(
    (one, other) =>
      VERDICTS.indexOf(one.is) - VERDICTS.indexOf(other.is) ||
      LEVELS.indexOf(one.requirement.level) - LEVELS.indexOf(other.requirement.level),
  );
}
