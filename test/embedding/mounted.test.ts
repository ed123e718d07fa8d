/** Where Candor is mounted: at the issuer's path, within another prefix, or where a proxy maps it to. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  closing = [];
});

async function candorAt(path: string, demo = true): Promise<Candor> {
  const config = { issuer: `http://localhost${path}`, logLevel: "silent" as const };
  const candor = await createCandor({ config, storage: "memory", demo });
  closing.push(() => candor.close());
  return candor;
}

describe("in Fastify", () => {
  const statuses = async (register: (app: FastifyInstance) => unknown, paths: readonly string[], options = {}) => {
    const app = Fastify(options);
    closing.push(() => app.close());
    register(app);
    await app.ready();
    return Promise.all(paths.map(async (url) => (await app.inject({ url })).statusCode));
  };
  const METADATA = "/.well-known/oauth-authorization-server";

  it("is at the issuer's path, with or without it as prefix, and its metadata at the root as well", async () => {
    const { plugin } = await candorAt("/auth");
    const paths = [
      "/auth/jwks",
      `${METADATA}/auth`,
      `/auth${METADATA}`,
      "/auth",
      "/auth/",
      "/jwks",
      "/auth/auth/jwks",
      "/",
    ];
    const expected = [200, 200, 200, 200, 200, 404, 404, 404];
    for (const prefix of [undefined, "", "/auth", "/auth/"])
      expect(await statuses((app) => app.register(plugin, { ...(prefix !== undefined && { prefix }) }), paths)).toEqual(
        expected,
      );
  });

  it("is at the issuer's path within a host's own prefix", async () => {
    const { plugin } = await candorAt("/api/auth");
    const within = (app: FastifyInstance) =>
      app.register(async (scope) => void (await scope.register(plugin, { prefix: "/auth" })), { prefix: "/api" });
    expect(await statuses(within, ["/api/auth/jwks", `/api/auth${METADATA}`, "/api/auth", "/api/jwks"])).toEqual([
      200, 200, 200, 404,
    ]);
    const part = (app: FastifyInstance) => app.register(plugin, { prefix: "/api" });
    expect(await statuses(part, ["/api/auth/jwks", `${METADATA}/api/auth`])).toEqual([200, 200]);
  });

  it("is at a prefix that a proxy maps an issuer without a path to", async () => {
    const { plugin } = await candorAt("");
    const mapped = (app: FastifyInstance) => app.register(plugin, { prefix: "/internal" });
    expect(await statuses(mapped, ["/internal/jwks", `/internal${METADATA}`, "/internal/", "/jwks"])).toEqual([
      200, 200, 200, 404,
    ]);
  });

  it("does not start with a prefix that contradicts the issuer", async () => {
    const { plugin } = await candorAt("/auth");
    const app = Fastify();
    await expect(app.register(plugin, { prefix: "/login" })).rejects.toThrow(/prefix \/login.*issuer is \/auth/);
  });

  it("starts beside a home page and health checks, and where slashes and letter case do not count", async () => {
    const { plugin } = await candorAt("");
    const beside = async (app: FastifyInstance) => {
      app.get("/", async () => "home");
      app.register(plugin);
      for (const at of ["/healthz", "/readyz"]) app.get(at, async () => "well");
    };
    expect(await statuses(beside, ["/", "/healthz", "/readyz", "/jwks"])).toEqual([200, 200, 200, 200]);
    const routerOptions = { ignoreTrailingSlash: true, caseSensitive: false, ignoreDuplicateSlashes: true };
    const loose = (app: FastifyInstance) => app.register(plugin);
    expect(await statuses(loose, ["/jwks/", "/JWKS"], { routerOptions })).toEqual([200, 200]);
    const below = await candorAt("/auth");
    expect(await statuses((app) => app.register(below.plugin), ["/auth", "/auth/"], { routerOptions })).toEqual([
      200, 200,
    ]);
  });
});

describe("in Express", () => {
  async function listening(build: (app: ReturnType<typeof express>) => void): Promise<string> {
    const app = express();
    build(app);
    app.use((request, response) => response.json({ theirs: request.url }));
    const server: Server = createServer(app);
    closing.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    return `http://localhost:${(server.address() as AddressInfo).port}`;
  }
  const seen = async (origin: string, path: string) => {
    const text = await (await fetch(origin + path)).text();
    return text.includes('{"theirs":') ? "theirs" : "ours";
  };

  it("takes what is below its mount, and passes on the rest with its URL as it was", async () => {
    const { handler } = await candorAt("/auth");
    const origin = await listening((app) => app.use("/auth", handler));
    for (const path of ["/auth/jwks", "/auth", "/auth/", "/auth?x=1", "/auth/errors/scope", "/auth/%6Awks"])
      expect([path, await seen(origin, path)]).toEqual([path, "ours"]);
    for (const path of ["/jwks", "/auth/own", "/authorize", "/auth/auth/jwks", "/auth/errors/a/b/c", "/"])
      expect(await (await fetch(origin + path)).json()).toEqual({ theirs: path });
  });

  it("at the root it leaves the root to the host, and does not take what only looks like its own", async () => {
    const { handler } = await candorAt("", false);
    const origin = await listening((app) => app.use(handler));
    for (const path of ["/jwks", "/sign-in", "/.well-known/openid-configuration"])
      expect(await seen(origin, path)).toBe("ours");
    for (const path of ["/", "/healthz", "/readyz", "/jwks/", "/token/x", "//jwks", "/demo", "/%zz"])
      expect([path, await seen(origin, path)]).toEqual([path, "theirs"]);
  });

  it("is at the path to which a proxy maps an issuer without a path, and follows a host that rewrites", async () => {
    const { handler } = await candorAt("");
    const mapped = await listening((app) => app.use("/internal", handler));
    expect([await seen(mapped, "/internal/jwks?x=1"), await seen(mapped, "/jwks")]).toEqual(["ours", "theirs"]);
    const rewritten = await listening((app) => {
      app.use((request, _, next) => {
        request.url = (request.url ?? "").replace("/keys-of-old", "/jwks");
        next();
      });
      app.use(handler);
    });
    expect(await seen(rewritten, "/keys-of-old")).toBe("ours");
  });

  it("without next, it refuses foreign paths by name", async () => {
    const { handler } = await candorAt("/auth");
    const server = createServer((request, response) => handler(request, response));
    closing.push(
      () => server.close(),
      () => server.closeAllConnections(),
    );
    await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    const answer = await fetch(`${origin}/own`);
    expect(answer.status).toBe(404);
    const text = await answer.text();
    expect(text).toContain("/auth/errors/request/wrong-endpoint");
    expect(text).toMatch(/Use the URLs in http:\/\/[^/]+\/auth\/\.well-known\/openid-configuration\./);
  });
});

it("owns the paths below an issuer with odd characters in its path, and no others", async () => {
  const { owns } = await candorAt("/a+b.c$", false);
  const ours = ["/a+b.c$/token", "/a+b.c$/errors/scope/missing", "/a+b.c$/refusals/7kq2m9x4vbcd"];
  expect([...ours, "/aab.c$/errors/scope/missing", "/a+bxc$/refusals/7kq2m9x4vbcd"].filter(owns)).toEqual(ours);
});

it("tells which paths it owns", async () => {
  const { owns } = await candorAt("/auth");
  const ours = ["/auth/token", "/auth", "/auth/refusals/7kq2m9x4vbcd", "/.well-known/openid-configuration/auth"];
  const theirs = [
    "/",
    "/token",
    "/auth/nothing",
    "/auth/refusals/a/b",
    "/.well-known/openid-configuration",
    "/auth/%",
    "",
  ];
  expect([...ours, ...theirs].filter(owns)).toEqual(ours);
});
