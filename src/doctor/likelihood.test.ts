import { describe, expect, it } from "vitest";
import { causeOf } from "../reasons/causes.ts";
import type { Diagnosis } from "./explain.ts";
import { likelihoodOf } from "./likelihood.ts";
import { diagnosisToTerminal } from "./terminal.ts";

describe("likelihoodOf", () => {
  it.each([
    [1, 0, "certain"],
    [0.9, 0, "certain"],
    [0.89, 0, "likely"],
    [0.5, 0, "likely"],
    [0.49, 0, "possible"],
    [0.95, 1, "likely"],
    [0.5, 1, "likely"],
    [0.2, 2, "possible"],
  ])("%d at place %d is %s", (confidence, at, expected) => {
    expect(likelihoodOf({ confidence }, at)).toBe(expected);
  });
});

describe("the terminal", () => {
  const diagnosis = (...confidences: number[]): Diagnosis => ({
    findings: confidences.map((confidence) => ({
      reason: "scope/misspelled",
      confidence,
      evidence: [],
      fix: "",
      rule: "test",
    })),
    asks: [],
    providers: [],
    causes: [],
    isOAuth: true,
  });
  const title = causeOf("scope/misspelled").title;

  it.each([
    [[0.97], [`cause[scope/misspelled]: ${title} (certain)`]],
    [
      [0.6, 0.3],
      [`cause[scope/misspelled]: ${title} (likely)`, `or[scope/misspelled]: ${title} (possible)`],
    ],
    [[0.28], [`cause[scope/misspelled]: ${title} (possible)`]],
  ])("says %j in words, without a percentage", (confidences, heads) => {
    const said = diagnosisToTerminal(diagnosis(...confidences), { colour: false });
    expect(said.split("\n").filter((line) => /^(?:cause|or)\[/.test(line))).toEqual(heads);
    expect(said).not.toMatch(/\d ?%/);
  });
});
