/** How many requests are made of what a client sends, over real sockets. */
import { createServer, IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { Connections } from "./connections.ts";

const REQUEST = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
const LIMITS = { total: 1_000, perNetwork: 100, responseTimeout: 60 };

const LOG = { info: () => undefined };

let made = 0;
class Counted extends IncomingMessage {
  constructor(socket: Socket) {
    super(socket);
    made++;
  }
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
  made = 0;
});

async function listen(server: Server): Promise<number> {
  new Connections({ connections: LIMITS, trustedProxy: [] }, LOG).guard(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closing.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

/** Sends it, and waits until the other side has closed. */
async function send(socket: Socket, text: string): Promise<void> {
  socket.on("error", () => undefined).resume();
  socket.write(text);
  await new Promise<void>((done) => socket.once("close", () => done()));
}

it("33 wait and one is too many: the rest of 2,000 is not made", async () => {
  const port = await listen(createServer({ IncomingMessage: Counted }, () => undefined));
  await send(connect(port, "127.0.0.1"), REQUEST.repeat(2_000));
  expect(made).toBeLessThanOrEqual(36);
});

it("nothing is made behind the last response of a connection", async () => {
  const server = createServer({ IncomingMessage: Counted }, (_, response) => {
    response.shouldKeepAlive = false;
    response.end("x".repeat(100_000_000));
  });
  const socket = connect(await listen(server), "127.0.0.1").pause();
  socket.on("error", () => undefined);
  socket.write(REQUEST.repeat(2_000));
  await expect.poll(() => made).toBeGreaterThan(0);
  for (let n = 0; n < 50; n++) {
    socket.write(REQUEST.repeat(2_000));
    await new Promise((next) => setTimeout(next, 2));
  }
  socket.destroy();
  // One for each chunk that was read.
  expect(made).toBeLessThan(200);
});
