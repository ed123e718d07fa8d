/**
 * Two primaries: the synchronous standby takes over while the old primary lives, and a node still uses that one. It confirms nothing
 * more without its standby, so no code is redeemed at both, and what was acknowledged is at the new one.
 */

import { freePort } from "../../free-port.ts";
import { type PostgresServer, startPostgres } from "../../postgres.ts";
import { caller } from "../caller.ts";
import { AUTHORIZATION, type Journey, ledger, redemptionOf } from "../ledger.ts";
import { lineTo } from "../line.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import { faultsAfter, faultsOfReading, faultsOfToken } from "../without-database.ts";
import { SETTINGS, synchronousStandby } from "./failover.ts";
import type { Scenario } from "./index.ts";

/** Codes that are sent to both. */
const CODES = 8;

export const splitBrain: Scenario = async ({ times, seed }) => {
  const rounds = times(1, 10);
  const book = ledger();
  const faults: string[] = [];
  const all: PostgresServer[] = [];
  let old = await startPostgres(SETTINGS);
  all.push(old);
  const [behind, ahead] = [await lineTo(old.port), await lineTo(old.port)];
  const [url, newUrl] = [new URL(await old.database()), new URL("postgresql://candor@127.0.0.1")];
  url.port = String(behind.port);
  newUrl.port = String(ahead.port);
  newUrl.pathname = url.pathname;
  const site = await makeSite({}, { DATABASE_URL: url.href });
  try {
    const stuck = await site.start();
    const moved = await site.start({ port: await freePort(), environment: { DATABASE_URL: newUrl.href } });
    const [there, here] = [caller(site.port), caller(moved.port)];
    const watched = watch(stuck);
    for (let n = 1; n <= rounds; n++) {
      const standby = await synchronousStandby(old);
      all.push(standby);
      const enough = book.acknowledged + 40;
      const over = () => book.acknowledged > enough && unused(book.journeys).length >= CODES;
      await load({ site, ledger: book, seed: seed + n, server: () => there, over });
      ahead.cut();
      standby.run("pg_ctl", "-D", standby.directory, "-w", "promote");
      ahead.leadTo(standby.port);
      ahead.mend();
      faults.push(...(await faultsAfter(here, "at the new primary")));
      const codes = unused(book.journeys).slice(0, CODES);
      await Promise.all(
        codes.map(async (journey) => {
          journey.unsure = true;
          const replies = await Promise.all(
            [there, here].map((one) => book.count(one.post("/token", redemptionOf(journey), AUTHORIZATION))),
          );
          const [granted, ...more] = replies.filter(({ status }) => status === 200);
          if (more.length > 0) book.twice.push("a code was redeemed at both primaries");
          if (granted === undefined) faults.push(`a code was redeemed at none: ${replies.map(({ status }) => status)}`);
          else book.acknowledged++;
        }),
      );
      faults.push(...(await faultsOfToken(there, "at the old primary")));
      faults.push(...(await faultsOfReading(there, book, "at the old primary")));
      // The operator notices.
      old.kill();
      behind.cut();
      behind.leadTo(standby.port);
      behind.mend();
      old = standby;
      faults.push(...(await faultsAfter(there, "when it is led to the new primary")));
    }
    const lost = await book.lost(there);
    watched.stop();
    there.close();
    here.close();
    for (const server of [stuck, moved]) {
      const { code } = await server.kill("SIGTERM");
      if (code !== 0) faults.push(`it ended with ${code}: ${server.stderr()}`);
    }
    const did = "times two primaries of PostgreSQL, with a node at each";
    return { did, times: rounds, ...told(book, lost), ...watched, faults: [...faults, ...internalErrors(book)] };
  } finally {
    await site.leave();
    await behind.close();
    await ahead.close();
    for (const each of all) each.stop();
  }
};

const unused = (journeys: ReadonlySet<Journey>): readonly Journey[] =>
  [...journeys].filter(({ refresh, unsure }) => refresh === undefined && !unsure);
