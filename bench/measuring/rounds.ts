/**
 * All measurements of a run. The servers of a scenario run side by side, warmed up, and have the load in turns: what disturbs
 * disturbs all of them, and a machine that becomes slower does so for all.
 */
import type { Options } from "../options.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { excuseOf, SERVERS, type ServerName } from "../servers/index.ts";
import { SOFTWARE } from "../servers/software.ts";
import { isDisturbed, type Measurement, makeReady, type Ready } from "./measure.ts";
import type { Place } from "./server-process.ts";

/** How many disturbed measurements of a scenario may be made once more: the time of a run stays bounded. */
const REPETITIONS = 10;

/** Runs all rounds; `say` hears of each measurement as it is made. */
export async function runRounds(options: Options, place: Place, say: (line: string) => void): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const missing = new Set<ServerName>();
  for (const scenario of options.scenarios) {
    const ready: Ready[] = [];
    try {
      for (const name of serversOf(scenario, options.servers)) {
        if (missing.has(name)) continue;
        const server = await makeReady(scenario, name, options, place).catch(failureOf(name));
        if (server instanceof Error) say(`${SERVERS[name].title} is left out here: ${server.message}`);
        else if (typeof server !== "string") ready.push(server);
        else {
          missing.add(name);
          say(`${SERVERS[name].title} is left out: ${server}`);
        }
      }
      measurements.push(...(await inTurns(ready, scenario, options.rounds, say)));
    } finally {
      for (const server of ready) await server.stop();
    }
  }
  return measurements;
}

/** Another software's failure is about that alone: the others are measured without it. Ours ends the bench. */
const failureOf = (name: ServerName) => (error: Error) => {
  const { software = SOFTWARE.candor } = SERVERS[name];
  if (software === SOFTWARE.candor) throw error;
  return error;
};

/** Each round goes through the servers the other way round. One that fails has no turns after that. */
async function inTurns(
  servers: readonly Ready[],
  scenario: Scenario,
  rounds: number,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const failed = new Set<Ready>();
  let repetitions = REPETITIONS;
  for (let round = 1; round <= rounds; round++) {
    for (const server of round % 2 === 1 ? servers : servers.toReversed()) {
      if (failed.has(server)) continue;
      const take = async (): Promise<boolean> => {
        const result = await server.measure(round).catch(failureOf(server.name));
        if (result instanceof Error) {
          failed.add(server);
          say(`${SERVERS[server.name].title} has no more turns here: ${result.message}`);
          return true;
        }
        measurements.push(result);
        say(`${round}/${rounds}  ${scenario.name.padEnd(14)}${server.name.padEnd(24)}${line(scenario, result)}`);
        return !isDisturbed(result);
      };
      const good = await take();
      if (!good && repetitions-- > 0) await take();
    }
  }
  return measurements;
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
