/**
 * Two nodes under load that have both hosts of PostgreSQL in their `DATABASE_URL`, with no proxy between. The primary is killed, the synchronous
 * standby promoted, and the old primary becomes its standby, again and again: nothing that was acknowledged is lost, nothing is granted twice.
 */
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { freePort } from "../../free-port.ts";
import { type PostgresServer, startPostgres } from "../../postgres.ts";
import { until } from "../../until.ts";
import { type Caller, caller } from "../caller.ts";
import { AUTHORIZATION, ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import { faultsAfter, faultsWithout } from "../without-database.ts";
import { confirmed, SETTINGS, synchronousStandby } from "./failover.ts";
import type { Scenario } from "./index.ts";

/** Makes what was killed a standby, where it was. */
async function rejoin(old: PostgresServer, primary: PostgresServer): Promise<void> {
  rmSync(old.directory, { recursive: true });
  // Its process may still be listed when it has ended.
  rmSync(join(dirname(old.directory), `.s.PGSQL.${old.port}.lock`), { force: true });
  const from = ["-h", "127.0.0.1", "-p", String(primary.port), "-U", "candor"];
  old.run("pg_basebackup", ...from, "-D", old.directory, "--write-recovery-conf", "--checkpoint=fast", "--no-sync");
  old.start();
  await confirmed(primary);
}

/** By connections of its own, since the server ends those that have been idle for some seconds. */
async function asking<Found>(port: number, ask: (client: Caller) => Promise<Found>): Promise<Found> {
  const client = caller(port);
  try {
    return await ask(client);
  } finally {
    client.close();
  }
}

/** Waits until a token is issued. */
async function untilItWrites(client: Caller): Promise<void> {
  const form = { grant_type: "client_credentials", scope: "orders" };
  const writes = async () => (await client.post("/token", form, AUTHORIZATION)).status === 200;
  await until(writes, "it writes again");
}

export const hosts: Scenario = async ({ times, seed }) => {
  const rounds = times(2, 20);
  const book = ledger();
  const faults: string[] = [];
  const again: number[] = [];
  let primary = await startPostgres(SETTINGS);
  const all = [primary];
  const { pathname } = new URL(await primary.database());
  let standby = await synchronousStandby(primary);
  all.push(standby);
  const urlOf = (...one: readonly PostgresServer[]) =>
    `postgresql://candor@${one.map(({ port }) => `127.0.0.1:${port}`).join(",")}${pathname}`;
  const site = await makeSite({}, { DATABASE_URL: urlOf(primary, standby) });
  try {
    const first = await site.start();
    // The order means nothing.
    const environment = { DATABASE_URL: urlOf(standby, primary) };
    const servers = [first, await site.start({ port: await freePort(), environment })];
    const ports = servers.map(({ port }) => port);
    const clients = ports.map((port) => caller(port));
    const watched = watch(first);
    let over = false;
    let turn = 0;
    const server = () => clients[turn++ % clients.length] as Caller;
    const loaded = load({ site, ledger: book, seed, server, over: () => over });
    const goesOn = (operations: number) => {
      const before = book.acknowledged;
      return until(() => book.acknowledged > before + operations, "the load goes on");
    };
    for (let n = 1; n <= rounds; n++) {
      await goesOn(50);
      primary.kill();
      for (const port of ports)
        faults.push(...(await asking(port, (client) => faultsWithout(client, `without a primary, the ${n}. time`))));
      const since = performance.now();
      standby.run("pg_ctl", "-D", standby.directory, "-w", "promote");
      await Promise.all(ports.map((port) => asking(port, untilItWrites)));
      again.push(performance.now() - since);
      for (const port of ports)
        faults.push(...(await asking(port, (client) => faultsAfter(client, `after failover ${n}`))));
      [primary, standby] = [standby, primary];
      await rejoin(standby, primary);
    }
    await goesOn(20);
    over = true;
    await loaded;
    const lost = await asking(ports[1] ?? 0, (client) => book.lost(client));
    watched.stop();
    for (const client of clients) client.close();
    for (const each of servers) {
      const { code } = await each.kill("SIGTERM");
      if (code !== 0) faults.push(`it ended with ${code}: ${each.stderr()}`);
    }
    const did = "failovers between two hosts in DATABASE_URL, with two nodes and no proxy";
    return {
      ...{ did, times: rounds, ...told(book, lost), ...watched, again },
      faults: [...faults, ...internalErrors(book)],
    };
  } finally {
    await site.leave();
    for (const each of all) each.stop();
  }
};
