/** Combines what rules and signatures found: one finding per cause, the likeliest first. */
import type { Finding } from "./finding.ts";

/** So many, and whatever is behind a face: one of those left out would look ruled out. */
const MOST = 8;
const BEHIND = "candor/behind";

/** What a finding was read from: the provider's page about its message, the message in general, or the material itself. */
type Witness = "signature" | "message" | "likeness" | "material";

const MESSAGE: ReadonlySet<string> = new Set(["words", "standard", "named", "elsewhere"]);

function witnessOf({ rule, page }: Finding): Witness {
  if (page !== undefined) return "signature";
  if (rule.startsWith("likeness/")) return "likeness";
  return MESSAGE.has(rule.slice(0, rule.indexOf("/"))) ? "message" : "material";
}

const ROOM: Readonly<Record<Witness, number>> = { signature: 0, message: 0.5, likeness: 2, material: 0 };

const best = (findings: readonly Finding[]): number => Math.max(0, ...findings.map(({ confidence }) => confidence));

/** Independent findings of the same cause strengthen each other. The likeliest comes first. */
export function rank(findings: readonly Finding[]): readonly Finding[] {
  // Knowing what this provider means by its message leaves less room for what such a message usually means.
  const known = best(findings.filter((one) => witnessOf(one) === "signature"));
  const weighed = findings.map((one) => ({
    ...one,
    confidence: one.confidence * Math.max(0, 1 - ROOM[witnessOf(one)] * known),
  }));
  const byReason = new Map<string, Finding[]>();
  for (const finding of weighed) byReason.set(finding.reason, [...(byReason.get(finding.reason) ?? []), finding]);
  return [...byReason.values()]
    .map(merge)
    .sort((a, b) => b.confidence - a.confidence)
    .filter(({ rule }, at) => at < MOST || rule === BEHIND);
}

function merge(same: readonly Finding[]): Finding {
  const sorted = [...same].sort((a, b) => b.confidence - a.confidence);
  const [first] = sorted as [Finding, ...Finding[]];
  const named = sorted.find(({ page }) => page !== undefined);
  // A signature and the words of a message are two readings of one thing. The material is another.
  const material = best(sorted.filter((one) => witnessOf(one) === "material"));
  const message = best(sorted.filter((one) => ["signature", "message"].includes(witnessOf(one))));
  const likeness = best(sorted.filter((one) => witnessOf(one) === "likeness"));
  const seen = new Set<string>();
  const evidence = sorted
    .flatMap((one) => one.evidence)
    .filter(({ says, source }) => {
      const key = `${says} ${source}`;
      return seen.has(key) ? false : seen.add(key) !== undefined;
    });
  return {
    ...first,
    confidence: Math.min(0.99, 1 - (1 - material) * (1 - message) * (1 - likeness)),
    evidence: evidence.slice(0, 4),
    // A rule that proves it names the values. A provider's page says where to enter them.
    fix: first.confidence >= 0.9 || named === undefined ? first.fix : named.fix,
    page: first.page ?? named?.page,
    tell: first.tell ?? sorted.find(({ tell }) => tell !== undefined)?.tell,
  };
}
