/** Connections that send nothing, or stop in the middle of a request: they are closed in time, and others are served meanwhile. */
import { connect, type Socket } from "node:net";
import { pause, until } from "../../until.ts";
import { alongside } from "../alongside.ts";
import { reading } from "../server.ts";
import { makeSite } from "../site.ts";
import type { Scenario } from "./index.ts";

/** What a silent client says before it falls silent. */
const BEGINNINGS = [
  "",
  "GET /jwks HTTP/1.1\r\nhost: local",
  "POST /token HTTP/1.1\r\nhost: x\r\ncontent-length: 90\r\n\r\n",
];
/** Seconds until the last of them must be gone: a request may take 15 to arrive. */
const PATIENCE = 120;
/** Descriptors for the applications that go on meanwhile. */
const ROOM = 16;

export const silent: Scenario = async ({ long, seed }) => {
  const connections = long ? 3_000 : 400;
  const descriptors = long ? 1_024 : 256;
  const site = await makeSite();
  const sockets: Socket[] = [];
  try {
    const server = await site.start({ descriptors });
    const before = reading(server.pid);
    const others = alongside(site, server, seed);
    for (let i = 0; i < connections; i++) {
      const localAddress = `127.0.${1 + (i % 40)}.${1 + (Math.floor(i / 40) % 200)}`;
      // Every other one does not even close when the server has.
      const socket = connect({ port: site.port, host: "127.0.0.1", localAddress, allowHalfOpen: i % 2 === 0 });
      socket.on("error", () => undefined).on("connect", () => socket.write(BEGINNINGS[i % BEGINNINGS.length] ?? ""));
      sockets.push(socket.resume());
      if (i % 50 === 49) await pause(20);
    }
    const faults: string[] = [];
    const released = () => reading(server.pid).descriptors <= before.descriptors + ROOM;
    await until(released, "they were released", PATIENCE * 1_000).catch(() =>
      faults.push(`after ${PATIENCE} s ${reading(server.pid).descriptors} descriptors, ${before.descriptors} before`),
    );
    const seen = await others.end(faults, () => pause(500));
    return { did: `silent connections, with ${descriptors} descriptors`, times: connections, ...seen };
  } finally {
    for (const socket of sockets) socket.destroy();
    await site.leave();
  }
};
