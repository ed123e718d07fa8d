/** The metrics of this process: what counts them, and the port where they are read. Loaded only where they are on. */
import cluster from "node:cluster";
import type { Telemetry, Watched } from "../../ports/telemetry.ts";
import { counting } from "./counting.ts";
import { DECLARED } from "./families.ts";
import type { Snapshot } from "./family.ts";
import { gauges } from "./gauges.ts";
import { type MetricsAddress, serveMetrics } from "./server.ts";
import { metricsText } from "./text.ts";
import { answerMetrics } from "./workers.ts";

export interface Metrics {
  readonly telemetry: Telemetry;
  /** Everything at this moment. */
  readonly snapshot: (watched: Watched) => Promise<Snapshot>;
  /** Lets so many clients have a label of their own. */
  readonly label: (clients: number) => void;
  /** Opens the port; `undefined` in a worker, whose primary process has it and asks. Rejects if the port is in use. */
  readonly listen: (watched: Watched) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

/** Milliseconds between two looks at how late a timer is. */
const TICK = 100;

/** `clients`: how many have a label of their own. `version`: of Candor. */
export function openMetrics(
  { clients, ...address }: Partial<MetricsAddress> & { readonly clients: number },
  version: string,
): Metrics {
  const { delayed, label, snapshot: counts, ...telemetry } = counting(clients);
  let due = performance.now() + TICK;
  const timer = setInterval(() => {
    const now = performance.now();
    delayed(Math.max(0, now - due));
    due = now + TICK;
  }, TICK);
  timer.unref();
  let end: () => void | Promise<void> = () => {};

  const snapshot = async (watched: Watched): Promise<Snapshot> => ({
    ...counts(),
    ...(await gauges(watched, version)),
  });
  return {
    telemetry,
    ...{ snapshot, label },
    async listen(watched) {
      const { host, port } = address;
      if (cluster.isWorker) end = answerMetrics(process, () => snapshot(watched));
      if (cluster.isWorker || host === undefined || port === undefined) return undefined;
      const server = await serveMetrics({ host, port }, async (format) =>
        metricsText(DECLARED, [["", await snapshot(watched)]], format),
      );
      end = server.close;
      return server.url;
    },
    async close() {
      clearInterval(timer);
      await end();
    },
  };
}
