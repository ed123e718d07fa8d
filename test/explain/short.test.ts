/** Whatever is explained, the result fits on a screen, at any width, and quotes no broken word and nothing twice. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { inputOf } from "../../scripts/dialects/example.ts";
import { writtenDialects } from "../../scripts/dialects/written.ts";
import { type Diagnosis, explain } from "../../src/doctor/explain.ts";
import { toReport } from "../../src/doctor/report.ts";
import { diagnosisToTerminal } from "../../src/doctor/terminal.ts";
import { causeCodes } from "../../src/reasons/causes.ts";
import { columns } from "../../src/render/characters.ts";
import { standardErrors } from "../../src/standard/index.ts";
import { someOf } from "../breadth.ts";
import { readCases } from "./measure.ts";
import { SEEDS } from "./seeds.ts";

const WIDTHS = [40, 80, 100, 200];
const LINES = 24;

const cases = readCases(readFileSync(new URL("open.jsonl", import.meta.url), "utf8")).map(({ input, context }) =>
  JSON.stringify({ ...input, ...(context && { context }) }),
);
const names = [...causeCodes, ...standardErrors.map(({ error }) => error)];

// biome-ignore lint/suspicious/noControlCharactersInRegex: the colors of a terminal
const colored = /\u001b\[[\d;]*m/g;

/** What is wrong with a printed diagnosis. */
function* faultsOf(diagnosis: Diagnosis, width: number): Generator<string> {
  const text = diagnosisToTerminal(diagnosis, { colour: false, width });
  const lines = text.split("\n");
  if (lines.length > LINES) yield `has ${lines.length} lines`;
  for (const line of lines) {
    const longest = Math.max(...line.trim().split(" ").map(columns));
    // A word that is longer than a line, such as a URL, stays whole and has the line.
    if (columns(line) > width && longest < width - 12) yield `is too wide: ${line}`;
  }
  const quotes = lines.filter((line) => /^ {3}\| (?! *\^+$)/.test(line)).map((line) => line.slice(5));
  if (new Set(quotes).size < quotes.length) yield `quotes twice: ${quotes.join(" / ")}`;
  if (lines.some((line) => /\d ?%(?![0-9a-f]{2})/i.test(line) && /sure|likely|possible/.test(line)))
    yield "has a percentage";
  const painted = diagnosisToTerminal(diagnosis, { colour: true, width });
  if (painted.replaceAll(colored, "") !== text) yield "differs in color";
}

/** The words at the ends of a quote that are in the input, but only as parts of its words. */
function brokenWords(diagnosis: Diagnosis, input: string): readonly string[] {
  const quotes = toReport(diagnosis).findings.flatMap(({ evidence }) => evidence.flatMap(({ source }) => source ?? []));
  const words = new Set(
    decoded(input)
      .toLowerCase()
      .match(/[a-z0-9_]+/g),
  );
  const all = [...words].join(" ");
  return quotes.flatMap((quote) => {
    const ends = [/^…?([a-z0-9_]+)/i, /(?<![a-z0-9_*])([a-z0-9_]+)…?$/i].flatMap(
      (end) => end.exec(quote.trim())?.[1]?.toLowerCase() ?? [],
    );
    return ends.filter((word) => /[a-z]/.test(word) && word.length < 60 && all.includes(word) && !words.has(word));
  });
}

/** The input as it is written, and as readers decode it. */
function decoded(input: string): string {
  const plain = input.replaceAll(/\\+[nrt]/g, " ");
  const unescaped = plain.replaceAll(/%[0-9a-f]{2}/gi, (one) => String.fromCharCode(Number.parseInt(one.slice(1), 16)));
  return `${input} ${plain} ${unescaped}`;
}

function check(input: string): readonly string[] {
  const diagnosis = explain(input);
  return [
    ...WIDTHS.flatMap((width) =>
      [...faultsOf(diagnosis, width)].map((fault) => `[${width}] ${input.slice(0, 200)}: ${fault}`),
    ),
    ...brokenWords(diagnosis, input).map((word) => `${input.slice(0, 200)}: breaks a word at ${word}`),
  ];
}

it.each([
  ["settled cases", cases],
  ["what the fuzzer starts from", SEEDS],
  ["names", names],
])("%s", { timeout: 300_000 }, (_, inputs) => {
  expect(inputs.length).toBeGreaterThan(10);
  expect(inputs.flatMap(check)).toEqual([]);
});

it.each(writtenDialects().map((written) => [written.provider, written] as const))(
  "examples of %s",
  (provider, { messages }) => {
    expect(
      someOf(messages)
        .map(({ example }) => inputOf(example, provider))
        .flatMap(check),
    ).toEqual([]);
  },
);
