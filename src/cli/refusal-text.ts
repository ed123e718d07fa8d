/** An explained refusal as a server sends it (`refusal.schema.json`), for a terminal: what, the evidence, and the fixes. */
import type { RefusalDocument } from "../render/schema.ts";

const WHAT_FOLLOWS: Readonly<Record<string, (outcome: RefusalDocument["fixes"][number]["outcome"]) => string>> = {
  granted: () => " (proved: it is granted then)",
  next: (outcome) => ("code" in outcome ? ` (and then: ${outcome.code})` : ""),
};

/** Lines, not yet safe for a terminal. */
export function explainedLines({
  code,
  title,
  description,
  evidence,
  fixes,
  remedies,
  ref,
  error_uri,
}: RefusalDocument): readonly string[] {
  const advice = fixes.map(({ says, outcome }) => `  fix: ${says}${WHAT_FOLLOWS[outcome.is]?.(outcome) ?? ""}`);
  return [
    `refused[${code}]: ${title}`,
    `  ${description}`,
    ...Object.entries(evidence).map(([name, value]) => `  ${name}: ${Array.isArray(value) ? value.join(" ") : value}`),
    ...(advice.length > 0 ? advice : [`  fix: ${remedies.developer}`]),
    `  ref ${ref}`,
    `  see ${error_uri}`,
  ];
}
