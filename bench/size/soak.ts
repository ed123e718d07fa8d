/** A mixed load for long, while another node comes and goes: whether the memory of the server grows. */
import { residentBytesOf } from "../machine/usage.ts";
import { median, quantile } from "../measuring/statistics.ts";
import { joining } from "./during.ts";
import { mixed } from "./loads.ts";
import type { Measuring } from "./options.ts";
import { begin, driven } from "./rates.ts";
import { openSite } from "./site.ts";

/** Pieces of a soak, after each of which its memory is looked at. */
const PIECES = 20;
/** The caches fill in the first quarter. */
const WARM = PIECES / 4;

/** Megabytes that the heap may grow in an hour by the slope of what is left after a collection. */
const MOST = 30;

interface Sample {
  readonly minutes: number;
  readonly heap: number;
  readonly resident: number;
}

export interface Soaked {
  readonly minutes: number;
  readonly grants: number;
  /** Requests or loops. */
  readonly served: number;
  /** Milliseconds, of the pieces: in the middle, and at most. */
  readonly p99: number;
  readonly longestP99: number;
  /** Megabytes: after the first quarter, and at the end. */
  readonly heap: readonly [number, number];
  readonly resident: readonly [number, number];
  /** Megabytes a minute. */
  readonly heapGrows: number;
  readonly residentGrows: number;
}

/** Rejects if the memory grows. */
export async function soak(
  directory: string,
  { seconds, buffers }: Measuring,
  say: (line: string) => void,
): Promise<Soaked> {
  const site = await openSite(directory, buffers);
  try {
    const { server, steps } = await begin(site);
    const step = mixed(steps);
    const samples: Sample[] = [];
    const p99s: number[] = [];
    let served = 0;
    const began = performance.now();
    let going: Awaited<ReturnType<typeof joining>> | undefined;
    try {
      for (let piece = 1; piece <= PIECES; piece++) {
        if (piece === PIECES * 0.7) going = await joining(site);
        const { latencies, elapsed } = await driven(server.target.port, step, seconds / PIECES);
        const heap = (await server.heap()) / 1e6;
        const resident = residentBytesOf(server.pids) / 1e6;
        const minutes = (performance.now() - began) / 60_000;
        samples.push({ minutes, heap, resident });
        served += latencies.length;
        p99s.push(quantile(latencies, 0.99));
        const rate = Math.round((latencies.length / elapsed) * 1000);
        say(
          `${minutes.toFixed(1).padStart(5)} min ${String(rate).padStart(6)}/s  p99 ${quantile(latencies, 0.99).toFixed(1).padStart(6)} ms  heap ${heap.toFixed(1)} MB  resident ${resident.toFixed(0)} MB  ${going === undefined ? "" : `(another node: ${going.says()})`}`,
        );
        if (going !== undefined && piece === PIECES * 0.7 + 1) {
          await going.end();
          going = undefined;
        }
      }
    } finally {
      await going?.end();
      await server.stop();
    }
    const late = samples.slice(WARM);
    const [heap, resident] = [slope(late, "heap"), slope(late, "resident")];
    say(
      `After the first quarter, the heap grew by ${heap.toFixed(2)} MB a minute and the process by ${resident.toFixed(2)}.`,
    );
    if (heap * 60 > MOST) throw new Error(`The heap grows by ${(heap * 60).toFixed(0)} MB an hour.`);
    const ends = (of: "heap" | "resident") => [late[0]?.[of] ?? 0, late.at(-1)?.[of] ?? 0] as const;
    return {
      ...{ minutes: seconds / 60, grants: site.world.grants, served, p99: median(p99s), longestP99: Math.max(...p99s) },
      ...{ heap: ends("heap"), resident: ends("resident"), heapGrows: heap, residentGrows: resident },
    };
  } finally {
    site.stop();
  }
}

/** Of the straight line that is nearest to all samples, in megabytes a minute. */
export function slope(samples: readonly Sample[], of: "heap" | "resident"): number {
  const middle = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
  const [x, y] = [middle(samples.map(({ minutes }) => minutes)), middle(samples.map((sample) => sample[of]))];
  const [up, over] = samples.reduce(
    ([up, over], sample) => [up + (sample.minutes - x) * (sample[of] - y), over + (sample.minutes - x) ** 2],
    [0, 0],
  );
  return up / over;
}
