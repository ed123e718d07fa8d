/** Ratios are those of a round: what slows the machine down for one round slows both servers. */
import { expect, it } from "vitest";
import type { Measurement } from "../../bench/measuring/measure.ts";
import { summarise } from "../../bench/report/summary.ts";
import { refresh } from "../../bench/scenarios/refresh.ts";
import type { ServerName } from "../../bench/servers/index.ts";

const made = (server: ServerName, round: number, rate: number, more: Partial<Measurement> = {}): Measurement => ({
  ...{ scenario: "refresh", server, round, rate, p50: 1, p99: 2, residentMb: 100, startup: 500 },
  ...{ serverCpu: 1, loadCpu: 0.5, databaseCpu: 0, disturbance: 0, ...more },
});

const ratiosOf = (measurements: readonly Measurement[]) =>
  Object.fromEntries(
    summarise([refresh], measurements).flatMap(({ comparisons }) =>
      comparisons.map(({ of, with: other, what, ratio }) => [`${what} of ${of} to ${other}`, ratio]),
    ),
  );

it("compares what was measured in the same round", () => {
  // Medians of the rates would be 2000 and 500: a ratio of 4 that no round had.
  const ratios = ratiosOf([
    ...[made("candor", 1, 4_000), made("peer-map", 1, 2_000)],
    ...[made("candor", 2, 2_000), made("peer-map", 2, 500, { serverCpu: 0.5 })],
    ...[made("candor", 3, 1_000), made("peer-map", 3, 400)],
  ]);
  expect(ratios["rate of candor to peer-map"]).toBe(2.5);
  expect(ratios["cpu of candor to peer-map"]).toBe(2);
});

it("leaves out rounds in which either was disturbed, unless all were", () => {
  const disturbed = [made("candor", 1, 100, { disturbance: 0.5 }), made("peer-map", 1, 1_000)];
  expect(ratiosOf(disturbed)["rate of candor to peer-map"]).toBe(0.1);
  const calm = [made("candor", 2, 3_000), made("peer-map", 2, 1_000)];
  expect(ratiosOf([...disturbed, ...calm])["rate of candor to peer-map"]).toBe(3);
});

it("takes a measurement that was made again in its place", () => {
  const again = [made("candor", 1, 10, { disturbance: 0.5 }), made("candor", 1, 2_000), made("peer-map", 1, 1_000)];
  expect(ratiosOf(again)["rate of candor to peer-map"]).toBe(2);
});

it("compares with a server only where it was measured", () => {
  expect(Object.keys(ratiosOf([made("candor", 1, 1_000)]))).toEqual([]);
});
