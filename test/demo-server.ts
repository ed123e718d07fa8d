/** A real server of the demo world, on a free port, for tests that speak HTTP to it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Candor, type CandorOptions, createCandor } from "../src/index.ts";
import { freePort } from "./free-port.ts";

export interface DemoServer {
  readonly issuer: string;
  readonly candor: Candor;
  readonly close: () => Promise<void>;
}

type DemoOptions = Partial<Omit<CandorOptions, "config">> & { readonly config?: Partial<CandorOptions["config"]> };

/** Starts the demo world on a free port of localhost, or of another `host`; in memory unless told otherwise. */
export async function startDemo(options: DemoOptions = {}): Promise<DemoServer> {
  const port = await freePort();
  const host = options.config?.host ?? "localhost";
  const issuer = `http://${host}:${port}`;
  const data = mkdtempSync(join(tmpdir(), "candor-test-"));
  const config = { issuer, port, host, data, logLevel: "silent" as const, ...options.config };
  const candor = await createCandor({ storage: "memory", demo: true, ...options, config });
  await candor.listen();
  return {
    issuer,
    candor,
    close: async () => {
      await candor.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
