/** Nobody can hold the server up for ever: slow requests, and requests that never end. */
import { connect } from "node:net";
import { describe, it } from "vitest";
import { startDemo } from "../demo-server.ts";
import { halfSent } from "./half-sent.ts";
import { place } from "./run.ts";

/** Writes to a socket until it is closed, for a minute at most; says what came back. */
function trickle(issuer: string, head: string, drop: string): Promise<string> {
  return new Promise((done) => {
    let text = "";
    const socket = connect(Number(new URL(issuer).port), "localhost", () => socket.write(head));
    const dropping = setInterval(() => socket.write(drop), 500);
    const ended = () => {
      clearInterval(dropping);
      socket.destroy();
      done(text);
    };
    setTimeout(ended, 60_000).unref();
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => undefined).on("close", ended);
  });
}

describe.concurrent("slow requests", () => {
  it.for([
    ["headers", "POST /token HTTP/1.1\r\nhost: x\r\n", "x-slow: 1\r\n"],
    ["a body", "POST /token HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\n", "x"],
  ] as const)("%s that trickle are not waited for longer than 15 seconds", async ([, head, drop], { expect }) => {
    const server = await startDemo();
    const text = await trickle(server.issuer, head, drop);
    await server.close();
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("a stop gives up on a request that never ends, after ten seconds", async ({ expect, onTestFinished }) => {
    const at = await place();
    onTestFinished(() => at.leave());
    const running = await at.serve();
    const { socket } = await halfSent(at);
    const began = Date.now();
    expect(await running.stop()).toBe(0);
    expect(Date.now() - began).toBeGreaterThan(8_000);
    expect(Date.now() - began).toBeLessThan(60_000);
    socket.destroy();
  });
});
