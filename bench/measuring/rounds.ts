/** All measurements of a run: in every round each scenario is put to each server in turn, so that what disturbs disturbs all. */
import type { Options } from "../options.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { SERVERS, type ServerName } from "../servers/index.ts";
import { type Measurement, measure } from "./measure.ts";
import type { Place } from "./server-process.ts";

/** Runs all rounds; `say` is told of each step as it is done. */
export async function runRounds(options: Options, place: Place, say: (line: string) => void): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const skipped = new Set<ServerName>();
  for (let round = 1; round <= options.rounds; round++) {
    for (const scenario of options.scenarios) {
      for (const server of serversOf(scenario, options.servers)) {
        if (skipped.has(server)) continue;
        const result = await measure(scenario, server, options, place);
        if (typeof result === "string") {
          skipped.add(server);
          say(`${SERVERS[server].title} is left out: ${result}`);
          continue;
        }
        measurements.push(result);
        const what = `${round}/${options.rounds}  ${scenario.name.padEnd(14)}${server.padEnd(12)}`;
        say(`${what}${Math.round(result.rate).toLocaleString("en").padStart(8)} ${scenario.unit}/s`);
      }
    }
  }
  return measurements;
}

/** Which of the chosen servers answer a scenario. */
export function serversOf({ against }: Scenario, servers: readonly ServerName[]): readonly ServerName[] {
  return servers.filter((name) => (name === "floor") === (against === "floor"));
}
