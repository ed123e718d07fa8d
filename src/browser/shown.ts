/** A cause as the page shows it, whether it was found or came with a link. */
import { type Likelihood, likelihoodOf } from "../doctor/likelihood.ts";
import type { Report, ReportedFinding } from "../doctor/report.ts";
import { causeOf, isCause } from "../reasons/causes.ts";

export interface Shown extends Pick<ReportedFinding, "reason" | "title" | "fix" | "evidence" | "tell" | "page"> {
  /** Undefined for a code that was asked for by name. */
  readonly likelihood?: Likelihood | undefined;
  readonly spec?: string;
  readonly spec_url?: string;
  readonly rule?: string;
}

/** Below these, an alternative isn't worth a line: where the first is uncertain, and where the input proves it. */
const LEAST = { uncertain: 0.15, certain: 0.5 } as const;

export function shownIn({ findings }: Report): readonly Shown[] {
  const [first] = findings;
  const isCertain = first !== undefined && likelihoodOf(first, 0) === "certain";
  const least = isCertain ? LEAST.certain : LEAST.uncertain;
  return findings
    .filter(({ confidence }, at) => at === 0 || confidence >= least)
    .slice(0, 4)
    .map((finding, at) => ({
      ...finding,
      fix: fixOf(finding),
      evidence: withoutRepeats(finding.evidence),
      likelihood: finding.rule === "catalogue" ? undefined : likelihoodOf(finding, at),
    }));
}

/** The page links to the refusal itself. */
const fixOf = ({ rule, reason, fix }: ReportedFinding): string =>
  rule === "candor/error-uri" && isCause(reason) ? causeOf(reason).developer : fix;

/** Several readings of one text show it once. */
function withoutRepeats(evidence: Shown["evidence"]): Shown["evidence"] {
  const seen: string[] = [];
  return evidence.filter(({ source = "" }) => {
    const text = source.replaceAll(/\s+/g, " ").trim();
    const isNew = text === "" || !seen.some((one) => one.includes(text) || text.includes(one));
    if (text !== "") seen.push(text);
    return isNew;
  });
}
