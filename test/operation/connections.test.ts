/** Connections that send nothing, that read nothing, or that are too many: they go, and everybody else is served. */
import { execFileSync } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createServer as createEncrypted } from "node:https";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect as connectEncrypted } from "node:tls";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { Connections } from "../../src/http/connections.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { freePort } from "../free-port.ts";

const LIMITS = { total: 10_000, perNetwork: 3, responseTimeout: 1 };
const QUIET = { info: () => undefined, error: () => undefined, flush: async () => undefined };

const guarded = (own: Partial<typeof LIMITS> = {}, trustedProxy: string[] = [], log = QUIET) =>
  new Connections({ connections: { ...LIMITS, ...own }, trustedProxy }, log);

/** A client that keeps its half open whatever the server does, and reads only when told to. */
function client(port: number, text = ""): Socket & { readonly text: () => string } {
  const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
  let read = "";
  socket
    .on("error", () => undefined)
    .on("data", (chunk) => {
      read += chunk;
    });
  socket.on("connect", () => text !== "" && socket.write(text));
  return Object.assign(socket, { text: () => read });
}

/** Resolves when the server has let go of the socket: then, and only then, what is written to it meets a reset. */
async function released(socket: Socket): Promise<void> {
  const writing = setInterval(() => socket.write("x"), 50);
  await new Promise<void>((done) => (socket.closed ? done() : socket.once("close", () => done())));
  clearInterval(writing);
}

