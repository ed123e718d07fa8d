/** All measurements of a run: in every round each scenario is put to each server in turn, so that what disturbs disturbs all. */
import type { Options } from "../options.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { excuseOf, SERVERS, type ServerName } from "../servers/index.ts";
import { isDisturbed, type Measurement, measure } from "./measure.ts";
import type { Place } from "./server-process.ts";

/** How many disturbed measurements of a run may be made once more: the time of a run stays bounded. */
const REPETITIONS = 10;

/** Runs all rounds; `say` hears of each measurement as it is made. */
export async function runRounds(options: Options, place: Place, say: (line: string) => void): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const skipped = new Set<ServerName>();
  let repetitions = REPETITIONS;
  for (const { round, scenario, server } of turns(options)) {
    if (skipped.has(server)) continue;
    const take = async (): Promise<boolean> => {
      const result = await measure(scenario, server, options, place);
      if (typeof result === "string") {
        skipped.add(server);
        say(`${SERVERS[server].title} is left out: ${result}`);
        return true;
      }
      measurements.push(result);
      say(`${round}/${options.rounds}  ${scenario.name.padEnd(14)}${server.padEnd(24)}${line(scenario, result)}`);
      return !isDisturbed(result);
    };
    const good = await take();
    if (!good && repetitions-- > 0) await take();
  }
  return measurements;
}

function* turns({ rounds, scenarios, servers }: Options) {
  for (let round = 1; round <= rounds; round++) {
    for (const scenario of scenarios) {
      for (const server of serversOf(scenario, servers)) yield { round, scenario, server };
    }
  }
}

function line({ unit }: Scenario, result: Measurement): string {
  const rate = `${Math.round(result.rate).toLocaleString("en").padStart(8)} ${unit}/s`;
  return isDisturbed(result) ? `${rate}   disturbed: others took ${Math.round(result.disturbance * 100)} %` : rate;
}

/** Which of the chosen servers take part in a scenario. */
export function serversOf({ name, against }: Scenario, servers: readonly ServerName[]): readonly ServerName[] {
  return servers.filter(
    (server) => (server === "floor") === (against === "floor") && excuseOf(server, name) === undefined,
  );
}
