/** A host may go on after it has closed Candor: its requests are refused by name, and nothing throws. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";

const ISSUER = "http://localhost:9400";

let candor: Candor;
const byNode = createServer((request, response) => candor.handler(request, response));
const byFastify = Fastify();
const origin = () => `http://127.0.0.1:${(byNode.address() as AddressInfo).port}`;

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
  await once(byNode.listen(0, "127.0.0.1"), "listening");
  for (const [, send] of ways) expect((await send("/jwks")).status).toBe(200);
  await candor.close();
});
afterAll(async () => {
  byNode.close();
  await byFastify.close();
});

describe.each(ways)("by %s", (way, send) => {
  it.each([
    ["POST", "/token"],
    ["GET", "/jwks"],
    ["GET", "/userinfo"],
    ["GET", "/authorize?client_id=demo-web"],
    ["GET", "/errors"],
  ])("%s %s: 503 with its reason, readable from any origin", async (method, path) => {
    const answer = await send(path, { method });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual({
      error: "temporarily_unavailable",
      error_description: "The server is shutting down; try again in a moment.",
      error_uri: `${ISSUER}/errors/server/closing`,
    });
  });

  it.skipIf(way === "fetch")("a preflight is answered, so that the refusal can be read", async () => {
    const asked = { origin: "https://spa.example", "access-control-request-method": "POST" };
    expect((await send("/token", { method: "OPTIONS", headers: asked })).status).toBe(204);
  });

  it("HEAD has no body", async () => {
    const answer = await send("/jwks", { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([503, ""]);
  });
});
