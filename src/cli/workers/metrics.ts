/** The port for metrics of `candor serve --workers`: the primary has it, and asks the workers. */
import { DECLARED } from "../../adapters/metrics/families.ts";
import { type MetricsAddress, serveMetrics } from "../../adapters/metrics/server.ts";
import { metricsText } from "../../adapters/metrics/text.ts";
import { askForMetrics, type Channel } from "../../adapters/metrics/workers.ts";

/** Listens, and resolves to the URL. `workers`: those that serve now, by their numbers. Rejects if the port is in use. */
export async function serveWorkersMetrics(
  address: MetricsAddress,
  workers: () => ReadonlyMap<number, Channel>,
): Promise<string> {
  const { url } = await serveMetrics(address, async (format) => {
    const asked = [...workers()].map(([number, channel]) => [String(number), channel] as const);
    return metricsText(DECLARED, await askForMetrics(asked), format);
  });
  return url;
}
