/** Workers tell their metrics to the process that has the port. */
import { EventEmitter } from "node:events";
import { expect, it, vi } from "vitest";
import type { Snapshot } from "../../src/adapters/metrics/family.ts";
import { answerMetrics, askForMetrics, type Channel } from "../../src/adapters/metrics/workers.ts";

/** Two ends of a channel whose messages are JSON, as between processes. */
function channel(): readonly [Channel, Channel] {
  const [a, b] = [new EventEmitter(), new EventEmitter()];
  const end = (own: EventEmitter, other: EventEmitter): Channel =>
    Object.assign(own, {
      send: (message: object) => void setImmediate(() => other.emit("message", JSON.parse(JSON.stringify(message)))),
    });
  return [end(a, b), end(b, a)];
}

const snapshot = (value: number): Snapshot => ({ x: [{ labels: [], value }] });

it("each under its name, whatever else the channel carries", async () => {
  const [[toOne, one], [toTwo, two]] = [channel(), channel()];
  answerMetrics(one, async () => snapshot(1));
  answerMetrics(two, async () => snapshot(2));
  one.send?.({ other: true });
  const asked = askForMetrics([["one", toOne] as const, ["two", toTwo] as const]);
  expect(await asked).toEqual([
    ["one", snapshot(1)],
    ["two", snapshot(2)],
  ]);
});

it("and one that is silent, or has ended, is left out", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const [[toOne, one], [silent], [ended]] = [channel(), channel(), channel()];
  answerMetrics(one, async () => snapshot(1));
  ended.send = () => {
    throw new Error("channel closed");
  };
  const asked = askForMetrics([["one", toOne] as const, ["silent", silent] as const, ["ended", ended] as const]);
  for (let turns = 0; turns < 10; turns++) await new Promise((turn) => setImmediate(turn));
  vi.advanceTimersByTime(4_000);
  vi.useRealTimers();
  expect(await asked).toEqual([["one", snapshot(1)]]);
});
