/** A short round of everything that `npm run faults -- --long` does at length. */
import { describe, expect, type TestContext, test } from "vitest";
import { faultsOf } from "./outcome.ts";
import { roundOf } from "./parts.ts";
import { LACKING, SCENARIOS, type Scenario } from "./scenarios/index.ts";

const TIMEOUT = 900_000;
/** They wait more than they work, so several are done at the same time. The longest first. */
const LONGEST = [
  "silent",
  "nodes",
  "suspended",
  "partition",
  "split-brain",
  "hosts",
  "failover",
  "kill",
  "postgres",
  "disk",
  "terminate",
];

const place = ([name]: Named): number => (LONGEST.includes(name) ? LONGEST.indexOf(name) : LONGEST.length);

type Named = readonly [name: string, scenario: Scenario];

async function holds([name, scenario]: Named, { skip }: Pick<TestContext, "skip">): Promise<void> {
  const lacking = LACKING[name]?.();
  skip(lacking !== undefined, lacking);
  const outcome = await scenario(roundOf({ long: false, seed: 20_260_101, part: 0, of: 1 }));
  expect(faultsOf(outcome)).toEqual([]);
  expect(outcome.acknowledged).toBeGreaterThan(0);
}

describe.concurrent("what happens to a server", () => {
  const inOrder = Object.entries(SCENARIOS).sort((one, other) => place(one) - place(other));
  test.for(inOrder)("%s", { timeout: TIMEOUT }, holds);
});
