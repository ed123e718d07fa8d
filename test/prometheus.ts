/** Prometheus of Debian's package, with the alert rules of deploy/monitoring, for as long as somebody needs it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { listens } from "./nginx.ts";
import { until } from "./until.ts";

export const RULES = join(import.meta.dirname, "../deploy/monitoring/candor.rules.yml");

/** A process of Candor, by its port for metrics, and its name in Prometheus: host and port, unless there is one here. */
export interface Target {
  readonly port: number;
  readonly name?: string;
}

export interface PrometheusServer {
  readonly url: string;
  /** The start of the URLs of its pages, such as `/targets`. Debian's package has the older ones. */
  readonly pages: string;
  readonly stop: () => Promise<void>;
}

/** Reads the metrics of `targets` every `interval`, such as `500ms`. It responds once this has returned. */
export async function startPrometheus(targets: readonly Target[], interval: string): Promise<PrometheusServer> {
  const directory = mkdtempSync(join(tmpdir(), "candor-prometheus-"));
  const config = join(directory, "prometheus.yml");
  const scraped = targets.map(({ port, name }) => ({
    targets: [`127.0.0.1:${port}`],
    ...(name !== undefined && { labels: { instance: name } }),
  }));
  writeFileSync(
    config,
    JSON.stringify({
      global: { scrape_interval: interval, evaluation_interval: "1s" },
      rule_files: [RULES],
      scrape_configs: [{ job_name: "candor", static_configs: scraped }],
    }),
  );
  const port = await freePort();
  const child = spawn(
    "prometheus",
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(directory, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=error",
    ],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  await listens(child, port);
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/-/ready`)).ok, "Prometheus is ready");
  const hasNewer = (await fetch(`${url}/targets`)).ok;
  return {
    url,
    pages: hasNewer ? url : `${url}/classic`,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill();
        await ended;
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
