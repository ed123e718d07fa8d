/** `candor serve` several times, on one PostgreSQL database. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Config, NewUser } from "../../src/index.ts";
import { type Server, startServer } from "../faults/server.ts";

const LIBRARY = pathToFileURL(resolve(import.meta.dirname, "../../dist/index.js")).href;

export interface Node {
  readonly port: number;
  readonly metricsPort: number;
}

/** Resolves when all of them are ready. The users are made first. */
export async function nodesIn(
  config: Config,
  url: string,
  nodes: readonly Node[],
  users: readonly NewUser[],
): Promise<{ readonly pids: readonly number[]; readonly end: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), "candor-nodes-"));
  const environment = { DATABASE_URL: url };
  const { createCandor } = (await import(LIBRARY)) as typeof import("../../src/index.ts");
  const candor = await createCandor({ config, directory, environment });
  for (const user of users) await candor.users.add(user);
  await candor.close();
  const servers: readonly Server[] = await Promise.all(
    nodes.map(({ port, metricsPort }) => {
      const own = join(directory, String(port));
      mkdirSync(own);
      writeFileSync(join(own, "candor.config.json"), JSON.stringify({ ...config, metrics: { port: metricsPort } }));
      return startServer({ directory: own, port, environment, stdout: 1 });
    }),
  );
  return {
    pids: servers.map(({ pid }) => pid),
    async end() {
      await Promise.all(servers.map((server) => server.kill("SIGTERM")));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
