/** One measurement: a fresh server, one scenario, warm-up, load. */
import { Connection } from "../load/connection.ts";
import { drive } from "../load/drive.ts";
import { readUsage, residentBytesOf, type Shares, sharesBetween } from "../machine/usage.ts";
import type { Options } from "../options.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { SERVERS, type ServerName } from "../servers/index.ts";
import { type Place, type RunningServer, startServer } from "./server-process.ts";
import { quantile } from "./statistics.ts";

export interface Measurement extends Shares {
  readonly scenario: string;
  readonly server: ServerName;
  /** Requests or loops in a second. */
  readonly rate: number;
  /** Milliseconds of one request or loop. */
  readonly p50: number;
  readonly p99: number;
  readonly residentMb: number;
  /** Milliseconds from the start of the process to its first response. */
  readonly startup: number;
}

/** Whether other processes took so much of a core that the measurement says little. */
export function isDisturbed({ disturbance }: Pick<Measurement, "disturbance">): boolean {
  return disturbance > 0.1;
}

/** Measures one scenario on one server; a string says why the server cannot be measured. */
export async function measure(
  scenario: Scenario,
  name: ServerName,
  options: Options,
  place: Place,
): Promise<Measurement | string> {
  const server = await startServer(name, place);
  if (typeof server === "string") return server;
  try {
    return {
      scenario: scenario.name,
      server: name,
      startup: server.startup,
      ...(await load(scenario, server, options, place, !SERVERS[name].onAllCores)),
    };
  } catch (error) {
    throw new Error(`${scenario.title}, ${name}: ${(error as Error).message}\n${server.complaints()}`);
  } finally {
    await server.stop();
  }
}

async function load(
  scenario: Scenario,
  { pids, target }: RunningServer,
  { connections, warmUp, seconds }: Options,
  { cores, databaseSeconds }: Place,
  isAlone: boolean,
) {
  const steps = await scenario.prepare(target, connections);
  const open = await Promise.all(steps.map(() => Connection.open(target.port)));
  await drive(open, steps, warmUp);
  const before = readUsage(pids, cores, databaseSeconds?.());
  const { latencies, elapsed } = await drive(open, steps, seconds);
  const after = readUsage(pids, cores, databaseSeconds?.());
  const residentMb = residentBytesOf(pids) / 1e6;
  for (const connection of open) connection.close();
  return {
    rate: (latencies.length / elapsed) * 1000,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    residentMb,
    ...sharesBetween(before, after, elapsed / 1000, isAlone),
  };
}
