/** The metrics of this process, and what counts them. Loaded only where they are on. */
import type { Telemetry, Watched } from "../../ports/telemetry.ts";
import type { States } from "../../ports/watchers.ts";
import { counting } from "./counting.ts";
import type { Snapshot } from "./family.ts";
import { gauges } from "./gauges.ts";

export interface Metrics {
  readonly telemetry: Telemetry;
  /** Everything at this moment. */
  readonly snapshot: (watched: Watched) => Promise<Snapshot>;
  /** Lets so many clients have a label of their own. */
  readonly label: (clients: number) => void;
  readonly close: () => void;
}

/** Milliseconds between two looks at how late a timer is. */
const TICK = 100;

/** `clients`: how many have a label of their own. `version`: of Candor. */
export function openMetrics(clients: number, states: States, version: string): Metrics {
  const { delayed, label, snapshot: counts, ...telemetry } = counting(clients, states);
  let due = performance.now() + TICK;
  const timer = setInterval(() => {
    const now = performance.now();
    delayed(Math.max(0, now - due));
    due = now + TICK;
  }, TICK);
  timer.unref();
  return {
    telemetry,
    label,
    snapshot: async (watched) => ({ ...counts(), ...(await gauges(watched, version)) }),
    close: () => clearInterval(timer),
  };
}
