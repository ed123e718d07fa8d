/** A graceful end: what is under way is finished, nothing new is accepted, and nobody can hold the server up for ever. */
import { Agent, get } from "node:http";
import { connect } from "node:net";
import { describe, it, type TestContext } from "vitest";
import { pause } from "../until.ts";
import { BODY, halfSent } from "./half-sent.ts";
import { type Place, place, SECRET } from "./run.ts";

async function newPlace({ onTestFinished }: TestContext): Promise<Place> {
  const at = await place();
  onTestFinished(() => at.leave());
  return at;
}

/** Whether somebody listens. Nothing is sent. */
function accepts(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, "localhost");
    socket.once("error", () => done(false));
    socket.once("connect", () => {
      socket.destroy();
      done(true);
    });
  });
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
      await expect.poll(() => accepts(at.port)).toBe(false);
      expect(running.child.exitCode).toBeNull();
      socket.write(BODY.slice(10));
      const text = await answer;
      expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
      expect(text).toMatch(/^connection: close\r$/im);
      expect(text).toMatch(/^access-control-allow-origin: \*\r$/im);
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
    const gone = new Promise((done) => silent.once("close", done));
    const { socket, answer } = await halfSent(at);
    running.child.kill("SIGTERM");
    await Promise.all([closed, gone]);
    // Otherwise they might have been closed because time was up.
    socket.write(BODY.slice(10));
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(await running.ended).toBe(0);
  });

  it("signals in a burst count as one", async (context) => {
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

  it("cuts off nobody who keeps a connection alive: each response says that it is the last, or comes from nobody", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const running = await at.serve();
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const last: (string | undefined)[] = [];
    const ends: string[] = [];
    let served = 0;
    const clients = Array.from({ length: 8 }, async () => {
      for (;;) {
        const response = await ask(at, "/jwks", agent).catch((error: NodeJS.ErrnoException) => String(error.code));
        if (typeof response === "string") return void ends.push(response);
        served++;
        if (response.connection === "close") last.push(response.connection);
      }
    });
    await expect.poll(() => served).toBeGreaterThan(50);
    expect(await running.stop()).toBe(0);
    await Promise.all(clients);
    agent.destroy();
    expect(ends).toEqual(clients.map(() => "ECONNREFUSED"));
    expect(last.length).toBeGreaterThan(0);
  });

  it("serves on for shutdownDelay while it says that it is not ready, then ends", async (context) => {
    const { expect } = context;
    const at = await place({ shutdownDelay: 10 });
    context.onTestFinished(() => at.leave());
    const running = await at.serve();
    expect((await ask(at, "/readyz")).status).toBe(200);
    running.child.kill("SIGTERM");
    await expect.poll(async () => (await ask(at, "/readyz")).status).toBe(503);
    const healthy = await ask(at, "/healthz");
    expect(healthy.status).toBe(200);
    const { status } = await at.app.post("/token", {
      grant_type: "client_credentials",
      scope: "orders",
      client_id: "shop",
      client_secret: SECRET,
    });
    expect([200, 401]).toContain(status);
    expect(await running.ended).toBe(0);
  });

  it("by a later second signal is at once, whatever is under way", async (context) => {
    const { expect } = context;
    const at = await newPlace(context);
    const running = await at.serve();
    const { socket } = await halfSent(at);
    socket.on("error", () => undefined);
    running.child.kill("SIGTERM");
    await expect.poll(() => ask(at, "/readyz").catch(({ code }) => code)).toBe("ECONNREFUSED");
    await pause(1_500);
    expect(running.child.exitCode).toBeNull();
    running.child.kill("SIGTERM");
    await running.ended;
    expect(running.child.exitCode).toBe(143);
  });
});

/** Status and connection header of a response. */
function ask(
  at: Place,
  path: string,
  agent?: Agent,
): Promise<{ status: number | undefined; connection: string | undefined }> {
  return new Promise((done, fail) => {
    get(at.issuer + path, agent ? { agent } : { agent: false }, (response) => {
      response.resume();
      response.once("end", () => done({ status: response.statusCode, connection: response.headers.connection }));
    }).once("error", fail);
  });
}
