/** Told to stop under load, a server finishes what it has: no connection is reset, nothing acknowledged is lost, and it ends. */
import { caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { pause } from "../server.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

export const terminate: Scenario = async ({ long, seed }) => {
  const stops = long ? 20 : 2;
  const site = await makeSite();
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
      const { code, signal } = await server.kill("SIGTERM");
      if (code !== 0) faults.push(`SIGTERM ended it with ${code ?? signal}: ${server.stderr()}`);
      over = true;
      await loaded;
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
  // Nobody listens any more, which a client may hear; a request that was taken is responded to.
  for (const [code, count] of book.broken)
    if (code !== "ECONNREFUSED") faults.push(`${count} connections ended with ${code}`);
  return {
    did: `${stops} stops`,
    ...told(book, lost),
    memory,
    descriptors,
    faults: [...faults, ...internalErrors(book)],
  };
};
