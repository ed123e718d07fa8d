/**
 * Told to stop under load, a server serves on while it says that it is not ready, as long as a balancer needs to turn elsewhere; then it finishes
 * what it has: no connection breaks, nothing acknowledged is lost, and it ends.
 */

import { pause, until } from "../../until.ts";
import { caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

export const terminate: Scenario = async ({ times, seed }) => {
  const stops = times(2, 20);
  // Long enough for the last steps of what the load has begun, on a machine that is busy with other things.
  const site = await makeSite({ shutdownDelay: 10 });
  const book = ledger();
  const lost: string[] = [];
  const faults: string[] = [];
  const memory: number[] = [];
  const descriptors: number[] = [];
  try {
    for (let n = 0; n < stops; n++) {
      const server = await site.start();
      const client = caller(site.port);
      const watched = watch(server);
      let over = false;
      const loaded = load({ site, ledger: book, seed: seed + n, server: () => client, over: () => over });
      await pause(600);
      const ending = server.kill("SIGTERM");
      await until(async () => (await client.get("/readyz")).status === 503, "it says that it is not ready");
      over = true;
      await loaded;
      const { code, signal } = await ending;
      if (code !== 0) faults.push(`SIGTERM ended it with ${code ?? signal}: ${server.stderr()}`);
      client.close();
      watched.stop();
      memory.push(...watched.memory);
      descriptors.push(...watched.descriptors);
    }
    await site.start();
    const client = caller(site.port);
    lost.push(...(await book.lost(client)));
    client.close();
  } finally {
    await site.leave();
  }
  for (const [code, count] of book.broken) faults.push(`${count} connections ended with ${code}`);
  return {
    did: "stops by SIGTERM under load",
    times: stops,
    ...told(book, lost),
    memory,
    descriptors,
    faults: [...faults, ...internalErrors(book)],
  };
};
