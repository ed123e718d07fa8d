/** Clients that send many requests and read no response: what is made for them is bounded. */
import { connect, type Socket } from "node:net";
import { caller } from "../caller.ts";
import { ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { pause, reading, until } from "../server.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

const PIPELINED = "GET /errors HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(2_000);
/** Megabytes that a server may grow by under them, its own warming up included. */
const ROOM = 250;

export const unread: Scenario = async ({ long, seed }) => {
  const connections = long ? 200 : 40;
  const site = await makeSite();
  const book = ledger();
  const sockets: Socket[] = [];
  try {
    const server = await site.start();
    const before = reading(server.pid);
    const client = caller(site.port);
    const watched = watch(server);
    let over = false;
    const loaded = load({ site, ledger: book, seed, server: () => client, over: () => over, fibers: 2 });
    for (let i = 0; i < connections; i++) {
      const localAddress = `127.0.${1 + (i % 40)}.1`;
      const socket = connect({ port: site.port, host: "127.0.0.1", localAddress }).pause();
      sockets.push(socket.on("error", () => undefined).on("connect", () => socket.write(PIPELINED)));
    }
    await pause(long ? 30_000 : 5_000);
    const served = book.acknowledged;
    const faults: string[] = [];
    const others = () => book.acknowledged > served + 5;
    await until(others, "others are served", 20_000).catch((error) => faults.push(error.message));
    over = true;
    await loaded;
    const lost = await book.lost(client);
    client.close();
    watched.stop();
    const most = Math.max(...watched.memory);
    if (most > before.megabytes + ROOM) faults.push(`${most} MB, ${before.megabytes} before`);
    const did = `${connections} connections with 2,000 requests each`;
    return { did, ...told(book, lost), ...watched, faults: [...faults, ...internalErrors(book)] };
  } finally {
    for (const socket of sockets) socket.destroy();
    await site.leave();
  }
};
