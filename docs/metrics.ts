/** The reference of metrics: every family, its kind and its labels. */
import { DECLARED } from "../src/adapters/metrics/families.ts";
import { nameOf } from "../src/adapters/metrics/family.ts";

const ACROSS = { sum: "added up", max: "the highest", min: "the lowest", each: "apart, by `worker`" } as const;

/** The Markdown, below its note. */
export function metrics(): string {
  const rows = DECLARED.map((one) => {
    const labels = (one.labels ?? []).map((label) => `\`${label}\``).join(", ");
    return `| \`${nameOf(one)}\` | ${one.kind} | ${labels} | ${one.help} | ${ACROSS[one.across ?? "sum"]} |`;
  });
  return `
# Metrics

What \`/metrics\` shows where [\`metrics\`](configuration.md#metrics) is set. How to use them: [observe a server](../guides/observe.md). A metric is there once there is something to say.
A histogram has \`_bucket\`, \`_sum\` and \`_count\`. No label has a secret, a user, an IP address, or anything else that a requester chose. The last column says what becomes of the values of several workers.

| name | kind | labels | what it says | workers |
|---|---|---|---|---|
${rows.join("\n")}
`;
}
