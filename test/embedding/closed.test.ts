/** A host may go on after it has closed Candor: its requests are refused by name, and nothing throws. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";

const ISSUER = "http://localhost:9400";

let candor: Candor;
const byNode = createServer((request, response) => candor.handler(request, response));
const byFastify = Fastify();
const origin = () => `http://127.0.0.1:${(byNode.address() as AddressInfo).port}`;

/** No endpoint, and what the router cannot read: where a host has a router of its own, that is its own affair. */
const UNKNOWN: readonly (readonly [method: string, path: string])[] = [
  ["GET", "/nope"],
  ["POST", "/oauth/token"],
  ["GET", "/"],
  ["PUT", "/jwks"],
  ["GET", "/a%zz"],
  ["GET", `/errors/pkce/${"x".repeat(300)}`],
];

const ways: readonly [string, (path: string, init?: RequestInit) => Promise<Response>][] = [
  ["fetch", (path, init) => candor.fetch(new Request(ISSUER + path, init))],
  ["handler", (path, init) => fetch(origin() + path, init)],
  [
    "plugin",
    async (path, init) => {
      const method = (init?.method ?? "GET") as "GET";
      const { statusCode, headers, body } = await byFastify.inject({
        method,
        url: path,
        headers: (init?.headers ?? {}) as Record<string, string>,
      });
      const bodiless = statusCode === 204 || method === ("HEAD" as string);
      return new Response(bodiless ? null : body, { status: statusCode, headers: headers as Record<string, string> });
    },
  ],
];

beforeAll(async () => {
  candor = await createCandor({ config: { issuer: ISSUER, logLevel: "silent" }, storage: "memory", demo: true });
  await byFastify.register(candor.plugin);
  byFastify.get("/own", () => "the host's");
  await once(byNode.listen(0, "127.0.0.1"), "listening");
  for (const [, send] of ways) expect((await send("/jwks")).status).toBe(200);
  await candor.close();
});
afterAll(async () => {
  byNode.close();
  await byFastify.close();
});

describe.each(ways)("by %s", (way, send) => {
  it.each<readonly [method: string, path: string]>([
    ["POST", "/token"],
    ["GET", "/jwks"],
    ["GET", "/userinfo"],
    ["GET", "/authorize?client_id=demo-web"],
    ["GET", "/errors"],
    ...(way === "plugin" ? [] : UNKNOWN),
  ])("%s %s: 503 with its reason, readable from any origin", async (method, path) => {
    const answer = await send(path, { method });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({
      error: "temporarily_unavailable",
      error_description: "The server is shutting down. Try again in a moment.",
      error_uri: `${ISSUER}/errors/server/closing`,
    });
  });

  it.skipIf(way === "fetch")("a preflight gets a response, so that the refusal can be read", async () => {
    const asked = { origin: "https://spa.example", "access-control-request-method": "POST" };
    expect((await send("/token", { method: "OPTIONS", headers: asked })).status).toBe(204);
  });

  it("HEAD has no body", async () => {
    const answer = await send("/jwks", { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([503, ""]);
  });
});

describe("a host still serves its own paths", () => {
  it("under Express", async () => {
    const host = express();
    host.use(candor.handler);
    host.get("/own", (_, response) => void response.end("the host's"));
    const server = createServer(host);
    await once(server.listen(0, "127.0.0.1"), "listening");
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await (await fetch(`${at}/own`)).text()).toBe("the host's");
    expect((await fetch(`${at}/nope`)).status).toBe(404);
    expect((await fetch(`${at}/jwks`)).status).toBe(503);
    server.close();
  });

  it("under Fastify", async () => {
    expect((await byFastify.inject("/nope")).statusCode).toBe(404);
    expect((await byFastify.inject("/own")).body).toBe("the host's");
  });
});

it("a request that was under way when the storage closed is refused by name", async () => {
  const data = mkdtempSync(join(tmpdir(), "candor-closed-"));
  const service = {
    id: "service",
    grantTypes: ["client_credentials" as const],
    secrets: [{ value: "secret-of-a-service" }],
  };
  const api = "https://orders.example";
  const config = {
    issuer: ISSUER,
    data,
    logLevel: "silent" as const,
    apis: [{ resource: api, name: "Orders", tokens: "opaque" as const }],
    scopes: [{ name: "orders", description: "Read orders", api }],
    clients: [{ ...service, scopes: ["orders"] }],
  };
  const other = await createCandor({ config });
  const host = createServer((request, response) => other.handler(request, response));
  await once(host.listen(0, "127.0.0.1"), "listening");
  const body = "grant_type=client_credentials&scope=orders&client_id=service&client_secret=secret-of-a-service";
  const socket = connect((host.address() as AddressInfo).port, "127.0.0.1");
  const type = "content-type: application/x-www-form-urlencoded";
  socket.write(`POST /token HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n${type}\r\n`);
  socket.write(`content-length: ${body.length}\r\n\r\n${body.slice(0, 20)}`);
  await once(host, "request");
  await other.close();
  socket.write(body.slice(20));
  const received: Buffer[] = [];
  socket.on("data", (chunk) => received.push(chunk));
  await once(socket, "close");
  host.close();
  rmSync(data, { recursive: true });
  const [head = "", text = ""] = Buffer.concat(received).toString().split("\r\n\r\n");
  expect(head).toMatch(/^HTTP\/1\.1 503 /);
  expect(JSON.parse(text)).toMatchObject({ error_uri: `${ISSUER}/errors/server/closing` });
});
