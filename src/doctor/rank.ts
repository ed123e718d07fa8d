/** Brings together what rules and signatures found: one finding for each cause, the likeliest first. */
import type { Finding } from "./finding.ts";

const MOST = 8;

/** Findings of the same cause strengthen each other; what a provider's page says of the fix goes before what can be said of any provider. */
export function rank(findings: readonly Finding[]): readonly Finding[] {
  const byReason = new Map<string, Finding[]>();
  for (const finding of findings) byReason.set(finding.reason, [...(byReason.get(finding.reason) ?? []), finding]);
  return [...byReason.values()]
    .map(merge)
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MOST);
}

function merge(same: readonly Finding[]): Finding {
  const sorted = [...same].sort((a, b) => b.confidence - a.confidence);
  const [best] = sorted as [Finding, ...Finding[]];
  const named = sorted.find(({ page }) => page !== undefined);
  // Independent sources, each of which could be wrong; the same source twice says no more than once.
  const sources = new Map(sorted.map((one) => [one.rule.split("/")[0], one.confidence] as const).reverse());
  const doubt = [...sources.values()].reduce((rest, confidence) => rest * (1 - confidence), 1);
  const seen = new Set<string>();
  const evidence = sorted
    .flatMap((one) => one.evidence)
    .filter(({ says, source }) => {
      const key = `${says} ${source}`;
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
  // A rule that proves it says with which values; a provider's page where to put them.
  const fix = best.confidence >= 0.9 || named === undefined ? best.fix : named.fix;
  return {
    ...best,
    confidence: Math.min(0.99, 1 - doubt),
    evidence: evidence.slice(0, 4),
    fix,
    page: best.page ?? named?.page,
    tell: best.tell ?? sorted.find(({ tell }) => tell !== undefined)?.tell,
  };
}
