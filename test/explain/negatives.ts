/** Errors that have nothing to do with OAuth: nothing may be said about them. */
import { explain } from "../../src/doctor/explain.ts";
import type { Finding } from "../../src/doctor/finding.ts";

export interface Negative {
  readonly id: string;
  /** What it is from: `git`, `npm`, `typescript`, … */
  readonly kind: string;
  /** Pasted as it is, or the members of the documented JSON. */
  readonly input: string | Readonly<Record<string, unknown>>;
}

export interface Spoken {
  readonly one: Negative;
  readonly findings: readonly Finding[];
}

export function readNegatives(text: string): readonly Negative[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Negative);
}

/** What is said about it, whichever way it is pasted: as it is, or as `text` of the documented JSON. */
export function listen(one: Negative): Spoken {
  const { input } = one;
  const ways = typeof input === "string" ? [input, JSON.stringify({ text: input })] : [JSON.stringify(input)];
  const all = ways.map((way) => explain(way).findings);
  return { one, findings: all.toSorted((a, b) => (b[0]?.confidence ?? 0) - (a[0]?.confidence ?? 0))[0] ?? [] };
}

/** The account, as text. */
export function accountOfNegatives(spoken: readonly Spoken[]): string {
  const loud = spoken.filter(({ findings }) => findings.length > 0);
  const certain = loud.filter(({ findings }) => (findings[0]?.confidence ?? 0) >= 0.5);
  return [
    `  ${spoken.length} that have nothing to do with OAuth: ${loud.length} with a cause, ${certain.length} of them above "possible"`,
    ...loud.map(({ one, findings: [first] }) => {
      const { confidence = 0, reason, rule } = first ?? {};
      return `  ${one.id} ${one.kind}: ${confidence.toFixed(2)} ${reason} (${rule})`;
    }),
  ].join("\n");
}
