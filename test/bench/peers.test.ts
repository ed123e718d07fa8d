/** Every peer of the bench starts on PostgreSQL and responds rightly in each scenario that it takes part in. Nothing is measured. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { Connection } from "../../bench/load/connection.ts";
import { databases } from "../../bench/machine/postgres.ts";
import { serversOf } from "../../bench/measuring/rounds.ts";
import { startServer } from "../../bench/measuring/server-process.ts";
import { SCENARIOS } from "../../bench/scenarios/index.ts";
import { SERVERS, type ServerName } from "../../bench/servers/index.ts";

const directory = mkdtempSync(join(tmpdir(), "candor-bench-"));
const { make: database, stop } = databases(["fsync=off"]);
afterAll(() => {
  stop();
  rmSync(directory, { recursive: true, force: true });
});

// Candor itself is tested everywhere else, and would need a build here.
const PEERS = (Object.keys(SERVERS) as ServerName[]).filter(
  (name) => SERVERS[name].onPostgres && name !== "candor-postgres",
);

it.for(PEERS)("%s responds rightly in its scenarios", async (name, context) => {
  const server = await startServer(name, { cores: undefined, directory, database });
  if (typeof server === "string") return context.skip(server);
  try {
    for (const scenario of SCENARIOS.filter((one) => serversOf(one, [name]).length > 0)) {
      const [step] = await scenario.prepare(server.target, 1);
      const connection = await Connection.open(server.target.port);
      // Twice, for what differs after the first: a rotated token, the next code.
      for (let time = 0; time < 2; time++)
        await step?.(connection).catch((error) => {
          throw new Error(`${scenario.name}: ${error.message}\n${server.complaints()}`);
        });
      connection.close();
    }
  } finally {
    await server.stop();
  }
  expect(server.complaints()).toBe("");
});
