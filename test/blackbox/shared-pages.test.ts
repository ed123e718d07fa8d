/** What is the same for everybody is rendered once, may be kept, and is asked for by its ETag. What hangs on anybody is neither. */
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { published } from "../../src/http/published.ts";
import { cataloguePage, familyPage } from "../../src/pages/catalogue.tsx";
import { explainPage } from "../../src/pages/explain.tsx";
import { reasonPage } from "../../src/pages/reason.tsx";
import { standardErrorPage, standardPage } from "../../src/pages/standard.tsx";
import { AUTHORIZE, encode, openWorld, type World } from "../catalogue/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const base = "";
const SCRIPT = readFileSync(new URL("../../dist/pages/explain-script.js", import.meta.url));
const VERSION = hash("sha256", SCRIPT, "base64url").slice(0, 22);
const issuer = () => world.deps.issuer;

describe("pages for everybody", () => {
  it.each<[string, () => string | undefined]>([
    ["/errors", () => cataloguePage({ base, issuer: issuer() })],
    ["/errors?q=", () => cataloguePage({ base, issuer: issuer() })],
    ["/errors/pkce", () => familyPage({ base, issuer: issuer(), family: "pkce" })],
    ["/errors/code", () => familyPage({ base, issuer: issuer(), family: "code" })],
    ["/errors/standard", () => standardPage({ base, issuer: issuer() })],
    ["/errors/standard/invalid_grant", () => standardErrorPage({ base, issuer: issuer(), error: "invalid_grant" })],
    ["/errors/standard/slow_down", () => standardErrorPage({ base, issuer: issuer(), error: "slow_down" })],
    ["/errors/pkce/required", () => reasonPage({ base, code: "pkce/required", issuer: issuer() })],
    ["/errors/code/expired", () => reasonPage({ base, code: "code/expired", issuer: issuer() })],
    ["/explain", () => explainPage({ base, issuer: issuer(), version: VERSION })],
  ])("%s is what it was, at the first time and after", async (path, rendered) => {
    for (let time = 0; time < 2; time++) {
      const answer = await world.send(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(await answer.text()).toBe(rendered());
    }
  });

  it.each([
    ["/", "no-cache"],
    ["/errors", "no-cache"],
    ["/errors/pkce", "no-cache"],
    ["/errors/pkce/required", "no-cache"],
    ["/errors/standard", "no-cache"],
    ["/errors/standard/invalid_grant", "no-cache"],
    ["/assets/candor.css", "public, max-age=300"],
    ["/assets/explain.js", "no-cache"],
    ["/jwks", "public, max-age=300"],
    ["/.well-known/openid-configuration", "public, max-age=300"],
    ["/.well-known/oauth-authorization-server", "public, max-age=300"],
  ])("%s may be kept: %s, and is asked for by its ETag", async (path, kept) => {
    const first = await world.send(path);
    expect(first.headers.get("cache-control")).toBe(kept);
    expect(first.headers.get("pragma")).toBeNull();
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const method of ["GET", "HEAD"]) {
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
        const again = await world.send(path, { method, headers: { "if-none-match": known } });
        expect([again.status, await again.text()]).toEqual([304, ""]);
        expect(again.headers.get("etag")).toBe(etag);
        expect(again.headers.get("cache-control")).toBe(kept);
      }
      const whole = await world.send(path, { method, headers: { "if-none-match": '"other"' } });
      expect(whole.status).toBe(200);
      expect(whole.headers.get("content-length")).toBe(first.headers.get("content-length"));
    }
  });

  it("pages that differ have ETags that differ", async () => {
    const paths = ["/", "/errors", "/errors/pkce", "/errors/code", "/errors/pkce/required", "/errors/standard"];
    const etags = await Promise.all(paths.map(async (path) => (await world.send(path)).headers.get("etag")));
    expect(new Set(etags).size).toBe(paths.length);
  });

  it("what is not there is not kept: a wrong path is refused each time", async () => {
    for (const path of ["/errors/nope", "/errors/pkce/nope", "/errors/standard/nope", "/errors/__proto__"]) {
      for (let time = 0; time < 2; time++) {
        const answer = await world.send(path, { headers: { "if-none-match": "*" } });
        expect(answer.status).toBe(404);
        expect(answer.headers.get("cache-control")).toBe("no-store");
      }
    }
  });
});

