/** Whoever names a URL does not choose what is reached in this network by it. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchDocument } from "./document.ts";
import { isPublicAddress } from "./public-address.ts";

let server: Server;
let port: number;
let asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/redirect") response.writeHead(302, { location: "/secret" });
    response.end('{"secret":1}');
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

const resolving =
  (...addresses: string[]) =>
  (_: string, done: (error: null, all: { address: string; family: number }[]) => void) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

const get = (url: string, allowPrivate: boolean, ...addresses: string[]) =>
  fetchDocument(new URL(url), { allowPrivate, deadline: 5_000, longest: 1_000, resolve: resolving(...addresses) });

describe("a URL of somebody else", () => {
  it.each([
    ["a name of this machine", "http://id.example", ["127.0.0.1"]],
    ["one with a trailing dot", "http://id.example.", ["127.0.0.1"]],
    ["one with a public address as well", "http://id.example", ["1.1.1.1", "127.0.0.1"]],
    ["IPv4 in IPv6", "http://id.example", ["::ffff:127.0.0.1"]],
    ["the IP address itself", "http://127.0.0.1", []],
    ["in decimal", "http://2130706433", []],
    ["in octal", "http://0177.0.0.1", []],
    ["in hexadecimal", "http://0x7f.1", []],
    ["IPv4 in IPv6, literally", "http://[::ffff:127.0.0.1]", []],
  ])("reaches nothing here: %s", async (_, origin, addresses) => {
    asked = [];
    await expect(get(`${origin}:${port}/secret`, false, ...addresses)).rejects.toThrow("not-public");
    expect(asked).toEqual([]);
  });
});

describe("a host that the user has named", () => {
  it("is reached at the IP address that was checked", async () => {
    expect(await get(`http://id.example:${port}/`, true, "127.0.0.1")).toBe('{"secret":1}');
  });

  it("is not followed elsewhere", async () => {
    asked = [];
    await expect(get(`http://id.example:${port}/redirect`, true, "127.0.0.1")).rejects.toThrow("302");
    expect(asked).toEqual(["/redirect"]);
  });
});

describe("public or not", () => {
  it.each("1.1.1.1 8.8.8.8 172.32.0.1 100.128.0.1 2606:4700::1111 2a00:1450::1".split(" "))("%s is", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it.each(
    "0.0.0.0 10.1.2.3 100.64.0.1 127.9.9.9 169.254.169.254 172.31.0.1 192.168.0.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 fe80::1 fd00::1 fc00::1 ::ffff:8.8.8.8 64:ff9b::7f00:1 2002:7f00:1:: 2001::1 2001:db8::1 ff02::1 x".split(
      " ",
    ),
  )("%s is not", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
