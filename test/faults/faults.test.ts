/** A short round of everything that `npm run faults -- --long` does at length. */
import { describe, expect, type TestContext, test } from "vitest";
import { faultsOf } from "./outcome.ts";
import { roundOf } from "./parts.ts";
import { LACKING, SCENARIOS, type Scenario } from "./scenarios/index.ts";

const TIMEOUT = 240_000;
/** These wait for time limits more than they work. Together they take as long as the slowest. */
const WAITING = ["kill", "silent", "unread", "failover", "partition", "postgres"];

const of = (waiting: boolean) => Object.entries(SCENARIOS).filter(([name]) => WAITING.includes(name) === waiting);

type Named = readonly [name: string, scenario: Scenario];

async function holds([name, scenario]: Named, { skip }: Pick<TestContext, "skip">): Promise<void> {
  const lacking = LACKING[name]?.();
  skip(lacking !== undefined, lacking);
  const outcome = await scenario(roundOf({ long: false, seed: 20_260_101, part: 0, of: 1 }));
  expect(faultsOf(outcome)).toEqual([]);
  expect(outcome.acknowledged).toBeGreaterThan(0);
}

describe.concurrent("what waits", () => {
  test.for(of(true))("%s", { timeout: TIMEOUT }, holds);
});

test.for(of(false))("%s", { timeout: TIMEOUT }, holds);
