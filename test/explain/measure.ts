/** Holds the doctor against settled cases: right at first, right among the first three, by kind, and how far its confidence can be trusted. */
import { dialects } from "../../src/doctor/dialects/index.ts";
import { type Diagnosis, explain } from "../../src/doctor/explain.ts";
import type { Context } from "../../src/doctor/material.ts";

export interface Case {
  readonly id: string;
  readonly provider: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly context?: Context;
  readonly expected: { readonly cause: string; readonly also_acceptable: readonly string[]; readonly fix: string };
}

type Seen = Pick<Diagnosis["findings"][number], "reason" | "confidence" | "rule">;

export interface Judged {
  readonly one: Case;
  /** Place of the first acceptable finding, from 0; -1 where there is none. */
  readonly place: number;
  readonly findings: readonly Seen[];
  readonly providers: readonly string[];
  readonly isOAuth: boolean;
}

export function readCases(text: string): readonly Case[] {
  return linesOf(text).map((line) => JSON.parse(line) as Case);
}

const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line.trim() !== "");

export function judge(one: Case): Judged {
  const { findings, providers, isOAuth } = explain(
    JSON.stringify({ ...one.input, ...(one.context && { context: one.context }) }),
  );
  const accepted = acceptedBy(one);
  return { one, place: findings.findIndex(({ reason }) => accepted.includes(reason)), findings, providers, isOAuth };
}

const acceptedBy = ({ expected }: Case): readonly string[] => [expected.cause, ...expected.also_acceptable];

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

const DIALECTS: ReadonlySet<string> = new Set(dialects.map(({ provider }) => provider));

/** What the first finding was decided by: a provider's message, the words, the standard error, or the material. */
function decidedBy({ findings }: Judged): string {
  const kind = findings[0]?.rule.split("/")[0] ?? "nothing found";
  return DIALECTS.has(kind) ? "a provider's message" : kind;
}

/** What is given: a form of the input that a kind of reader handles. */
const givenIn = ({ one: { input, context } }: Judged): string =>
  [...Object.keys(input), ...(context === undefined ? [] : ["context"])].sort().join(" + ");

const BINS = 10;

/** Of the findings at a confidence, how many are right: the first ones, and all that are printed. */
export function calibration(judged: readonly Judged[]): string[] {
  const printed = judged.flatMap(({ one, findings }) =>
    findings.slice(0, 4).map(({ reason, confidence }, at) => ({
      bin: Math.min(BINS - 1, Math.floor(confidence * BINS)),
      isFirst: at === 0,
      isRight: acceptedBy(one).includes(reason),
    })),
  );
  return Array.from({ length: BINS }, (_, bin) => {
    const here = printed.filter((one) => one.bin === bin);
    const firsts = here.filter(({ isFirst }) => isFirst);
    return `  ${(bin / BINS).toFixed(1)} to ${((bin + 1) / BINS).toFixed(1)}   first ${rate(firsts)}   all ${rate(here)}`;
  });
}

function rate(findings: readonly { readonly isRight: boolean }[]): string {
  const right = findings.filter(({ isRight }) => isRight).length;
  const percent = findings.length === 0 ? "" : `${Math.round((100 * right) / findings.length)} %`;
  return `${`${right} of ${findings.length}`.padStart(10)} ${percent.padStart(5)}`;
}

/** The whole account, as text. */
export function account(judged: readonly Judged[]): string {
  const misses = judged.filter(({ place }) => place !== 0);
  const silenced = judged.filter(({ isOAuth }) => !isOAuth);
  return [
    row("all", share(judged)),
    "",
    "By family of the cause:",
    ...by(judged, ({ one }) => one.expected.cause.split("/")[0] ?? ""),
    "",
    "By provider:",
    ...by(judged, ({ one }) => one.provider),
    "",
    "By what the first finding was decided by:",
    ...by(judged, decidedBy),
    "",
    "By whether a provider was recognized:",
    ...by(judged, ({ providers }) => (providers.length > 0 ? "recognized" : "not recognized")),
    "",
    "By what was given:",
    ...by(judged, givenIn),
    "",
    "Of the findings at a confidence, how many are right:",
    ...calibration(judged),
    "",
    `Held for something other than OAuth: ${silenced.map(({ one }) => one.id).join(", ") || "none"}`,
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
