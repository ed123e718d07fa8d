import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { expect, it } from "vitest";
import { Client } from "./client.ts";
import { openPool, sourceAt } from "./pool.ts";

const message = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};

/** A server that lets everybody in, and ends each connection in the same breath. */
const LET_IN = message("R", Buffer.alloc(4));
const READY = message("Z", Buffer.from("I"));
const ENDED = message("E", Buffer.from("SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0"));

async function serverThatEnds() {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(Buffer.concat([LET_IN, READY, ENDED])));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `postgresql://a@127.0.0.1:${(server.address() as AddressInfo).port}/candor`;
  return { url, stop: () => server.close() };
}

it("a connection that ends as soon as it begins is nobody's exception", async () => {
  const { url, stop } = await serverThatEnds();
  try {
    const client = new Client({ connectionString: url });
    await client.connect();
    await expect(client.query("select 1")).rejects.toThrow();
    const pool = openPool(sourceAt(url), () => {});
    for (let tries = 0; tries < 3; tries++) await expect(pool.query("select 1")).rejects.toThrow();
    await pool.end();
  } finally {
    stop();
  }
});
