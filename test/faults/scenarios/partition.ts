/**
 * The network to PostgreSQL is slow, breaks, or swallows everything: slowness is endured, the rest is said to be temporary within
 * seconds, and when it is over all is as before.
 */
import { startPostgres } from "../../postgres.ts";
import { until } from "../../until.ts";
import { caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { lineTo } from "../line.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import { faultsAfter, faultsWithout } from "../without-database.ts";
import type { Scenario } from "./index.ts";

/** Acknowledged over a slow line. */
const SOME = 30;
/** Milliseconds that a round trip is slower by. */
const SLOWER = 100;

export const partition: Scenario = async ({ times, seed }) => {
  const rounds = times(1, 10);
  const book = ledger();
  const faults: string[] = [];
  const database = await startPostgres();
  const line = await lineTo(database.port);
  const url = new URL(await database.database());
  url.port = String(line.port);
  const site = await makeSite({}, { DATABASE_URL: url.href });
  try {
    const server = await site.start();
    const client = caller(site.port);
    const watched = watch(server);
    let over = false;
    const loaded = load({ site, ledger: book, seed, server: () => client, over: () => over });
    const served = async (more: number) => {
      const before = book.acknowledged;
      await until(() => book.acknowledged > before + more, "the load goes on");
    };
    const unavailable = () => book.statuses.get(503) ?? 0;
    for (let n = 1; n <= rounds; n++) {
      await served(30);
      const before = unavailable();
      line.slow(SLOWER / 2);
      await served(SOME);
      // On a machine that is busy with other things, a few wait too long for a connection.
      if (unavailable() > before + SOME) faults.push(`${unavailable() - before} times unavailable over a slow line`);
      line.mend();
      for (const [harm, when] of [
        [line.cut, "over a cut line"],
        [line.freeze, "over a silent line"],
      ] as const) {
        harm();
        faults.push(...(await faultsWithout(client, when)));
        line.mend();
        faults.push(...(await faultsAfter(client, `after it was ${when}`)));
        await served(10);
      }
    }
    over = true;
    await loaded;
    const lost = await book.lost(client);
    client.close();
    watched.stop();
    const { code } = await server.kill("SIGTERM");
    if (code !== 0) faults.push(`it ended with ${code}: ${server.stderr()}`);
    return {
      did: "times a slow, a cut and a silent line to PostgreSQL",
      times: rounds,
      ...told(book, lost),
      ...watched,
      faults: [...faults, ...internalErrors(book)],
    };
  } finally {
    await site.leave();
    await line.close();
    database.stop();
  }
};
