/** Two servers on one database, as in a rolling restart: each may begin and end while the other serves. */

import { freePort } from "../../free-port.ts";
import { pause, until } from "../../until.ts";
import { type Caller, caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import type { Server } from "../server.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

export const twoProcesses: Scenario = async ({ times, seed }) => {
  const restarts = times(2, 12);
  const site = await makeSite();
  const book = ledger();
  const lost: string[] = [];
  const faults: string[] = [];
  const ports = [site.port, await freePort()];
  const clients: (Caller | undefined)[] = [];
  const servers: (Server | undefined)[] = [];
  const begin = async (i: number) => {
    servers[i] = await site.start({ port: ports[i] ?? 0 });
    clients[i] = caller(ports[i] ?? 0);
  };
  try {
    await begin(0);
    await begin(1);
    const watched = watch(servers[0] as Server);
    let over = false;
    let turn = 0;
    const server = () => {
      const up = clients.filter((client) => client !== undefined);
      return up[turn++ % up.length] as Caller;
    };
    const loaded = load({ site, ledger: book, seed, server, over: () => over });
    for (let n = 0; n < restarts; n++) {
      await pause(800);
      const i = n % 2;
      // As a balancer does, which sends nothing more to a server that is about to stop.
      const client = clients[i] as Caller;
      clients[i] = undefined;
      await until(() => client.underWay() === 0, "what was on its way has arrived");
      const { code, signal } = await (servers[i] as Server).kill("SIGTERM");
      if (code !== 0) faults.push(`SIGTERM ended it with ${code ?? signal}`);
      await begin(i);
    }
    await pause(500);
    over = true;
    await loaded;
    watched.stop();
    for (const client of clients) lost.push(...(await book.lost(client as Caller)));
    for (const [code, count] of book.broken) faults.push(`${count} connections ended with ${code}`);
    return {
      did: "restarts of two processes in turn",
      times: restarts,
      ...told(book, lost),
      ...watched,
      faults: [...faults, ...internalErrors(book)],
    };
  } finally {
    for (const client of clients) client?.close();
    await site.leave();
  }
};
