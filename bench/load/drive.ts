/** Closed-loop load: every connection repeats its step until the time is up, each waiting for its own response. */
import { performance } from "node:perf_hooks";
import type { Connection } from "./connection.ts";

/** One request or loop over one connection; rejects where a response is wrong. */
export type Step = (connection: Connection) => Promise<void>;

export interface Load {
  /** Milliseconds of each step, in the order of their ends. */
  readonly latencies: readonly number[];
  /** Milliseconds from the first step's beginning to the last one's end. */
  readonly elapsed: number;
}

/** How long after its time a load may still wait for responses, in seconds, before the server counts as hung. */
const PATIENCE = 15;

/** Drives one step per connection for so many seconds. */
export async function drive(
  connections: readonly Connection[],
  steps: readonly Step[],
  seconds: number,
): Promise<Load> {
  const latencies: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const loop = async (connection: Connection, step: Step) => {
    for (let before = performance.now(); before < end; ) {
      await step(connection);
      const after = performance.now();
      latencies.push(after - before);
      before = after;
    }
  };
  await withPatience(
    Promise.all(
      connections.map((connection, index) => {
        const step = steps[index];
        return step === undefined ? undefined : loop(connection, step);
      }),
    ),
    seconds + PATIENCE,
  );
  return { latencies, elapsed: performance.now() - begin };
}

async function withPatience(load: Promise<unknown>, seconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The server has not responded within ${PATIENCE} s.`)), seconds * 1000);
  });
  await Promise.race([load, hung]).finally(() => clearTimeout(timer));
}
