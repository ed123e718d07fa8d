/** A short round of everything that `npm run faults -- --long` does at length. */
import { describe, expect, test } from "vitest";
import { faultsOf } from "./outcome.ts";
import { roundOf } from "./parts.ts";
import { SCENARIOS, type Scenario } from "./scenarios/index.ts";

const TIMEOUT = 240_000;
/** These wait for time limits more than they work. Together they take as long as the slowest. */
const WAITING = ["kill", "silent", "unread", "failover", "partition"];

const of = (waiting: boolean) => Object.entries(SCENARIOS).filter(([name]) => WAITING.includes(name) === waiting);

async function holds(scenario: Scenario): Promise<void> {
  const outcome = await scenario(roundOf({ long: false, seed: 20_260_101, part: 0, of: 1 }));
  expect(faultsOf(outcome)).toEqual([]);
  expect(outcome.acknowledged).toBeGreaterThan(0);
}

describe.concurrent("what waits", () => {
  test.for(of(true))("%s", { timeout: TIMEOUT }, ([, scenario]) => holds(scenario));
});

test.for(of(false))("%s", { timeout: TIMEOUT }, ([, scenario]) => holds(scenario));
