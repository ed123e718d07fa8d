/** Clients that send many requests and read no response: what is made for them is bounded. */
import { connect, type Socket } from "node:net";
import { pause } from "../../until.ts";
import { alongside } from "../alongside.ts";
import { reading } from "../server.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

const PIPELINED = "GET /errors HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(2_000);
/** Megabytes that a server may grow by under them, its own warming up included. */
const ROOM = 150;

export const unread: Scenario = async ({ long, seed }) => {
  const connections = long ? 200 : 40;
  const site = await makeSite();
  const sockets: Socket[] = [];
  try {
    const server = await site.start();
    const before = reading(server.pid);
    const others = alongside(site, server, seed);
    for (let i = 0; i < connections; i++) {
      const localAddress = `127.0.${1 + (i % 40)}.1`;
      const socket = connect({ port: site.port, host: "127.0.0.1", localAddress }).pause();
      sockets.push(socket.on("error", () => undefined).on("connect", () => socket.write(PIPELINED)));
    }
    await pause(long ? 30_000 : 5_000);
    const seen = await others.end([]);
    const most = Math.max(...seen.memory);
    const grown = most > before.megabytes + ROOM ? [`${most} MB, ${before.megabytes} before`] : [];
    return {
      did: "connections that send 2,000 requests and read nothing",
      times: connections,
      ...seen,
      faults: [...seen.faults, ...grown],
    };
  } finally {
    for (const socket of sockets) socket.destroy();
    await site.leave();
  }
};