/** A server that holds twenty connections. */
async function serveTwenty(): Promise<{ readonly server: DemoServer; readonly port: number }> {
  const port = await freePort();
  const at = { issuer: `http://127.0.0.1:${port}`, host: "127.0.0.1", port };
  return { server: await startDemo({ config: { ...at, connections: { total: 20 } } }), port };
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`;

describe("a server", () => {
  let server: DemoServer;
  let port: number;
  beforeAll(async () => {
    ({ server, port } = await serveTwenty());
  });
  afterAll(() => server.close());

  it("ends a connection whose bytes are not HTTP, also where the client does not end its half", async () => {
    const socket = client(port, "\x16\x03\x01\x02\0\r\n\r\n");
    await once(socket, "end");
    await released(socket);
    expect(socket.text()).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("responds to what comes before such bytes first", async () => {
    const socket = client(port, `${get("/healthz")}\x16\x03\x01\r\n\r\n`);
    await once(socket, "end");
    await released(socket);
    expect(socket.text()).toMatch(/^HTTP\/1\.1 200 [\s\S]*\{"status":"ok"\}HTTP\/1\.1 400 /);
  });

  it.each(["CONNECT a.example:443 HTTP/1.1\r\nhost: a.example:443\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"])(
    "responds to what comes before %j first",
    async (text) => {
      const socket = client(port, `${get("/errors")}${get("/healthz")}${text}`);
      await once(socket, "end");
      await released(socket);
      const statuses = [...socket.text().matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status);
      expect(statuses).toEqual(["200", "200", text.startsWith("CONNECT") ? "405" : "400"]);
    },
  );

  it("responds to requests in their order, also where many come at once", async () => {
    const paths = Array.from({ length: 30 }, (_, i) => `/nowhere/${i}`);
    const socket = client(
      port,
      paths.map(get).join("") + get("/healthz").replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n"),
    );
    await once(socket, "end");
    const asked = [...socket.text().matchAll(/no endpoint at (\/nowhere\/\d+)/gi)].map(([, path]) => path);
    expect(asked).toEqual(paths);
    socket.destroy();
  });

  it("ends a connection with thousands of requests and no reader", async () => {
    const socket = client(port, get("/errors").repeat(3_000));
    await released(socket);
    expect(socket.text().match(/HTTP\/1\.1 200/g)?.length ?? 0).toBeLessThan(100);
  });
});

/** Each has a server of its own, because they wait for its time limits more than they work. */
describe.concurrent("a server that holds twenty connections", () => {
  it.for([
    ["silent", ""],
    ["half a request line", "GET /hea"],
    ["half the headers", "GET /healthz HTTP/1.1\r\nhost: lo"],
    ["half a body", `POST /token HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99\r\n\r\ngrant_`],
    ["a response that is not read", get("/errors").repeat(33)],
    ["a chunk", `POST /token HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab`],
  ] as const)("serves others while connections with %s are more than that, and ends those", async ([, text], test) => {
    const { server, port } = await serveTwenty();
    test.onTestFinished(() => server.close());
    const silent: Socket[] = [];
    // One by one, so that all of them have sent what they send when the next one comes.
    for (let i = 0; i < 25; i++) {
      const socket = client(port, text);
      silent.push(socket);
      await once(socket, "connect");
      await new Promise((wait) => setTimeout(wait, 60));
    }
    for (let i = 0; i < 5; i++) {
      const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { headers: { connection: "close" } });
      test.expect(answer.status).toBe(200);
    }
    await Promise.all(silent.map(released));
  });
});

describe("a response that is not read", () => {
  let plain: Server;
  let asked = 0;
  beforeAll(async () => {
    plain = createServer((_, response) => {
      asked++;
      response.end(Buffer.alloc(30_000_000));
    });
    guarded().guard(plain);
    plain.listen(0, "127.0.0.1");
    await once(plain, "listening");
  });
  afterAll(() => plain.close());

  it("ends its connection after the time that is set; what waits behind it is not begun", async () => {
    const socket = client((plain.address() as AddressInfo).port, get("/").repeat(5));
    socket.pause();
    const [accepted] = (await once(plain, "connection")) as [Socket];
    if (!accepted.closed) await once(accepted, "close");
    expect(asked).toBe(1);
    socket.destroy();
  });
});

describe("an encrypted connection", () => {
  it("with too many requests is not decrypted and parsed any further", async () => {
    const directory = mkdtempSync(join(tmpdir(), "candor-connections-"));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const [cert, key] = [join(directory, "cert.pem"), join(directory, "key.pem")];
    const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    const made = ["req", "-x509", ...kind, "-subj", "/CN=localhost", "-keyout", key, "-out", cert];
    execFileSync("openssl", made, { stdio: "pipe" });
    const server = createEncrypted({ cert: readFileSync(cert), key: readFileSync(key) }, () => undefined);
    onTestFinished(() => void server.close());
    guarded().guard(server);
    let parsed = 0;
    server.on("request", () => parsed++);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const socket = connectEncrypted({ port, host: "127.0.0.1", rejectUnauthorized: false }).on(
      "error",
      () => undefined,
    );
    await once(socket, "secureConnect");
    socket.write(get("/").repeat(8_000));
    await new Promise<void>((done) => socket.once("close", () => done()));
    // One is handled, 32 wait, one is too many.
    expect(parsed).toBe(34);
  });
});

describe("connections of one network", () => {
  /** What a server accepts. */
  class Accepted extends EventEmitter {
    static port = 1;
    readonly remotePort = Accepted.port++;
    readonly localPort = 9400;
    readonly remoteAddress: string;
    readonly localAddress: string;
    destroyed = false;
    constructor(remoteAddress: string, localAddress = "192.0.2.9", remotePort?: number) {
      super();
      this.remoteAddress = remoteAddress;
      this.localAddress = localAddress;
      if (remotePort !== undefined) this.remotePort = remotePort;
    }
    destroy() {
      this.destroyed = true;
      this.emit("close");
    }
  }

  function open(addresses: readonly string[], trustedProxy: string[] = [], own: Partial<typeof LIMITS> = {}) {
    const server = new EventEmitter() as Server;
    guarded(own, trustedProxy).guard(server);
    const sockets = addresses.map((address) => new Accepted(address));
    for (const socket of sockets) server.emit("connection", socket);
    server.emit("close");
    return sockets.filter(({ destroyed }) => !destroyed).length;
  }

  it.each<[string, readonly string[], number]>([
    ["IPv4", Array(10).fill("192.0.2.1"), 3],
    ["IPv4 in IPv6", ["192.0.2.1", ...Array(9).fill("::ffff:192.0.2.1")], 3],
    ["a /56 of IPv6", Array.from({ length: 10 }, (_, i) => `2001:db8:0:1${i}::${i}`), 3],
    ["two networks", [...Array(5).fill("192.0.2.1"), ...Array(5).fill("192.0.2.2")], 6],
    ["this machine itself, which is exempt", [...Array(5).fill("127.0.0.1"), ...Array(5).fill("::1")], 10],
  ])("%s", (_, addresses, left) => {
    expect(open(addresses)).toBe(left);
  });

  it("a proxy that is trusted is exempt, alone or with its network", () => {
    expect(open(Array(10).fill("10.1.2.3"), ["10.0.0.0/8"])).toBe(10);
    expect(open(Array(10).fill("::ffff:10.1.2.3"), ["10.1.2.3"])).toBe(10);
    expect(open(Array(10).fill("2001:db8::1"), ["2001:db8::/32"])).toBe(10);
    expect(open(Array(10).fill("11.1.2.3"), ["10.0.0.0/8"])).toBe(3);
  });

  it("are told apart if they come from one port to several IP addresses of this machine", () => {
    const server = new EventEmitter() as Server;
    const connections = guarded();
    connections.guard(server);
    for (let i = 0; i < 10; i++) {
      const pair = ["2001:db8::1", "2001:db8::2"].map((local) => new Accepted("2001:db8:1::1", local, 50_000));
      for (const socket of pair) server.emit("connection", socket);
      expect(connections.count).toBe(2);
      for (const socket of pair) socket.destroy();
    }
    expect(connections.count).toBe(0);
    const next = new Accepted("2001:db8:1::1");
    server.emit("connection", next);
    expect(next.destroyed).toBe(false);
    server.emit("close");
  });

  it("all together have a bound of their own", () => {
    expect(open(Array(10).fill("127.0.0.1"), [], { total: 4 })).toBe(4);
  });
});
