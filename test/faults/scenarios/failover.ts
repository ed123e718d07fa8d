/**
 * The primary of PostgreSQL is killed under load, and its synchronous standby takes over: nothing that was acknowledged is lost,
 * nothing is granted twice, and meanwhile the server says that it is temporarily unavailable.
 */
import { type PostgresServer, startPostgres } from "../../postgres.ts";
import { pause, until } from "../../until.ts";
import { ask } from "../ask.ts";
import { caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { lineTo } from "../line.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import { faultsAfter, faultsWithout } from "../without-database.ts";
import type { Scenario } from "./index.ts";

/** A kill of processes loses no page that was written, so the disk need not be waited for. */
export const SETTINGS = ["fsync=off", "wal_level=replica", "max_wal_senders=8", "hot_standby=on"];

/** A standby without which the primary confirms nothing. */
export async function synchronousStandby(primary: PostgresServer): Promise<PostgresServer> {
  const standby = await startPostgres(SETTINGS, primary);
  await confirmed(primary);
  return standby;
}

/** From now on, the primary confirms nothing that its standby doesn't have. Waits until that is so. */
export async function confirmed(primary: PostgresServer): Promise<void> {
  await ask(primary, "alter system set synchronous_standby_names = '*'", "select pg_reload_conf()");
  const isSynchronous = async () => {
    const all = await ask<{ sync_state: string }>(primary, "select sync_state from pg_stat_replication");
    return all.some(({ sync_state }) => sync_state === "sync");
  };
  await until(isSynchronous, "the standby is synchronous");
}

export const failover: Scenario = async ({ times, seed }) => {
  const rounds = times(1, 20);
  const book = ledger();
  const faults: string[] = [];
  const lost: string[] = [];
  const all: PostgresServer[] = [];
  let primary = await startPostgres(SETTINGS);
  all.push(primary);
  const line = await lineTo(primary.port);
  const url = new URL(await primary.database());
  url.port = String(line.port);
  const site = await makeSite({}, { DATABASE_URL: url.href });
  try {
    const server = await site.start();
    const client = caller(site.port);
    const watched = watch(server);
    let over = false;
    const loaded = load({ site, ledger: book, seed, server: () => client, over: () => over });
    for (let n = 1; n <= rounds; n++) {
      const standby = await synchronousStandby(primary);
      all.push(standby);
      const before = book.acknowledged;
      await until(() => book.acknowledged > before + 50, "the load goes on");
      primary.kill();
      line.cut();
      faults.push(...(await faultsWithout(client, `without a primary, the ${n}. time`)));
      standby.run("pg_ctl", "-D", standby.directory, "-w", "promote");
      line.leadTo(standby.port);
      line.mend();
      primary = standby;
      faults.push(...(await faultsAfter(client, `after failover ${n}`)));
    }
    await pause(500);
    over = true;
    await loaded;
    lost.push(...(await book.lost(client)));
    client.close();
    watched.stop();
    const { code } = await server.kill("SIGTERM");
    if (code !== 0) faults.push(`it ended with ${code}: ${server.stderr()}`);
    return {
      did: "failovers of PostgreSQL to a synchronous standby",
      times: rounds,
      ...told(book, lost),
      ...watched,
      faults: [...faults, ...internalErrors(book)],
    };
  } finally {
    await site.leave();
    await line.close();
    for (const each of all) each.stop();
  }
};
