/** A response that comes before the whole request did is read, by a client that sends everything first. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { Connections } from "./connections.ts";

const QUIET = { info: () => undefined };
const LIMITS = { connections: { total: 1_000, perNetwork: 100, responseTimeout: 60 }, trustedProxy: [] };

async function serve(handle: RequestListener): Promise<number> {
  const server = createServer(handle);
  new Connections(LIMITS, QUIET).guard(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

const tooLarge: RequestListener = (_, response) => {
  response.writeHead(413, { connection: "close", "content-length": 2 }).end("no");
};

/** What was received, once the socket is closed, and the errors of writing. */
async function received(socket: Socket): Promise<readonly [text: string, error: string | undefined]> {
  let text = "";
  let error: string | undefined;
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", ({ message }) => {
    error = message;
  });
  await once(socket, "close").catch(() => undefined);
  return [text, error];
}

const head = (framing: string): string => `POST / HTTP/1.1\r\nhost: localhost\r\n${framing}\r\n\r\n`;
const LENGTH = 20_000_000;
const BODY = Buffer.alloc(LENGTH, "x");

describe("a body that is refused before it has arrived", () => {
  it.each([
    ["of a declared length", [head(`content-length: ${LENGTH}`), BODY]],
    ["in chunks", [head("transfer-encoding: chunked"), `${LENGTH.toString(16)}\r\n`, BODY, "\r\n0\r\n\r\n"]],
  ])("%s", async (_, parts) => {
    const socket = connect(await serve(tooLarge), "127.0.0.1");
    for (const part of parts) socket.write(part);
    const [text, error] = await received(socket);
    expect([text.slice(0, 12), text.slice(-2), error]).toEqual(["HTTP/1.1 413", "no", undefined]);
  });

  it("requests behind it are not handled", async () => {
    let handled = 0;
    const port = await serve((request, response) => {
      handled++;
      tooLarge(request, response);
    });
    const socket = connect(port, "127.0.0.1");
    socket.write(head(`content-length: ${LENGTH}`));
    socket.write(BODY);
    socket.write(head("content-length: 0"));
    const [text] = await received(socket);
    expect([text.match(/HTTP\/1\.1/g)?.length, handled]).toEqual([1, 1]);
  });

  it("one that never arrives does not keep the connection open", async () => {
    const socket = connect({ port: await serve(tooLarge), host: "127.0.0.1", allowHalfOpen: true });
    socket.write(head("content-length: 99"));
    // Only writing tells a client with an open half that the server has let go.
    const writing = setInterval(() => socket.write("x"), 200);
    const [text] = await received(socket);
    clearInterval(writing);
    expect(text).toMatch(/^HTTP\/1\.1 413/);
  });
});
