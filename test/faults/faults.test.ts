/** A short round of everything that `npm run faults -- --long` does at length. */
import { expect, test } from "vitest";
import { faultsOf } from "./outcome.ts";
import { SCENARIOS } from "./scenarios/index.ts";

test.each(Object.entries(SCENARIOS))("%s", { timeout: 180_000 }, async (_, scenario) => {
  const outcome = await scenario({ long: false, seed: 20_260_101 });
  expect(faultsOf(outcome)).toEqual([]);
  expect(outcome.acknowledged).toBeGreaterThan(0);
});
