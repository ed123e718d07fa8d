/** A body that is compressed is refused for that, by every endpoint that reads one (RFC 9110 8.4), and not for what then seems to be missing in it. */
import { createServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect, type Server } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import express from "express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENDPOINTS } from "../../docs/endpoints.ts";
import { type Candor, createCandor } from "../../src/index.ts";
import { asService, openWorld, type World } from "../catalogue/world.ts";
import { answerOf } from "./application.ts";
import { refused } from "./refusal.ts";

const FORM = "application/x-www-form-urlencoded";
const GRANT = "grant_type=client_credentials";
const CODE = "request/content-encoding-unsupported";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  world.send(path, {
    method: "POST",
    body: body as BodyInit,
    headers: { ...asService, "content-type": FORM, ...headers },
  });

const READING = [
  // The admin API, which refuses with problem details, is in test/admin.
  ...ENDPOINTS.filter(({ path, methods }) => methods.includes("POST") && !path.startsWith("/admin/")).map(({ path }) =>
    path.replace("{ref}", "7kq2m9x4vbcd"),
  ),
  "/errors/search",
  "/demo/act/sign-in",
];

describe.each(READING)("POST %s", (path) => {
  it.each(["gzip", "br", "deflate", "GZIP", "gzip, br", "identity, gzip", "zstd", "x-made-up"])(
    "refuses %s by name, with 415 and what would be accepted",
    async (coding) => {
      const response = await post(path, gzipSync(GRANT), { "content-encoding": coding });
      const accepts = response.headers.get("accept-encoding");
      const answer = await answerOf(world.deps.issuer, response);
      const says = refused(answer, 415, "invalid_request", CODE);
      expect([accepts, says]).toEqual(["identity", expect.stringContaining(`Content-Encoding is ${coding},`)]);
      expect(world.journal.at(-1)?.refusal.evidence).toEqual({ sent: coding });
    },
  );

  it("refuses it with a page in a browser", async () => {
    const response = await post(path, gzipSync(GRANT), { "content-encoding": "gzip", accept: "text/html" });
    expect(response.headers.get("accept-encoding")).toBe("identity");
    expect([response.status, await response.text()]).toEqual([415, expect.stringContaining(`/errors/${CODE}?ref=`)]);
  });

  it.each(["identity", "IDENTITY", "identity, identity", ""])("accepts %j", async (coding) => {
    const before = world.journal.length;
    await post(path, GRANT, { "content-encoding": coding });
    const codes = world.journal.slice(before).map(({ refusal }) => refusal.refused);
    expect(codes).not.toContain(CODE);
  });
});

describe("is not the fault", () => {
  it("where the form is sent as it is: it is granted", async () => {
    expect((await post("/token", GRANT, { "content-encoding": "identity" })).status).toBe(200);
  });

  it.each<[what: string, run: () => Promise<Response>, code: string]>([
    [
      "where nothing is at the URL",
      () => post("/nothing", gzipSync(GRANT), { "content-encoding": "gzip" }),
      "request/wrong-endpoint",
    ],
    [
      "where the method isn't accepted",
      () => post("/healthz", gzipSync(GRANT), { "content-encoding": "gzip" }),
      "request/wrong-method",
    ],
    [
      "where another method comes with it",
      () => world.send("/token", { method: "PUT", body: "x", headers: { "content-encoding": "gzip" } }),
      "request/wrong-method",
    ],
    [
      "where there is no body",
      () => world.send("/token", { method: "POST", headers: { ...asService, "content-encoding": "gzip" } }),
      "request/parameter-absent",
    ],
    [
      "where no body is read",
      () => world.send("/userinfo", { headers: { "content-encoding": "gzip" } }),
      "token/absent",
    ],
  ])("%s", async (_, run, code) => {
    await run();
    expect(world.journal.at(-1)?.refusal.refused).toBe(code);
  });
});

it("shows no secret that was sent in it, and no more than is needed", async () => {
  const secret = `candor_access_${"A".repeat(57)}`;
  await post("/token", GRANT, { "content-encoding": `x-${secret}` });
  expect(JSON.stringify(world.journal.at(-1)?.refusal.evidence)).not.toContain("AAAAAAAAAA");
  await post("/token", GRANT, { "content-encoding": "x".repeat(5_000) });
  expect(String(world.journal.at(-1)?.refusal.evidence.sent).length).toBeLessThanOrEqual(80);
});

describe("over a socket, in a host", () => {
  let candor: Candor;
  const servers: Server[] = [];
  beforeAll(async () => {
    candor = await createCandor({
      config: { issuer: "http://localhost:9", logLevel: "silent" },
      storage: "memory",
      demo: true,
    });
  });
  afterAll(async () => {
    for (const server of servers) server.close();
    await candor.close();
  });

  async function listen(...before: unknown[]): Promise<number> {
    const app = express();
    for (const one of before) app.use(one as never);
    app.use(candor.handler);
    const server = createServer(app);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  }

  /** The status and the code behind `error_uri`. Written without a length, a body is sent in chunks. */
  const ask = (port: number, coding: string, body: Uint8Array, length = true) =>
    new Promise<[status: number | undefined, body: string]>((resolve, reject) => {
      const headers = { ...asService, "content-type": FORM, "content-encoding": coding, connection: "close" };
      const request = httpRequest({ host: "127.0.0.1", port, path: "/token", method: "POST", headers });
      request.once("error", reject);
      request.once("response", async (response) => {
        resolve([response.statusCode, Buffer.concat(await response.toArray()).toString()]);
      });
      if (length) request.setHeader("content-length", body.length);
      request.write(body);
      request.end();
    });

  it.each([
    ["gzip", gzipSync(GRANT)],
    ["br", brotliCompressSync(GRANT)],
    ["deflate", deflateSync(GRANT)],
  ])("%s is refused, with a length and in chunks", async (coding, body) => {
    const port = await listen();
    for (const length of [true, false])
      expect(await ask(port, coding, body, length)).toEqual([415, expect.stringContaining(`/errors/${CODE}?ref=`)]);
  });

  it("what a host has decompressed is read as the form that it was", async () => {
    const port = await listen(express.urlencoded({ extended: false }));
    for (const [coding, body] of [
      ["gzip", gzipSync(GRANT)],
      ["br", brotliCompressSync(GRANT)],
      ["deflate", deflateSync(GRANT)],
    ] as const)
      expect(await ask(port, coding, body)).toEqual([200, expect.stringContaining('"access_token"')]);
  });

  it("so is what a host has read that speaks fetch", async () => {
    const request = new Request("http://localhost:9/token", {
      method: "POST",
      body: gzipSync(GRANT),
      headers: { ...asService, "content-type": FORM, "content-encoding": "gzip" },
    });
    await request.bytes();
    expect((await candor.fetch(request, { body: GRANT })).status).toBe(200);
  });

  it("the response comes without the body having been read, however long it is", async () => {
    const port = await listen();
    const socket = connect(port, "127.0.0.1");
    const head = `POST /token HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${FORM}\r\nContent-Encoding: gzip\r\nContent-Length: 9000000\r\n\r\n`;
    socket.write(head);
    const [first] = (await new Promise<[Buffer]>((resolve) => socket.once("data", (data) => resolve([data])))) ?? [];
    socket.destroy();
    expect(String(first)).toMatch(/^HTTP\/1\.1 415 /);
  });
});
