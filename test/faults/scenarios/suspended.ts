/**
 * One of three nodes on one PostgreSQL database stands still for seconds (SIGSTOP; a virtual machine that is moved), in the middle of
 * whatever it does. The others go on, its locks don't outlast it, and when it goes on itself, what it had begun is done once or not at all.
 */
import { freePort } from "../../free-port.ts";
import { startPostgres } from "../../postgres.ts";
import { pause, until } from "../../until.ts";
import { caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import type { Server } from "../server.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

const NODES = 3;
/** Milliseconds: longer than PostgreSQL lets a transaction wait for its next statement. */
const STILL = 8_000;
/** What the others must have acknowledged meanwhile, and everybody afterwards. */
const SOME = 30;

export const suspended: Scenario = async ({ times, seed }) => {
  const rounds = times(1, 20);
  const book = ledger();
  const faults: string[] = [];
  const database = await startPostgres();
  const site = await makeSite({}, { DATABASE_URL: await database.database() });
  const ports = [site.port, ...(await Promise.all(Array.from({ length: NODES - 1 }, freePort)))];
  const servers: Server[] = [];
  let still: number | undefined;
  const signal = (name: NodeJS.Signals, i: number): void => void process.kill(servers[i]?.pid ?? 0, name);
  try {
    servers.push(...(await Promise.all(ports.map((port) => site.start({ port })))));
    const watched = watch(servers[0] as Server);
    const clients = ports.map(caller);
    let [asked, over] = [0, false];
    const server = () => {
      do asked++;
      while (asked % NODES === still);
      return clients[asked % NODES] as (typeof clients)[number];
    };
    // Whatever the others do meanwhile, one request in ten milliseconds shows as much as all that they could.
    const rest = () => (still === undefined ? 0 : 50);
    const loaded = load({ site, ledger: book, seed, server, rest, over: () => over });
    const served = async (what: string): Promise<void> => {
      const before = book.acknowledged;
      await until(() => book.acknowledged > before + SOME, what);
    };
    for (let n = 0; n < rounds; n++) {
      await served("all nodes serve");
      still = n % NODES;
      signal("SIGSTOP", still);
      await Promise.all([pause(STILL), served("the others go on")]);
      signal("SIGCONT", still);
      still = undefined;
    }
    await served("all nodes serve");
    over = true;
    await loaded;
    watched.stop();
    const lost = (await Promise.all(clients.map((client) => client.get("/readyz")))).flatMap(({ status }, n) =>
      status === 200 ? [] : [`node ${n} isn't ready: ${status}`],
    );
    lost.push(...(await book.lost(clients[0] as (typeof clients)[number])));
    for (const client of clients) client.close();
    for (const one of servers) {
      const { code } = await one.kill("SIGTERM");
      if (code !== 0) faults.push(`it ended with ${code}: ${one.stderr()}`);
    }
    return {
      did: `times one of ${NODES} nodes stood still for ${STILL / 1_000} s`,
      times: rounds,
      ...told(book, lost),
      ...watched,
      faults: [...faults, ...internalErrors(book)],
    };
  } finally {
    if (still !== undefined) signal("SIGCONT", still);
    await site.leave();
    database.stop();
  }
};