describe("the script of /explain", () => {
  const at = `/assets/explain.js?v=${VERSION}`;
  const FOREVER = "public, max-age=31536000, immutable";
  const get = (path: string, encoding: string, more: Record<string, string> = {}) =>
    world.send(path, { headers: { "accept-encoding": encoding, ...more } });

  it.each<[string, string | undefined, (bytes: Buffer) => Buffer]>([
    ["gzip, deflate, br, zstd", "br", brotliDecompressSync],
    ["BR;q=0.5, gzip", "br", brotliDecompressSync],
    ["gzip, deflate", "gzip", gunzipSync],
    ["br;q=0, gzip;q=0.1", "gzip", gunzipSync],
    ["identity", undefined, (bytes) => bytes],
    ["gzip;q=0", undefined, (bytes) => bytes],
    ["", undefined, (bytes) => bytes],
  ])("for a browser that accepts %j", async (accepted, encoding, decompress) => {
    const response = await get(at, accepted);
    expect(response.headers.get("content-encoding")).toBe(encoding ?? null);
    expect(response.headers.get("vary")).toMatch(/accept-encoding/i);
    expect(response.headers.get("cache-control")).toBe(FOREVER);
    expect(response.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(decompress(Buffer.from(await response.arrayBuffer())).equals(SCRIPT)).toBe(true);
    const etag = response.headers.get("etag") ?? "";
    const again = await get(at, accepted, { "if-none-match": etag });
    expect([again.status, again.headers.get("etag"), again.headers.get("cache-control")]).toEqual([304, etag, FOREVER]);
  });

  it("its ETag is that of one encoding", async () => {
    const etags = await Promise.all(["br", "gzip", ""].map(async (one) => (await get(at, one)).headers.get("etag")));
    expect(new Set(etags).size).toBe(3);
  });

  it.each([
    ["without a version", "/assets/explain.js"],
    ["with another version", "/assets/explain.js?v=aaaaaaaaaaaaaaaaaaaaaa"],
  ])("%s, is not kept without asking", async (_, path) => {
    expect((await get(path, "br")).headers.get("cache-control")).toBe("no-cache");
  });

  it("loads its data, which is kept as long", async () => {
    const [at = ""] = /explain-data\.js\?v=[\w-]{22}/.exec(SCRIPT.toString()) ?? [];
    const response = await get(`/assets/${at}`, "br");
    expect(response.headers.get("cache-control")).toBe(FOREVER);
    expect(brotliDecompressSync(Buffer.from(await response.arrayBuffer())).toString()).toContain("AADSTS50011");
  });

  it("has the hash of its content in its URL", async () => {
    expect(await (await world.send("/explain")).text()).toContain(`src="${at}"`);
  });
});

describe("what hangs on anybody is kept by nobody", () => {
  it.each<[string, string]>([
    ["a search", "/errors?q=verifier"],
    ["a reason's page with a reference", "/errors/pkce/required?ref=7kq2m9x4vbcd"],
    ["the sign-in page", "/sign-in"],
    ["an authorization", `/authorize?${encode(AUTHORIZE)}`],
    ["a refused one", "/authorize?client_id=nobody"],
    ["the page after a sign-out", "/sign-out"],
  ])("%s", async (_, path) => {
    const answer = await world.send(path, { headers: await world.signedIn("ada") });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("etag")).toBeNull();
  });

  it("nor the page that users paste secrets into", async () => {
    expect((await world.send("/explain")).headers.get("cache-control")).toBe("no-store");
  });
});

it("the metadata change on the day on which a scope ends, and not before", async () => {
  const scopes = [
    { name: "old", description: "Old", deprecated: { since: "2026-01-01", sunset: "2026-06-16" } },
    { name: "new", description: "New" },
  ];
  const ending = await openWorld({ config: { scopes } as never });
  const listed = async () => {
    const answer = await ending.send("/.well-known/openid-configuration");
    const { scopes_supported: names } = (await answer.json()) as { scopes_supported: string[] };
    return [names.includes("old"), names.includes("new")];
  };
  try {
    ending.clock.now = Date.UTC(2026, 5, 15, 23, 59, 59, 999);
    expect(await listed()).toEqual([true, true]);
    ending.clock.now = Date.UTC(2026, 5, 16);
    expect(await listed()).toEqual([false, true]);
  } finally {
    await ending.close();
  }
});

it("renders once for a name, and keeps no more than 512 names", async () => {
  const rendered: string[] = [];
  const app = Fastify();
  const send = published({ "content-type": "text/plain" }, (name) => {
    rendered.push(name);
    return `page ${name}`;
  });
  app.get<{ Params: { name: string } }>("/:name", (request, reply) => send(request, reply, request.params.name));
  for (let at = 0; at < 3; at++) expect((await app.inject("/0")).body).toBe("page 0");
  expect(rendered).toEqual(["0"]);
  for (let at = 1; at <= 512; at++) await app.inject(`/${at}`);
  await app.inject("/512");
  expect(rendered).toHaveLength(513);
  // The oldest has gone, and is made again.
  expect((await app.inject("/0")).body).toBe("page 0");
  expect(rendered).toHaveLength(514);
  await app.close();
});
