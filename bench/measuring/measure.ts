/** Measurements of one scenario on one server, which is started and warmed up for it. */
import { Connection } from "../load/connection.ts";
import { drive, type Load, type Step } from "../load/drive.ts";
import { readUsage, residentBytesOf, type Shares, sharesBetween } from "../machine/usage.ts";
import type { Options } from "../options.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { SERVERS, type ServerName } from "../servers/index.ts";
import { type Place, type RunningServer, startServer } from "./server-process.ts";
import { quantile } from "./statistics.ts";

export interface Measurement extends Shares {
  readonly scenario: string;
  readonly server: ServerName;
  readonly round: number;
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

/** A server that is ready to be measured in one scenario. */
export interface Ready {
  readonly name: ServerName;
  measure(round: number): Promise<Measurement>;
  stop(): Promise<void>;
}

/** Starts a server and warms it up; a string says why it cannot be measured. */
export async function makeReady(
  scenario: Scenario,
  name: ServerName,
  { connections, seconds, warmUp }: Options,
  place: Place,
): Promise<Ready | string> {
  const server = await startServer(name, place);
  if (typeof server === "string") return server;
  const told = (error: unknown): never => {
    throw new Error(`${scenario.title}, ${name}: ${(error as Error).message}\n${server.complaints()}`);
  };
  try {
    const steps = await scenario.prepare(server.target, connections);
    await driveAnew(server, steps, warmUp);
    return {
      name,
      measure: async (round) => ({
        ...{ scenario: scenario.name, server: name, round, startup: server.startup },
        ...(await load(server, steps, seconds, place, !SERVERS[name].onAllCores).catch(told)),
      }),
      stop: server.stop,
    };
  } catch (error) {
    await server.stop();
    return told(error);
  }
}

async function load(
  server: RunningServer,
  steps: readonly Step[],
  seconds: number,
  { cores, databaseSeconds }: Place,
  isAlone: boolean,
) {
  const before = readUsage(server.pids, cores, databaseSeconds?.());
  const { latencies, elapsed } = await driveAnew(server, steps, seconds);
  const after = readUsage(server.pids, cores, databaseSeconds?.());
  return {
    rate: (latencies.length / elapsed) * 1000,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    residentMb: residentBytesOf(server.pids) / 1e6,
    ...sharesBetween(before, after, elapsed / 1000, isAlone),
  };
}

/** Over new connections: a server closes those that are idle while others have their turn. */
async function driveAnew({ target }: RunningServer, steps: readonly Step[], seconds: number): Promise<Load> {
  const open = await Promise.all(steps.map(() => Connection.open(target.port)));
  try {
    return await drive(open, steps, seconds);
  } finally {
    for (const connection of open) connection.close();
  }
}
