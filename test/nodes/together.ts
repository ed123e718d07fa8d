/** Several nodes on one PostgreSQL database, in this process, each of which gets the next request. */
import { createServer } from "node:http";
import { type Candor, type Clock, type Config, createCandor } from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

/** One for all worlds of a test file. */
let server: PostgresServer | undefined;
let worlds = 0;

/** Listens where the configuration says. */
export async function together(
  count: number,
  config: Config,
  clock: Clock,
): Promise<Pick<Candor, "inviteFirstOperator" | "close">> {
  // Each node may have eleven connections, and several worlds are open at a time.
  server ??= await startPostgres(["fsync=off", "max_connections=600"]);
  worlds += 1;
  const environment = { ...process.env, DATABASE_URL: await server.database() };
  const open = () => createCandor({ config: { ...config, data: "/nowhere" }, storage: "postgres", environment, clock });
  const leave = () => {
    worlds -= 1;
    if (worlds > 0) return;
    server?.stop();
    server = undefined;
  };
  const nodes: Candor[] = [];
  try {
    for (let n = 0; n < count; n++) nodes.push(await open());
  } catch (error) {
    leave();
    throw error;
  }
  let turn = 0;
  const listener = createServer((request, response) => {
    void nodes[turn++ % count]?.handler(request, response);
  });
  await new Promise<void>((done) => listener.listen(config.port, "localhost", done));
  return {
    inviteFirstOperator: async () => nodes[0]?.inviteFirstOperator(),
    async close() {
      listener.closeAllConnections();
      await new Promise((done) => listener.close(done));
      for (const node of nodes) await node.close();
      leave();
    },
  };
}
