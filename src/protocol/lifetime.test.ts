import { expect, it } from "vitest";
import { lasts, setBackBy } from "./lifetime.ts";

const T = Date.UTC(2026, 5, 15);

it.each([
  [0, 10_000, true, undefined],
  [9_999, 10_000, true, undefined],
  [10_000, 10_000, false, undefined],
  [-1, 10_000, true, undefined],
  [-9_999, 10_000, true, undefined],
  [-10_000, 10_000, false, 10],
  [-3_600_000, 10_000, false, 3_600],
  [0, 0, false, undefined],
  [-5, 0, false, undefined],
])("%i ms after it was made, what lives for %i ms: %s, set back %s", (age, lifetime, expected, back) => {
  expect(lasts(T, lifetime, T + age)).toBe(expected);
  expect(setBackBy(T, lifetime, T + age)).toBe(back);
});
