/** The proxy passes everything on as it is: bytes, headers, streams, and what goes wrong. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import type { WatchOptions } from "../../src/watch/watch.ts";
import { freePort } from "../free-port.ts";
import { send, target, type Watched, watching } from "./world.ts";

interface Received {
  readonly line: string;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

const CODE = `grant_type=authorization_code&client_id=app&code=abcdefghijkl&redirect_uri=${encodeURIComponent("https://app.example/cb")}&code_verifier=${"v".repeat(20)}${"1".repeat(25)}`;

/** A target that keeps what it gets, and its proxy. */
async function echo(
  more: Partial<WatchOptions> = {},
): Promise<Watched & { readonly received: Received[]; readonly host: string }> {
  const received: Received[] = [];
  const server = await target((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method, url, rawHeaders } = incoming;
      received.push({ line: `${method} ${url}`, headers: rawHeaders, body: Buffer.concat(chunks) });
      outgoing
        .writeHead(200, "Fine indeed", ["X-One", "1", "x-two", "a", "x-two", "b", "Content-Length", "2"])
        .end("ok");
    });
  });
  const watched = await watching([server.url], { all: true, ...more });
  onTestFinished(async () => {
    await watched.close();
    await server.close();
  });
  return { ...watched, received, host: server.url.host };
}

describe("unchanged", () => {
  it("method, path, query, headers in their order and case, and the bytes of the body", async () => {
    const { at, received, host } = await echo();
    const body = Buffer.from([0, 255, 13, 10, 128]);
    const headers = ["Host", "localhost", "X-CaSe", "Üx".slice(1), "accept", "a", "Accept", "b", "Content-Length", "5"];
    const came = await send(`${at}`, { method: "PATCH", path: "/a//b/../%7Ec?x=1&x=%2F&y", headers }, body);
    const [one] = received;
    expect(one?.line).toBe("PATCH /a//b/../%7Ec?x=1&x=%2F&y");
    expect(one?.headers).toEqual([
      ...["Host", host, "X-CaSe", "x", "accept", "a", "Accept", "b", "Content-Length", "5", "Connection", "close"],
    ]);
    expect(one?.body).toEqual(body);
    expect([came.status, came.statusText, came.body.toString()]).toEqual([200, "Fine indeed", "ok"]);
    expect(came.rawHeaders.slice(0, 8)).toEqual(["X-One", "1", "x-two", "a", "x-two", "b", "Content-Length", "2"]);
  });

  it("a body in chunks, a POST without a body, and headers of the connection only as far as it goes", async () => {
    const { at, received } = await echo();
    await send(
      at,
      { method: "POST", path: "/", headers: { "transfer-encoding": "chunked", te: "trailers" } },
      "chunks",
    );
    await send(at, {
      method: "POST",
      path: "/",
      headers: { connection: "close, x-own", "x-own": "1", "content-length": "0" },
    });
    expect(received.map(({ body }) => body.toString())).toEqual(["chunks", ""]);
    expect(received[0]?.headers.join(" ").toLowerCase()).not.toContain("trailers");
    expect(received[1]?.headers).not.toContain("x-own");
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ] as const)("a body in %s, which is read all the same", async (encoding, compress) => {
    const bytes = compress('{"error":"invalid_grant","error_description":"The code has expired"}');
    const server = await target((_, response) => {
      response.writeHead(400, { "content-encoding": encoding, "content-type": "application/json" }).end(bytes);
    });
    const watched = await watching([server.url]);
    const came = await send(`${watched.at}/token`, { method: "POST" }, CODE);
    expect(came.body).toEqual(bytes);
    expect(came.headers["content-encoding"]).toBe(encoding);
    const { report } = await watched.until(() => true);
    expect(report?.findings[0]?.reason).toBe("code/expired");
    await watched.close();
    await server.close();
  });

  it("redirects, cookies of any kind, and preflights", async () => {
    const location = "https://elsewhere.example/cb?code=abcdefghijk&iss=https%3A%2F%2Fid.example";
    const cookies = ["a=1; Secure; Domain=id.example; HttpOnly", "__Host-b=2; Secure; Path=/"];
    const server = await target((_, response) => {
      response
        .writeHead(302, { location, "set-cookie": cookies, "access-control-allow-origin": "https://x.example" })
        .end();
    });
    const watched = await watching([server.url]);
    const came = await send(`${watched.at}/authorize`, { method: "OPTIONS", headers: { origin: "https://x.example" } });
    expect([came.status, came.headers.location, came.headers["set-cookie"]]).toEqual([302, location, cookies]);
    expect(came.headers["access-control-allow-origin"]).toBe("https://x.example");
    await watched.close();
    await server.close();
  });

  it("responses without a body", async () => {
    const server = await target((incoming, response) => {
      if (incoming.method === "HEAD") response.writeHead(200, { "content-length": "1234" }).end();
      else response.writeHead(incoming.url === "/304" ? 304 : 204, { etag: '"x"' }).end();
    });
    const watched = await watching([server.url], { all: true });
    const head = await send(watched.at, { method: "HEAD" });
    expect([head.status, head.headers["content-length"]]).toEqual([200, "1234"]);
    expect((await send(`${watched.at}/304`)).status).toBe(304);
    expect((await send(`${watched.at}/204`)).status).toBe(204);
    await watched.close();
    await server.close();
  });

  it("more than is kept", async () => {
    const megabytes = Buffer.alloc(4_000_000, "x");
    const server = await target((incoming, response) => {
      response.writeHead(200, { "content-type": "text/plain" });
      incoming.pipe(response);
    });
    const watched = await watching([server.url], { all: true });
    const came = await send(watched.at, { method: "POST", headers: { "content-type": "text/plain" } }, megabytes);
    expect(came.body.equals(megabytes)).toBe(true);
    const { exchange } = await watched.until(() => true);
    expect([exchange.request.body, exchange.response?.body]).toEqual([{ bytes: 4_000_000 }, { bytes: 4_000_000 }]);
    await watched.close();
    await server.close();
  });

  it("a connection that is kept alive", async () => {
    const { at, received } = await echo();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await send(`${at}/1`, { agent });
    const [socket] = Object.values(agent.freeSockets)[0] ?? [];
    await send(`${at}/2`, { agent });
    expect(socket).toBeDefined();
    expect(Object.values(agent.freeSockets)[0]?.[0]).toBe(socket);
    expect(received.length).toBe(2);
    agent.destroy();
  });
});

