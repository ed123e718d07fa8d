/** A demo server on ports of its own, with metrics on, and requests of each kind to it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Candor, type Config, createCandor } from "../../src/index.ts";
import { freePort } from "../free-port.ts";

export interface WatchedServer {
  readonly candor: Candor;
  readonly url: string;
  /** The metrics, in the format that is accepted. */
  readonly metrics: (accept?: string) => Promise<string>;
  readonly metricsPort: number;
  readonly config: Config;
  readonly stop: () => Promise<void>;
}

const basic = (id: string, secret: string): string => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

export async function watchedServer(
  own: Partial<Config> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<WatchedServer> {
  const data = mkdtempSync(join(tmpdir(), "candor-watched-"));
  const [port, metricsPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  const config: Config = {
    ...{ issuer: url, port, host: "localhost", data, logLevel: "silent", metrics: { port: metricsPort } },
    ...own,
  };
  const candor = await createCandor({ config, demo: true, environment });
  await candor.listen();
  return {
    candor,
    url,
    metricsPort,
    config,
    metrics: async (accept = "text/plain") =>
      (await fetch(`http://127.0.0.1:${metricsPort}/metrics`, { headers: { accept } })).text(),
    async stop() {
      await candor.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A token request of the demo's service. */
export const tokenRequest = (
  url: string,
  scope: string,
  { secret = "demo-service-secret", headers = {} }: { secret?: string; headers?: Record<string, string> } = {},
): Promise<Response> =>
  fetch(`${url}/token`, {
    method: "POST",
    headers: { authorization: basic("demo-service", secret), ...headers },
    body: new URLSearchParams({ grant_type: "client_credentials", scope }),
  });

/** The values of a metric, by its labels as they are written. */
export function valuesOf(text: string, name: string): Readonly<Record<string, number>> {
  const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return Object.fromEntries(
    lines.map((line) => {
      const [, labels = "", value] = /^\w+(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      return [labels, Number(value)];
    }),
  );
}
