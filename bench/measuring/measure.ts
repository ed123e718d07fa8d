/** One measurement: a fresh server, one scenario, warm-up, load. */
import { Connection } from "../load/connection.ts";
import { drive } from "../load/drive.ts";
import { cpuSecondsOf, residentBytesOf } from "../machine/usage.ts";
import type { Options } from "../options.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { ServerName } from "../servers/index.ts";
import { type Place, type RunningServer, startServer } from "./server-process.ts";
import { quantile } from "./statistics.ts";

export interface Measurement {
  readonly scenario: string;
  readonly server: ServerName;
  /** Requests or loops in a second. */
  readonly rate: number;
  /** Milliseconds of one request or loop. */
  readonly p50: number;
  readonly p99: number;
  readonly residentMb: number;
  /** Milliseconds from the start of the process to its first answer. */
  readonly startup: number;
  /** Share of the time in which the server's process had a CPU, and the load's: near 1 it is what bounds the rate. */
  readonly serverCpu: number;
  readonly loadCpu: number;
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
      ...(await load(scenario, server, options)),
    };
  } catch (error) {
    throw new Error(`${scenario.title}, ${name}: ${(error as Error).message}\n${server.complaints()}`);
  } finally {
    await server.stop();
  }
}

async function load(scenario: Scenario, { pid, target }: RunningServer, { connections, warmUp, seconds }: Options) {
  const steps = await scenario.prepare(target, connections);
  const open = await Promise.all(steps.map(() => Connection.open(target.port)));
  await drive(open, steps, warmUp);
  const own = process.pid;
  const before = { server: cpuSecondsOf(pid), load: cpuSecondsOf(own) };
  const { latencies, elapsed } = await drive(open, steps, seconds);
  const after = { server: cpuSecondsOf(pid), load: cpuSecondsOf(own) };
  const residentMb = residentBytesOf(pid) / 1e6;
  for (const connection of open) connection.close();
  return {
    rate: (latencies.length / elapsed) * 1000,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    residentMb,
    serverCpu: ((after.server - before.server) / elapsed) * 1000,
    loadCpu: ((after.load - before.load) / elapsed) * 1000,
  };
}
