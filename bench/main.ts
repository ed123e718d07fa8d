/**
 * The bench: Candor on durable SQLite and PostgreSQL beside oidc-provider and beside bare `node:http`, in one run, because on shared
 * machines only ratios within one run mean anything. `npm run bench` starts it through scripts/bench.mjs.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { measureConsole } from "./console/console.ts";
import { measureDoctor } from "./doctor/doctor.ts";
import { describeMachine } from "./machine/environment.ts";
import { databases } from "./machine/postgres.ts";
import { runRounds } from "./measuring/rounds.ts";
import { readOptions } from "./options.ts";
import { measureRefusals } from "./refusals/refusals.ts";
import { writePage } from "./report/page.ts";
import { writeRecord } from "./report/record.ts";
import { startups, summarise } from "./report/summary.ts";
import { doubts, introduction, limitLine, scenarioTable, startupLine, verdict } from "./report/table.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

const options = readOptions(process.argv.slice(2));
const results = fileURLToPath(new URL("results/", import.meta.url));
mkdirSync(results, { recursive: true });
const directory = mkdtempSync(join(results, ".data-"));
// Servers end when their standard input does, so that nothing outlives an interrupted run but its directory, removed here.
process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
const { make: database, cpuSeconds: databaseSeconds, stop } = databases();
process.on("exit", stop);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));

const environment = describeMachine(directory);
say(`${introduction(environment, options)}\n`);

try {
  if (options.doctor) say(`${measureDoctor(directory, options.rounds)}\n`);
  if (options.refusals) say(`${await measureRefusals(directory)}\n`);
  if (options.console) say(`${await measureConsole(directory, options.data, say)}\n`);
  if (options.scenarios.length > 0) await compare();
  if (options.page) say(`Written: ${writePage(results)}`);
} catch (error) {
  say(`\nThe bench stopped: ${(error as Error).message}`);
  process.exitCode = 1;
}

/** The servers beside each other, scenario by scenario. */
async function compare(): Promise<void> {
  const measurements = await runRounds(
    options,
    { cores: environment.pinned, directory, database, databaseSeconds },
    say,
  );
  const summaries = summarise(options.scenarios, measurements);
  for (const summary of summaries) if (summary.servers.size > 0) say(`\n${scenarioTable(summary)}`);
  say(`\n${startupLine(startups(measurements))}`);
  say(limitLine(summaries) ?? "The floor was not measured: no ratio to it, and no limit of the load.");
  for (const doubt of doubts(summaries)) say(`Note: ${doubt}`);
  say(`\n${verdict(summaries)}`);
  say(
    `\nRatios below 1.4 mean little on a shared machine. ${writeRecord(results, { environment, options, summaries, measurements })}`,
  );
}
