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
  [0.95, 0, "most likely"],
  [0.5, 0, "most likely"],
  [0.49, 0, "possible"],
  [0.95, 1, "possible"],
])("%d at place %d is said as %s", (confidence, at, expected) => {
  expect(inWords({ confidence }, at)).toBe(expected);
});
