/** Holds the doctor against settled cases: right at first, right among the first three, by family and provider, and every miss. */
import { explain } from "../../src/doctor/explain.ts";
import type { Context } from "../../src/doctor/material.ts";

export interface Case {
  readonly id: string;
  readonly provider: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly context?: Context;
  readonly expected: { readonly cause: string; readonly also_acceptable: readonly string[]; readonly fix: string };
}

export interface Judged {
  readonly one: Case;
  /** Place of the first acceptable finding, from 0; -1 where there is none. */
  readonly place: number;
  readonly findings: readonly { readonly reason: string; readonly confidence: number; readonly rule: string }[];
}

export function readCases(text: string): readonly Case[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as Case);
}

export function judge(one: Case): Judged {
  const { findings } = explain(JSON.stringify({ ...one.input, ...(one.context && { context: one.context }) }));
  const accepted = [one.expected.cause, ...one.expected.also_acceptable];
  return { one, place: findings.findIndex(({ reason }) => accepted.includes(reason)), findings };
}

const share = (judged: readonly Judged[]) => ({
  cases: judged.length,
  first: judged.filter(({ place }) => place === 0).length,
  three: judged.filter(({ place }) => place >= 0 && place < 3).length,
});

const row = (name: string, { cases, first, three }: ReturnType<typeof share>): string =>
  `  ${name.padEnd(24)}${String(first).padStart(4)} of ${String(cases).padStart(3)} at first, ${String(three).padStart(3)} among three`;

function by(judged: readonly Judged[], of: (one: Judged) => string): string[] {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) groups.set(of(one), [...(groups.get(of(one)) ?? []), one]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, group]) => row(name, share(group)));
}

/** The whole account, as text. */
export function account(judged: readonly Judged[]): string {
  const misses = judged.filter(({ place }) => place !== 0);
  return [
    row("all", share(judged)),
    "",
    "By family of the cause:",
    ...by(judged, ({ one }) => one.expected.cause.split("/")[0] ?? ""),
    "",
    "By provider:",
    ...by(judged, ({ one }) => one.provider),
    "",
    "Decided by (rule or dialect of the first finding, where it is right):",
    ...by(
      judged.filter(({ place }) => place === 0),
      ({ findings }) => findings[0]?.rule.split("/")[0] ?? "",
    ),
    "",
    `Not right at first: ${misses.length}`,
    ...misses.flatMap(({ one, place, findings }) => [
      `  ${one.id} ${one.provider}: ${one.expected.cause}${place < 0 ? ", not found" : `, at place ${place + 1}`}`,
      ...findings
        .slice(0, 3)
        .map(({ reason, confidence, rule }) => `      ${confidence.toFixed(2)} ${reason} (${rule})`),
    ]),
  ].join("\n");
}
