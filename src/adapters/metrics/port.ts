/** Where the metrics of this process are read: a port that may move while it serves; in a worker, the channel to its primary. */
import cluster from "node:cluster";
import { isDeepStrictEqual } from "node:util";
import { DECLARED } from "./families.ts";
import type { Snapshot } from "./family.ts";
import { portOfPrimary } from "./moved-by-workers.ts";
import { type MetricsAddress, type MetricsPort, type Moved, serveMetrics } from "./server.ts";
import { type Format, metricsText } from "./text.ts";
import { answerMetrics } from "./workers.ts";

const SAME: Moved = { url: undefined, settle: async () => {}, back: async () => {} };

/** `snapshot`: of this process. */
export function metricsPort(snapshot: () => Promise<Snapshot>): MetricsPort {
  if (!cluster.isWorker) return movable(async (format) => metricsText(DECLARED, [["", await snapshot()]], format));
  const end = answerMetrics(process, snapshot);
  return { ...portOfPrimary(process), close: async () => end() };
}

/** A port that shows `text`. */
export function movable(text: (format: Format) => Promise<string>): MetricsPort {
  let at: MetricsAddress | undefined;
  let server: Awaited<ReturnType<typeof serveMetrics>> | undefined;
  return {
    async move(to) {
      if (isDeepStrictEqual(to, at)) return SAME;
      const [before, former] = [at, server];
      // Two IP addresses of one port may overlap.
      const isSamePort = to !== undefined && to.port !== 0 && to.port === before?.port;
      const reopened = async () => (isSamePort && before !== undefined ? await serveMetrics(before, text) : former);
      if (isSamePort) await former?.close();
      try {
        server = to && (await serveMetrics(to, text));
      } catch (error) {
        server = await reopened();
        throw error;
      }
      at = to;
      return {
        url: server?.url,
        settle: async () => {
          if (!isSamePort) await former?.close();
        },
        back: async () => {
          await server?.close();
          [server, at] = [await reopened(), before];
        },
      };
    },
    async close() {
      await server?.close();
    },
  };
}