it("events are passed on while the stream goes on, and the client's end ends it", async () => {
  let gone: (() => void) | undefined;
  const ended = new Promise<void>((resolve) => {
    gone = resolve;
  });
  let more: (() => void) | undefined;
  const server = await target((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
    more = () => response.write("data: 2\n\n");
    response.once("close", () => gone?.());
  });
  const watched = await watching([server.url], { all: true });
  const controller = new AbortController();
  const response = await fetch(`${watched.at}/mcp`, { signal: controller.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe("data: 1\n\n");
  expect((await watched.until(({ exchange }) => exchange.open === true)).outcome.says).toBe("200, a stream");
  more?.();
  expect((await reader?.read())?.value).toBe("data: 2\n\n");
  controller.abort();
  await ended;
  const over = await watched.until(({ exchange }) => exchange.open === undefined);
  expect(over.exchange.failure).toBe("The client closed the connection before the end of the response.");
  expect(watched.entries().length).toBe(1);
  await watched.close();
  await server.close();
});

describe("what goes wrong is said", () => {
  it("nothing listens", async () => {
    const port = await freePort();
    const watched = await watching([new URL(`http://localhost:${port}`)]);
    const came = await send(`${watched.at}/token`, { method: "POST" }, "grant_type=refresh_token");
    expect([came.status, came.headers["content-type"]]).toEqual([502, "text/plain; charset=utf-8"]);
    expect(came.body.toString()).toContain(`Nothing listens at http://localhost:${port} (ECONNREFUSED)`);
    const { report, outcome } = await watched.until(() => true);
    expect([outcome.is, report?.findings[0]?.reason]).toEqual(["failed", "transport/unreachable"]);
    await watched.close();
  });

  it("the target ends in the middle", async () => {
    const server = await target((_, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half");
      setImmediate(() => response.destroy());
    });
    const watched = await watching([server.url]);
    await expect(send(`${watched.at}/token`, { method: "POST" }, "grant_type=password")).rejects.toThrow();
    const { outcome } = await watched.until(() => true);
    expect(outcome.says).toBe("200, the target closed the connection before the end of the response");
    await watched.close();
    await server.close();
  });

  it("the client goes away before there is a response", async () => {
    let arrived: (() => void) | undefined;
    const asked = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const server = await target(() => arrived?.());
    const watched = await watching([server.url]);
    const sent = request(`${watched.at}/token`, { method: "POST" });
    sent.on("error", () => undefined);
    sent.end("grant_type=refresh_token");
    await asked;
    sent.destroy();
    const { exchange } = await watched.until(() => true);
    expect([exchange.response, exchange.failure]).toEqual([undefined, expect.stringContaining("The client closed")]);
    await watched.close();
    await server.close();
  });

  it.each([
    [
      "a WebSocket",
      "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
      "501",
      "websocket",
    ],
    ["another host", "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", "421", "evil.example"],
    [
      "another server",
      "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
      "403",
      "only",
    ],
    [
      "a tunnel elsewhere",
      "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n",
      "501",
      "evil.example:443",
    ],
    ["what isn't HTTP", "\u0016\u0003\u0001\u0000\u0000\r\n\r\n", "400", "isn't HTTP"],
  ])("%s is refused", async (_, wire, status, says) => {
    const { at, received } = await echo();
    const socket = connect(Number(new URL(at).port), "localhost");
    socket.write(wire, "latin1");
    const answer = await text(socket);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain("candor watch didn't get a response.");
    expect(answer).toContain(says);
    expect(received).toEqual([]);
  });
});

it("listens on loopback only", async () => {
  const { at, page } = await echo();
  const others = Object.values(networkInterfaces()).flatMap((all = []) => all.filter(({ internal }) => !internal));
  const reached = [at, page].flatMap((url) =>
    others.map(
      ({ address }) =>
        new Promise<boolean>((resolve) => {
          const socket = connect(Number(new URL(url).port), address);
          socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
        }),
    ),
  );
  expect(await Promise.all(reached)).not.toContain(true);
  for (const url of [at, page]) expect((await fetch(url)).status).toBe(200);
});

it("two targets have a proxy each", async () => {
  const [one, two] = await Promise.all(["one", "two"].map((name) => target((_, response) => response.end(name))));
  const watched = await watching([one?.url as URL, two?.url as URL]);
  const bodies = await Promise.all(watched.origins.map(async ({ proxy }) => (await send(proxy)).body.toString()));
  expect(bodies).toEqual(["one", "two"]);
  await Promise.all([watched.close(), one?.close(), two?.close()]);
});

describe("as a proxy in HTTP_PROXY", () => {
  it("accepts whole URLs of the target, and a tunnel to it", async () => {
    const { at, received, host, entries } = await echo();
    const { hostname, port } = new URL(at);
    await send(at, { hostname, port, path: `http://${host}/token?x=1`, headers: { host } });
    const socket = connect(Number(port), hostname);
    socket.write(`CONNECT ${host} HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
    await new Promise((resolve) => socket.once("data", resolve));
    socket.write(`GET /inside HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toContain("ok");
    expect(received.map(({ line }) => line)).toEqual(["GET /token?x=1", "GET /inside"]);
    expect(entries().map(({ exchange }) => exchange.request.url)).toEqual([
      `http://${host}/token?x=1`,
      `http://${host}/inside`,
    ]);
  });
});

describe("TLS to the target", () => {
  it("works with a private authority, and says what is missing without", async () => {
    const directory = mkdtempSync(join(tmpdir(), "candor-watch-"));
    const [cert, key] = [join(directory, "cert.pem"), join(directory, "key.pem")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    execFileSync("openssl", ["req", "-x509", ...kind, ...subject, "-keyout", key, "-out", cert], { stdio: "pipe" });
    const ca = readFileSync(cert, "utf8");
    const server = createTlsServer({ cert: ca, key: readFileSync(key) }, (_, response) => response.end("over TLS"));
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const url = new URL(`https://localhost:${(server.address() as AddressInfo).port}`);
    const [trusting, doubting] = await Promise.all([watching([url], { ca }), watching([url])]);
    expect((await send(trusting.at)).body.toString()).toBe("over TLS");
    const refused = await send(doubting.at);
    expect(refused.status).toBe(502);
    expect(refused.body.toString()).toMatch(/SELF_SIGNED.*--ca/s);
    await Promise.all([trusting.close(), doubting.close()]);
    server.close();
    server.closeAllConnections();
    rmSync(directory, { recursive: true, force: true });
  });
});
