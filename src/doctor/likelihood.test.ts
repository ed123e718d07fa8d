import { describe, expect, it } from "vitest";
import { inWords, likelihoodOf } from "./likelihood.ts";

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

it.each([
  ["certain", "most likely"],
  ["likely", "most likely"],
  ["possible", "possible"],
] as const)("%s is said as %s", (likelihood, expected) => {
  expect(inWords(likelihood)).toBe(expected);
});
