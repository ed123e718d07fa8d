/** `candor mcp --http`: who may reach it, and that nothing that arrives ends it. */
import { request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../operation/run.ts";
import { called, type Endpoint, ERAS, endpoint, overHttp } from "./connect.ts";

let local: Endpoint;
let shared: Endpoint;
const TOKEN = "a-long-random-token-of-this-server";

beforeAll(async () => {
  [local, shared] = await Promise.all([
    endpoint(),
    endpoint(["--host", "0.0.0.0", "--allow-host", "mcp.example", "agents.example"], { CANDOR_MCP_TOKEN: TOKEN }),
  ]);
});
afterAll(() => Promise.all([local?.running.stop(), shared?.running.stop()]));

const HELLO = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};
const USUAL = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/** The status of a response. `fetch` doesn't let a program choose its Host header. */
function status(
  { url }: Endpoint,
  headers: Record<string, string>,
  { body = JSON.stringify(HELLO), method = "POST", path }: { body?: string; method?: string; path?: string } = {},
): Promise<number | undefined> {
  return new Promise((done, failed) => {
    const { hostname, port, pathname } = new URL(url);
    const options = { hostname, port, path: path ?? pathname, method, headers: { ...USUAL, ...headers }, agent: false };
    const sent = request(options, (response) => {
      response.resume();
      done(response.statusCode);
    });
    sent.on("error", failed);
    sent.end(method === "POST" ? body : undefined);
  });
}

describe("from this machine", () => {
  it.each(["localhost", "127.0.0.1", "localhost:1234", "[::1]:80"])("Host: %s is accepted", async (host) => {
    expect(await status(local, { host })).toBe(200);
  });

  it.each(["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "mcp.example", "0.0.0.0", "a b"])(
    "Host: %j is refused: a page may have rebound its name",
    async (host) => expect(await status(local, { host })).toBe(403),
  );

  it.each(["http://localhost:3000", "http://127.0.0.1", "https://localhost"])(
    "Origin: %s is accepted",
    async (origin) => {
      expect(await status(local, { origin })).toBe(200);
    },
  );

  it.each(["https://evil.example", "null", "http://localhost.evil.example", "file://"])(
    "Origin: %s is refused",
    async (origin) => expect(await status(local, { origin })).toBe(403),
  );

  it("only the loopback address is listened on", () => {
    expect(local.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/mcp$/);
  });
});

describe("from other machines", () => {
  it("needs a token, or it doesn't start", async () => {
    const running = run(["mcp", "--http", "--port", "0", "--host", "0.0.0.0"], process.cwd());
    expect([await running.ended, running.stderr()]).toEqual([2, expect.stringContaining("CANDOR_MCP_TOKEN")]);
  });

  it.each<[headers: Record<string, string>, status: number]>([
    [{}, 401],
    [{ authorization: "Bearer wrong" }, 401],
    [{ authorization: `Basic ${TOKEN}` }, 401],
    [{ authorization: `Bearer ${TOKEN}` }, 200],
    [{ authorization: `Bearer ${TOKEN}`, host: "mcp.example" }, 200],
    [{ authorization: `Bearer ${TOKEN}`, host: "agents.example:443", origin: "https://agents.example" }, 200],
    [{ authorization: `Bearer ${TOKEN}`, host: "evil.example" }, 403],
    [{ authorization: `Bearer ${TOKEN}`, origin: "https://evil.example" }, 403],
  ])("%j gets %i", async (headers, expected) => expect(await status(shared, headers)).toBe(expected));

  it("the official client sends the token", async () => {
    const client = await overHttp(shared.url.replace("0.0.0.0", "127.0.0.1"), ERAS.modern, {
      authorization: `Bearer ${TOKEN}`,
    });
    expect((await called(client, "explain", { input: "invalid_grant" })).causes.length).toBeGreaterThan(0);
    await client.close();
  });
});

describe("what can't be handled", () => {
  it.each<[name: string, headers: Record<string, string>, more: Parameters<typeof status>[2], expected: number]>([
    ["no JSON", {}, { body: "{" }, 400],
    ["an empty body", {}, { body: "" }, 400],
    ["a number", {}, { body: "7" }, 400],
    ["another content type", { "content-type": "text/plain" }, {}, 415],
    ["GET, for a stream that there is none of", {}, { method: "GET" }, 405],
    ["DELETE, for a session that there is none of", {}, { method: "DELETE" }, 405],
    ["TRACE", {}, { method: "TRACE" }, 405],
    ["another path", {}, { path: "/" }, 404],
    ["a path that is a URL", {}, { path: "//evil.example/mcp" }, 404],
    [
      "an unknown version",
      { "mcp-protocol-version": "1999-01-01" },
      { body: JSON.stringify({ ...HELLO, method: "ping", params: {} }) },
      400,
    ],
  ])("%s", async (_, headers, more, expected) => {
    expect(await status(local, headers, more)).toBe(expected);
    expect(await status(local, {})).toBe(200);
  });

  it.each(["content-length: 999999999", "transfer-encoding: chunked"])(
    "a body that is too long (%s)",
    async (header) => {
      const said = await new Promise<string>((done, failed) => {
        const { hostname, port } = new URL(local.url);
        const socket = connect(Number(port), hostname).setEncoding("latin1").once("error", failed);
        socket.once("data", (text: string) => {
          done(text);
          socket.destroy();
        });
        socket.write(`POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${header}\r\n\r\n`);
        const part = "x".repeat(1_000_000);
        if (header.startsWith("transfer")) for (let at = 0; at < 40; at++) socket.write(`f4240\r\n${part}\r\n`);
      });
      expect(said).toMatch(/^HTTP\/1\.1 413 /);
      expect(await status(local, {})).toBe(200);
    },
  );

  it("a client that leaves in the middle", async () => {
    await new Promise<void>((done) => {
      const { hostname, port } = new URL(local.url);
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{",
          () => {
            socket.destroy();
            done();
          },
        );
      });
    });
    expect(await status(local, {})).toBe(200);
  });
});

it("older versions are accepted", async () => {
  for (const version of ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"]) {
    const body = JSON.stringify({ ...HELLO, params: { ...HELLO.params, protocolVersion: version } });
    const response = await fetch(local.url, { method: "POST", headers: USUAL, body });
    expect(await response.text()).toContain(`"protocolVersion":"${version}"`);
  }
});

it("a port in use is reported", async () => {
  const running = run(["mcp", "--http", "--port", new URL(local.url).port], process.cwd());
  expect([await running.ended, running.stderr()]).toEqual([2, expect.stringContaining("The port is in use")]);
});

it("SIGTERM ends it", async () => {
  const one = await endpoint();
  expect(await one.running.stop("SIGTERM")).toBe(0);
});
