/** The port for metrics of `candor serve --workers`: the primary has it, and asks the workers. */
import { DECLARED } from "../../adapters/metrics/families.ts";
import { movable } from "../../adapters/metrics/port.ts";
import type { MetricsPort } from "../../adapters/metrics/server.ts";
import { metricsText } from "../../adapters/metrics/text.ts";
import { askForMetrics, type Channel } from "../../adapters/metrics/workers.ts";

/** `workers`: those that serve now, by their numbers. */
export const workersMetrics = (workers: () => ReadonlyMap<number, Channel>): MetricsPort =>
  movable(async (format) => {
    const asked = [...workers()].map(([number, channel]) => [String(number), channel] as const);
    return metricsText(DECLARED, await askForMetrics(asked), format);
  });
