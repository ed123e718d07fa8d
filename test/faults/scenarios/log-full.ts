/** A log that nobody reads, or that has no room: requests are served, and the server stops when it is asked to. */
import { closeSync, openSync } from "node:fs";
import { pause } from "../../until.ts";
import { caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

/** Milliseconds in which a stop must be over. The grace for requests is 10 s, and none is under way for long. */
const TO_STOP = 30_000;

export const logFull: Scenario = async ({ long, seed }) => {
  const seconds = long ? 20 : 2;
  const site = await makeSite();
  const book = ledger();
  const lost: string[] = [];
  const faults: string[] = [];
  const memory: number[] = [];
  const descriptors: number[] = [];
  const full = openSync("/dev/full", "w");
  try {
    for (const [name, stdout] of [
      ["a full disk", full],
      ["a pipe that nobody reads", "unread"],
    ] as const) {
      const server = await site.start({ stdout });
      const client = caller(site.port);
      const watched = watch(server);
      const before = book.acknowledged;
      const end = Date.now() + seconds * 1_000;
      await load({ site, ledger: book, seed, server: () => client, over: () => Date.now() > end });
      // A line for each, more than a pipe holds.
      for (let i = 0; i < 1_500; i++) await book.count(client.get(`/nowhere/${i}`));
      const answered = book.acknowledged;
      await load({
        site,
        ledger: book,
        seed: seed + 1,
        server: () => client,
        over: () => book.acknowledged > answered + 20,
      });
      if (answered === before) faults.push(`with ${name} nothing was acknowledged`);
      lost.push(...(await book.lost(client)));
      client.close();
      watched.stop();
      memory.push(...watched.memory);
      descriptors.push(...watched.descriptors);
      const stopped = await Promise.race([server.kill("SIGTERM"), pause(TO_STOP)]);
      if (stopped === undefined) faults.push(`with ${name} SIGTERM did not end it within ${TO_STOP / 1_000} s`);
      else if (stopped.code !== 0) faults.push(`with ${name} it ended with ${stopped.code ?? stopped.signal}`);
      await server.kill("SIGKILL");
    }
  } finally {
    closeSync(full);
    await site.leave();
  }
  const did = "logs: on a full disk, and into a pipe that nobody reads";
  return { did, times: 2, ...told(book, lost), memory, descriptors, faults: [...faults, ...internalErrors(book)] };
};
