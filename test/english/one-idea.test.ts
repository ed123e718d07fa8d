/** One idea a sentence: nothing that Candor says about a refusal chains clauses by semicolon, or nests or heaps parentheses. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHECKS } from "../../src/configuration/warnings/index.ts";
import { librariesFor } from "../../src/libraries/index.ts";
import { causeCodes, causeOf } from "../../src/reasons/causes.ts";
import type { EvidenceField } from "../../src/reasons/define.ts";
import { exampleOf } from "../../src/reasons/examples/index.ts";
import { type Code, codes, isCode, reasonOf } from "../../src/reasons/index.ts";
import { sampleOf } from "../../src/reasons/samples/index.ts";
import { standardErrors } from "../../src/standard/index.ts";

const CALL = /[\w.]+\([^()]*\)/;

/** What is wrong with a sentence; `undefined` where nothing is. */
function chained(text: string): string | undefined {
  // What was sent is quoted as it was, and calls of functions are code.
  let bare = text.replaceAll(/'[^']*'(?=[\s.,?:)]|$)/g, "''");
  while (CALL.test(bare)) bare = bare.replace(CALL, "");
  if (/;(?=\s|$)/.test(bare)) return `a semicolon: ${text}`;
  if (/\([^)]*\(/.test(bare)) return `parentheses within parentheses: ${text}`;
  for (const sentence of bare.split(/(?<=[.?])\s/))
    if ((sentence.match(/\(/g) ?? []).length > 2) return `more than two parentheses in a sentence: ${text}`;
  return undefined;
}

const KINDS: Record<EvidenceField["kind"], fc.Arbitrary<unknown>> = {
  text: fc.constantFrom("alpha", "none", "https://app.example/cb", "Basic"),
  list: fc.subarray(["alpha", "beta", "gamma", "https://api.example"]),
  count: fc.constantFrom(0, 1, 2, 43, 12_000),
  seconds: fc.constantFrom(0, 1, 60, 86_400),
  instant: fc.constantFrom(0, Date.UTC(2026, 5, 15)),
  flag: fc.boolean(),
};

function evidenceOf(code: Code): fc.Arbitrary<object> {
  const fields = Object.entries(reasonOf(code).evidence);
  return fc.record(Object.fromEntries(fields.map(([name, { kind }]) => [name, KINDS[kind]])), {
    requiredKeys: fields.flatMap(([name, { optional }]) => (optional ? [] : [name])),
  });
}

/** Everything that is said of one refusal. */
function said(code: Code, evidence: object): string[] {
  const reason = reasonOf(code);
  return [
    reason.says(evidence as never),
    ...(reason.points?.(evidence as never) ?? []).flatMap(({ note }) => note ?? []),
    ...(reason.fixes?.(evidence as never) ?? []).flatMap(({ says, weakens }) => [says, weakens ?? ""]),
  ];
}

describe("one idea a sentence", () => {
  it.each(codes)("in what is said of %s, whatever the evidence", (code) => {
    for (const text of said(code, sampleOf(code).evidence)) expect(chained(text)).toBeUndefined();
    fc.assert(
      fc.property(evidenceOf(code), (evidence) => {
        expect(said(code, evidence).flatMap((text) => chained(text) ?? [])).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(causeCodes)("on the page of %s", (code) => {
    const { title, cause, developer, operator = "" } = causeOf(code);
    const person = isCode(code) ? (reasonOf(code).remedies.person ?? "") : "";
    const { situation, change } = isCode(code) ? exampleOf(code) : { situation: "", change: "" };
    const notes = librariesFor(code)?.settings.map(({ note = "" }) => note) ?? [];
    const texts = [title, cause, developer, operator, person, situation, change, ...notes];
    expect(texts.flatMap((text) => chained(text) ?? [])).toEqual([]);
  });

  it("in what is said of a configuration", () => {
    const texts = CHECKS.flatMap(({ when, means, fix }) => [when, means, fix]);
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.flatMap((text) => chained(text) ?? [])).toEqual([]);
  });

  it("in what is said of a standard error", () => {
    const texts = standardErrors.flatMap((code) => [code.means, ...(code.confusedWith ?? []).map(({ note }) => note)]);
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.flatMap((text) => chained(text) ?? [])).toEqual([]);
  });
});

it("a chain is seen", () => {
  expect(chained("It is removed; use another.")).toContain("semicolon");
  expect(chained("It is 'a; b'. Use another.")).toBeUndefined();
  expect(chained("One (two (three)).")).toContain("within");
  expect(chained("Send base64url(hash(verifier)) (43 characters).")).toBeUndefined();
  expect(chained("(a) (b) (c) is too much.")).toContain("more than two");
  expect(chained("(a). (b). (c).")).toBeUndefined();
});
