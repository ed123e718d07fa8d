/** The report as text for a terminal. */
import type { Environment } from "../machine/environment.ts";
import { isDisturbed } from "../measuring/measure.ts";
import { serversOf } from "../measuring/rounds.ts";
import type { Options } from "../options.ts";
import { SERVERS, type ServerName } from "../servers/index.ts";
import type { Comparison, Numbers, ScenarioSummary } from "./summary.ts";

const HEADINGS = [
  "",
  "p50 ms",
  "p99 ms",
  "memory MB",
  "server CPU",
  "µs CPU each",
  "load CPU",
  "database",
  "others CPU",
];

/** The machine and the terms, in a few lines. */
export function introduction(environment: Environment, options: Options): string {
  const { node, versions, cpu, cores, kernel, fdatasync, pinned } = environment;
  const { scenarios, servers, rounds, seconds, warmUp, connections } = options;
  const measured = scenarios.reduce((sum, scenario) => sum + serversOf(scenario, servers).length, 0);
  const minutes = (measured * (warmUp + rounds * seconds + 1)) / 60;
  return [
    `Node ${node}, ${versionsIn(versions)}, ${cores} × ${cpu}, Linux ${kernel}, fdatasync ${fdatasync.toFixed(2)} ms`,
    pinned !== undefined
      ? `Servers in turns on core ${pinned.server}, load on core ${pinned.load}.`
      : "NOT PINNED: taskset is missing or there is only one core; server and load disturb each other.",
    `${connections} connections, ${rounds} rounds of ${seconds} s after ${warmUp} s of warm-up; about ${Math.ceil(minutes)} min.`,
  ].join("\n");
}

/** `oidc-provider 9.13.3, Better Auth 1.7.5`. */
export function versionsIn(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map((pair) => pair.join(" "))
    .join(", ");
}

/** One scenario: a row for each server, then a row for each comparison. */
export function scenarioTable({ scenario, servers, comparisons }: ScenarioSummary): string {
  const headings = [`${scenario.unit}/s`, ...HEADINGS.slice(1)];
  const rows = [...servers].map(([name, numbers]) => row(SERVERS[name].title, cells(numbers)));
  return [
    scenario.title,
    row("", headings),
    ...rows,
    ...comparisons.filter(isShown).map((comparison) => `  ${said(comparison)}`),
  ].join("\n");
}

/** Tails are shown where a target is set for them. */
const isShown = ({ what, wanted }: Comparison): boolean => what === "rate" || wanted !== undefined;

function cells({ rate, p50, p99, residentMb, serverCpu, loadCpu, databaseCpu, disturbance }: Numbers): string[] {
  return [
    Math.round(rate).toLocaleString("en"),
    p50.toFixed(2),
    p99.toFixed(2),
    residentMb.toFixed(0),
    percent(serverCpu),
    ((serverCpu / rate) * 1e6).toFixed(0),
    percent(loadCpu),
    percent(databaseCpu),
    percent(disturbance),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function row(title: string, columns: readonly string[]): string {
  return `  ${title.padEnd(28)}${columns.map((column) => column.padStart(12)).join("")}`;
}

function said({ of, with: other, what, ratio, wanted, met }: Comparison): string {
  const own = of === "candor" ? "Candor" : SERVERS[of].title;
  const name = `${what === "p99" ? "p99 of " : ""}${own} / ${SERVERS[other].title}`;
  const target = wanted === undefined ? "" : `target ${what === "p99" ? "at most" : "at least"} ${wanted} ×`;
  const verdict = met === undefined ? "" : met ? "met" : "MISSED";
  return `${name.padEnd(52)}${ratio.toFixed(2).padStart(7)} ×   ${target.padEnd(21)}${verdict}`.trimEnd();
}

/** Start-up times, one line. */
export function startupLine(times: ReadonlyMap<ServerName, number>): string {
  const parts = [...times].map(([name, ms]) => `${SERVERS[name].title} ${(ms / 1000).toFixed(2)} s`);
  return `Start to first response: ${parts.join("; ")}`;
}

/** How far the load itself reaches, judged by what the floor's took of its core. */
export function limitLine(summaries: readonly ScenarioSummary[]): string | undefined {
  const floor = summaries.find(({ scenario: { against } }) => against === "floor")?.servers.get("floor");
  if (floor === undefined) return undefined;
  const limit = Math.round(floor.rate / floor.loadCpu / 1000);
  return `The load can make about ${limit},000 requests/s; at the floor's rate it used ${percent(floor.loadCpu)} of its core.`;
}

/** Which targets were met, and which were not. */
export function verdict(summaries: readonly ScenarioSummary[]): string {
  const judged = summaries.flatMap(({ scenario, comparisons }) =>
    comparisons.filter(({ met }) => met !== undefined).map((comparison) => ({ scenario, comparison })),
  );
  if (judged.length === 0) return "No target is judged: Candor was not measured.";
  const list = (wanted: boolean) =>
    judged
      .filter(({ comparison: { met } }) => met === wanted)
      .map(({ scenario, comparison }) => `  ${scenario.name.padEnd(15)}${said(comparison)}`);
  const [met, missed] = [list(true), list(false)];
  return [`Targets met: ${met.length}`, ...met, `Targets missed: ${missed.length}`, ...missed].join("\n");
}

/** What weakens the numbers; empty where nothing does. */
export function doubts(summaries: readonly ScenarioSummary[]): string[] {
  return summaries.flatMap(({ scenario, servers }) =>
    [...servers].flatMap(([name, numbers]) => {
      const what = `${scenario.title}, ${SERVERS[name].title}`;
      const bounded = numbers.loadCpu > 0.95 && numbers.serverCpu < 0.95;
      return [
        ...(bounded ? [`${what}: bounded by the load, the server can do more.`] : []),
        ...(isDisturbed(numbers) ? [`${what}: other processes disturbed every round.`] : []),
      ];
    }),
  );
}
