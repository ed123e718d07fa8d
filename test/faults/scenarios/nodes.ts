/**
 * Three nodes behind nginx on one PostgreSQL database, of which one is killed and started again all the time: nothing that was
 * acknowledged is lost, nothing is granted twice, and of what is asked by GET, clients notice nothing.
 */
import { freePort } from "../../free-port.ts";
import { balancer } from "../../nodes/balancer.ts";
import { startPostgres } from "../../postgres.ts";
import { pause } from "../../until.ts";
import { type Caller, caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import type { Server } from "../server.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

const NODES = 3;
/** Milliseconds in which all of them serve. */
const ALL = 300;

export const nodes: Scenario = async ({ times, seed }) => {
  const kills = times(4, 60);
  const book = ledger();
  const [faults, lost]: [string[], string[]] = [[], []];
  const database = await startPostgres();
  const trustedProxy = ["127.0.0.1", "::1"];
  const site = await makeSite({ trustedProxy }, { DATABASE_URL: await database.database() });
  const ports = await Promise.all(Array.from({ length: NODES }, freePort));
  const servers: Server[] = [];
  const begin = async (i: number) => {
    servers[i] = await site.start({ port: ports[i] ?? 0 });
  };
  // Where the issuer is.
  const proxy = await balancer(site.port, ports);
  try {
    await Promise.all(ports.map((_, i) => begin(i)));
    const watched = watch(servers[0] as Server);
    const client = caller(site.port);
    const asking: Caller = {
      ...client,
      async get(...given) {
        const reply = await client.get(...given);
        if (reply.status >= 500) faults.push(`GET ${given[0].split("?")[0]}: ${reply.status}`);
        return reply;
      },
    };
    let over = false;
    const loaded = load({ site, ledger: book, seed, server: () => asking, over: () => over });
    for (let n = 0; n < kills; n++) {
      await pause(ALL);
      const i = n % NODES;
      await servers[i]?.kill("SIGKILL");
      await begin(i);
    }
    over = true;
    await loaded;
    watched.stop();
    lost.push(...(await book.lost(client)));
    client.close();
    for (const [code, count] of book.broken) faults.push(`${count} connections ended with ${code}`);
    for (const server of servers) {
      const { code } = await server.kill("SIGTERM");
      if (code !== 0) faults.push(`it ended with ${code}: ${server.stderr()}`);
    }
    return {
      did: `kills among ${NODES} nodes behind nginx on PostgreSQL`,
      times: kills,
      ...told(book, lost),
      ...watched,
      faults: [...faults, ...internalErrors(book)],
    };
  } finally {
    await proxy.end();
    await site.leave();
    database.stop();
  }
};
