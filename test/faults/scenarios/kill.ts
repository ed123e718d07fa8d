/** Killed at any moment under load, a server loses nothing that it has acknowledged and grants nothing twice. */
import { seeded } from "../../durability/ledger.ts";
import { pause, until } from "../../until.ts";
import { caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

/** What a server has acknowledged when it is killed, and the milliseconds after that: a busy machine takes longer to as much. */
const [LEAST, MOST, LATER] = [2, 80, 30];

export const kill: Scenario = async ({ times, seed }) => {
  const kills = times(4, 1_000);
  const random = seeded(seed);
  const site = await makeSite();
  const book = ledger();
  const lost: string[] = [];
  const memory: number[] = [];
  const descriptors: number[] = [];
  try {
    for (let n = 0; n < kills; n++) {
      const server = await site.start();
      const client = caller(site.port);
      const watched = watch(server);
      let over = false;
      const loaded = load({ site, ledger: book, seed: seed + n, server: () => client, over: () => over });
      const enough = book.acknowledged + LEAST + random() * (MOST - LEAST);
      await until(() => book.acknowledged > enough, "there is something to lose");
      await pause(random() * LATER);
      await server.kill("SIGKILL");
      over = true;
      await loaded;
      client.close();
      watched.stop();
      memory.push(...watched.memory);
      descriptors.push(...watched.descriptors);
    }
    const server = await site.start();
    const client = caller(site.port);
    lost.push(...(await book.lost(client)));
    client.close();
    await server.kill("SIGTERM");
  } finally {
    await site.leave();
  }
  return {
    did: "kills under load",
    times: kills,
    ...told(book, lost),
    memory,
    descriptors,
    faults: internalErrors(book),
  };
};
