/** The report as JSON, beside the earlier ones, to compare runs and to draw from. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../machine/environment.ts";
import type { Measurement } from "../measuring/measure.ts";
import type { Options } from "../options.ts";
import type { ServerName } from "../servers/index.ts";
import type { Comparison, Numbers, ScenarioSummary } from "./summary.ts";

/** A run, as it is written. */
export interface RunRecord {
  /** When it ended, as ISO 8601. */
  readonly at: string;
  readonly environment: Environment;
  readonly settings: Omit<Options, "scenarios"> & { readonly scenarios: readonly string[] };
  readonly summaries: readonly {
    readonly scenario: string;
    readonly servers: Readonly<Partial<Record<ServerName, Numbers>>>;
    readonly comparisons: readonly Comparison[];
  }[];
}

/** The runs in a directory, the newest first. */
export function readRecords(directory: string): RunRecord[] {
  const names = readdirSync(directory).filter((name) => name.endsWith(".json"));
  return names
    .sort()
    .reverse()
    .map((name) => JSON.parse(readFileSync(join(directory, name), "utf8")));
}

/** Writes the run into `directory`; gives the file's path. */
export function writeRecord(
  directory: string,
  run: {
    environment: Environment;
    options: Options;
    summaries: readonly ScenarioSummary[];
    measurements: Measurement[];
  },
): string {
  const at = new Date().toISOString();
  const path = join(directory, `${at.replaceAll(":", "-")}.json`);
  const { scenarios, ...settings } = run.options;
  const record = {
    at,
    environment: run.environment,
    settings: { ...settings, scenarios: scenarios.map(({ name }) => name) },
    summaries: run.summaries.map(({ scenario, servers, comparisons }) => ({
      scenario: scenario.name,
      title: scenario.title,
      unit: scenario.unit,
      servers: Object.fromEntries(servers),
      comparisons,
    })),
    measurements: run.measurements,
  };
  writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`);
  return path;
}
