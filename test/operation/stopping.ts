/** A graceful end: what is under way is finished, nothing new is taken, and nobody can hold the server up for ever. */
import { connect } from "node:net";
import { describe, it, type TestContext } from "vitest";
import { BODY, halfSent } from "./half-sent.ts";
import { type Place, place } from "./run.ts";

async function newPlace({ onTestFinished }: TestContext): Promise<Place> {
  const at = await place();
  onTestFinished(() => at.leave());
  return at;
}

describe.concurrent("stopping", () => {
  it.for(["SIGTERM", "SIGINT"] as const)(
    "by %s finishes the request under way, then exits with 0",
    async (signal, context) => {
      const { expect } = context;
      const at = await newPlace(context);
      const running = await at.serve();
      const { socket, answer } = await halfSent(at);
      running.child.kill(signal);
      await new Promise((wait) => setTimeout(wait, 300));
      await expect(fetch(`${at.issuer}/readyz`)).rejects.toThrow();
      expect(running.child.exitCode).toBeNull();
      socket.write(BODY.slice(10));
      const text = await answer;
      expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(text).toMatch(/^connection: close\r$/im);
      expect(text).toContain('"scope":"orders"');
      expect(await running.ended).toBe(0);
      expect(running.stderr()).toBe("");
    },
  );

  it("does not wait for connections on which nothing is under way", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const running = await at.serve();
    const idle = connect(at.port, "localhost");
    const closed = new Promise((done) => idle.once("close", done));
    idle.write("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n");
    await new Promise((done) => idle.once("data", done));
    const silent = connect(at.port, "localhost");
    silent.on("error", () => undefined);
    await new Promise((done) => silent.once("connect", done));
    const began = Date.now();
    expect(await running.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(5_000);
    await closed;
  });

  it("a second signal does no harm", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const running = await at.serve();
    const { socket, answer } = await halfSent(at);
    for (let i = 0; i < 3; i++) running.child.kill("SIGTERM");
    await new Promise((wait) => setTimeout(wait, 200));
    socket.write(BODY.slice(10));
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(await running.ended).toBe(0);
  });
});
