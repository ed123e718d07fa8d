/** Whoever names a URL does not choose what the server reaches by it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, BlockList } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { OutboundError } from "../../ports/outbound.ts";
import { type Resolve, sendGuarded } from "./guarded.ts";
import { limitedOutbound } from "./limited.ts";

let server: Server;
let port: number;
let asked: { readonly request: IncomingMessage; readonly body: string }[] = [];
let held: ServerResponse[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    asked.push({ request, body });
    if (request.url === "/redirect") response.writeHead(302, { location: "/secret" });
    if (request.url === "/slow") return void held.push(response);
    if (request.url === "/long") return void response.end("é".repeat(51));
    response.end("here");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  held = [];
});

const resolving =
  (...addresses: string[]): Resolve =>
  (_, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
const failing: Resolve = (_, done) => done(new Error("ENOTFOUND"), []);

function networks(...all: readonly [string, number, "ipv4" | "ipv6"][]): BlockList {
  const list = new BlockList();
  for (const one of all) list.addSubnet(...one);
  return list;
}
const LOOPBACK = networks(["127.0.0.0", 8, "ipv4"], ["::1", 128, "ipv6"]);
const NONE = networks();

interface Given {
  readonly allowed?: BlockList;
  readonly resolve?: Resolve;
  readonly longest?: number;
  readonly deadline?: number;
}
const get = (url: string, { allowed = LOOPBACK, resolve, longest = 100, deadline = 5_000 }: Given = {}) =>
  sendGuarded({ url: new URL(url), method: "GET", longest }, { privateNetworks: allowed, deadline, resolve });
const fails = async (sent: Promise<unknown>) => {
  const error = await sent.then(
    () => expect.fail("it was sent"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(OutboundError);
  return (error as OutboundError).because;
};

describe("a URL of a client", () => {
  it.each<[what: string, url: string, addresses: string[], because: string]>([
    ["this machine", "https://app.example", ["127.0.0.1"], "not-public"],
    ["this machine by a name with a dot at its end", "https://app.example.", ["127.0.0.1"], "not-public"],
    ["a public address and this machine", "https://app.example", ["1.1.1.1", "127.0.0.1"], "not-public"],
    ["this machine in IPv6", "https://app.example", ["::1"], "not-public"],
    ["IPv4 in IPv6", "https://app.example", ["::ffff:127.0.0.1"], "not-public"],
    ["the metadata of a cloud", "http://169.254.169.254/latest", [], "not-public"],
    ["this machine in decimal", "http://2130706433", [], "not-public"],
    ["this machine in octal", "https://0177.0.0.1", [], "not-public"],
    ["this machine in hexadecimal", "https://0x7f.1", [], "not-public"],
    ["IPv4 in IPv6, literally", "https://[::ffff:7f00:1]", [], "not-public"],
    ["a public address without TLS", "http://app.example", ["1.1.1.1"], "insecure"],
    ["a file", "file:///etc/passwd", [], "insecure"],
    ["another scheme", "gopher://app.example", ["1.1.1.1"], "insecure"],
    ["a name without an address", "https://app.example", [], "not-resolved"],
  ])("that means %s is not requested", async (_, url, addresses, because) => {
    const at = /^https?:/.test(url) && new URL(url).port === "" ? Object.assign(new URL(url), { port }).href : url;
    expect(await fails(get(at, { allowed: NONE, resolve: resolving(...addresses) }))).toBe(because);
    expect(asked).toEqual([]);
  });

  it("whose name is unknown is not requested", async () => {
    expect(await fails(get("https://app.example", { resolve: failing }))).toBe("not-resolved");
  });

  it.each(["localhost", "127.0.0.1", "app.example"])(
    "in an allowed network is requested, also without TLS: %s",
    async (host) => {
      expect(await get(`http://${host}:${port}/`, { resolve: resolving("127.0.0.1") })).toMatchObject({
        ...{ status: 200, text: "here" },
      });
    },
  );

  it("in an allowed network and in another one is not requested", async () => {
    const resolve = resolving("127.0.0.1", "10.0.0.1");
    expect(await fails(get(`http://app.example:${port}/`, { resolve }))).toBe("not-public");
    const public1 = resolving("127.0.0.1", "1.1.1.1");
    expect(await fails(get(`http://app.example:${port}/`, { resolve: public1 }))).toBe("insecure");
    expect(asked).toEqual([]);
  });

  it("is resolved once, and reached at the IP address that was checked", async () => {
    let times = 0;
    const rebinding: Resolve = (_, done) =>
      done(null, [{ address: times++ === 0 ? "127.0.0.1" : "10.0.0.1", family: 4 }]);
    expect((await get(`http://app.example:${port}/`, { resolve: rebinding })).text).toBe("here");
    expect(times).toBe(1);
  });

  it("isn't followed elsewhere", async () => {
    expect(await get(`http://127.0.0.1:${port}/redirect`)).toMatchObject({
      status: 302,
      headers: { location: "/secret" },
    });
    expect(asked.length).toBe(1);
  });

  it("is given up on in time, and when it says too much", async () => {
    expect(await fails(get(`http://127.0.0.1:${port}/slow`, { deadline: 50 }))).toBe("too-slow");
    expect(await fails(get(`http://127.0.0.1:${port}/long`, { longest: 101 }))).toBe("too-long");
    expect((await get(`http://127.0.0.1:${port}/long`, { longest: 102 })).text.length).toBe(51);
    expect(await fails(get("http://127.0.0.1:1/"))).toBe("unreachable");
    expect(await fails(get(`https://127.0.0.1:${port}/`))).toMatch(/untrusted|unreachable/);
  });

  it("gets what is sent to it", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const url = new URL(`http://127.0.0.1:${port}/post`);
    await sendGuarded(
      { url, method: "POST", headers, body: "a=é", longest: 9 },
      { privateNetworks: LOOPBACK, deadline: 5_000 },
    );
    expect(asked[0]).toMatchObject({ body: "a=é", request: { method: "POST", headers } });
  });
});

describe("many at once", () => {
  it("to one host don't hold up requests to others", async () => {
    const outbound = limitedOutbound({ privateNetworks: ["127.0.0.0/8", "::1"] });
    const send = (host: "127.0.0.1" | "localhost", path: string) =>
      outbound.send({ url: new URL(`http://${host}:${port}${path}`), method: "GET", longest: 100 });
    const waiting = Array.from({ length: 8 }, () => send("127.0.0.1", "/slow"));
    await expect(send("127.0.0.1", "/")).rejects.toMatchObject({ because: "busy" });
    expect((await send("localhost", "/")).text).toBe("here");
    await expect.poll(() => held.length).toBe(8);
    for (const response of held) response.end("late");
    expect((await Promise.all(waiting)).map(({ text }) => text)).toEqual(Array(8).fill("late"));
    expect((await send("127.0.0.1", "/")).text).toBe("here");
  });
});
