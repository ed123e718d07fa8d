/** Candor mounted in Fastify, Express, Hono and a Next-style handler behaves as it does alone; with a path in its issuer too. */
import * as client from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { answerOf, demoApps } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { refused, refusedOn } from "../blackbox/refusal.ts";
import { freePort } from "../free-port.ts";
import { ALONE, HOSTS, type Host, OWN } from "./hosts.ts";

const places = [ALONE, ...HOSTS].flatMap(([name, start]) =>
  ["", "/auth"].map((path) => [`${name}, issuer with path '${path}'`, start, path, name] as const),
);

describe.each(places)("%s", (_, start, path, name) => {
  let candor: Candor;
  let host: Host;
  let issuer: string;
  let origin: string;
  beforeAll(async () => {
    const port = await freePort();
    origin = `http://localhost:${port}`;
    issuer = origin + path;
    candor = await createCandor({ config: { issuer, logLevel: "silent" }, storage: "memory", demo: true });
    host = await start(candor, port, path);
  });
  afterAll(async () => {
    await host.close();
    await candor.close();
  });

  it("is discovered at the URLs of RFC 8414 and of OpenID Connect", async () => {
    for (const algorithm of ["oauth2", "oidc"] as const) {
      const found = await client.discovery(new URL(issuer), "demo-web", undefined, client.None(), {
        algorithm,
        execute: [client.allowInsecureRequests],
      });
      expect(found.serverMetadata().issuer).toBe(issuer);
    }
    for (const at of [`/.well-known/oauth-authorization-server${path}`, `${path}/.well-known/openid-configuration`]) {
      const response = await fetch(origin + at);
      expect(await response.json()).toMatchObject({ issuer, token_endpoint: `${issuer}/token` });
    }
  });

  it("signs in, consents, redeems, refreshes, tells who it was, revokes", async () => {
    const { web } = demoApps(issuer);
    const person = new Person(issuer);
    const tokens = await web.tokens(person);
    expect(person.asked).toEqual(["sign-in", "consent"]);
    expect([...person.cookies.keys()]).toEqual(
      expect.arrayContaining([expect.stringMatching(/^candor-form-/), expect.stringMatching(/^candor-session-/)]),
    );
    const info = await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    expect(await info.json()).toEqual({ sub: "demo-ada" });
    const next = await web.refresh(tokens.refresh_token);
    expect(next.status).toBe(200);
    expect((await web.revoke(String(next.body.refresh_token))).status).toBe(200);
    expect((await web.introspect(tokens.access_token)).body).toEqual({ active: false });
  });

  it("refuses in JSON and on pages as it does alone", async () => {
    const { service, web } = demoApps(issuer);
    const comma = await service.token({ grant_type: "client_credentials", scope: "read_profile,write_multipass" });
    refused(comma, 400, "invalid_scope", "scope/wrong-delimiter");
    const wrong = await service.post("/token", { grant_type: "client_credentials" }, { authorization: "Basic eDp5" });
    refused(wrong, 401, "invalid_client", "client-auth/failed");
    const page = await new Person(issuer).page(web.begin({ redirect_uri: "https://attacker.example/" }).url);
    refusedOn(page, 400, "redirect-uri/unregistered");
    const get = await answerOf(issuer, await fetch(`${issuer}/token`));
    refused(get, 405, "invalid_request", "request/wrong-method");
    expect(get.headers.get("allow")).toBe("POST");
  });

  it("bounds bodies, returns HEAD and preflights, serves its stylesheet", async () => {
    const large = await fetch(`${issuer}/token`, { method: "POST", body: `x=${"y".repeat(100_000)}` });
    refused(await answerOf(issuer, large), 413, "invalid_request", "request/too-large");
    const head = await fetch(`${issuer}/jwks`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const preflight = await fetch(`${issuer}/token`, { method: "OPTIONS", headers: { origin: "https://spa.example" } });
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
    const page = await (await fetch(`${issuer}/sign-in`)).text();
    const [, stylesheet = ""] = /<link rel="stylesheet" href="([^"]*)"/.exec(page) ?? [];
    expect(stylesheet.startsWith(`${path}/`)).toBe(true);
    const css = await fetch(origin + stylesheet);
    expect([css.status, css.headers.get("content-type")]).toEqual([200, "text/css; charset=utf-8"]);
  });

  it("shows its front page at its issuer, with and without a slash; a page's URL may end in one", async () => {
    // At a root that it shares, the host has the front page.
    if (path !== "" || name === ALONE[0]) {
      for (const at of path === "" ? ["/", "/?from=x"] : [path, `${path}?from=x`, `${path}/`, `${path}/?from=x`]) {
        const response = await fetch(origin + at);
        expect([at, response.status, await response.text()]).toEqual([at, 200, expect.stringContaining(issuer)]);
        expect((await fetch(origin + at, { method: "HEAD" })).status).toBe(200);
      }
    }
    for (const at of ["/errors/?q=scope", "/errors/scope/", "/explain/", "/errors/scope/misspelled/?ref=x"]) {
      const response = await fetch(issuer + at, { redirect: "manual" });
      const bare = await fetch(issuer + at.replace(/\/(\?|$)/, "$1"));
      expect([at, response.status, await response.text()]).toEqual([at, 200, await bare.text()]);
    }
  });

  it("believes its configuration, not the Host header", async () => {
    const headers = { host: "attacker.example", "x-forwarded-host": "attacker.example" };
    const document = await fetch(`${issuer}/.well-known/openid-configuration`, { headers });
    expect(await document.text()).not.toContain("attacker.example");
    const answer = await answerOf(issuer, await fetch(`${issuer}/token`, { method: "POST", headers }));
    refused(answer, 400, "invalid_request", "request/parameter-absent");
  });

  // Alone there is no host with routes of its own.
  if (name === ALONE[0]) return;
  it("leaves the host its own routes, before and after it, and its own way to refuse", async () => {
    for (const at of ["/own", "/own/later", "/healthz"]) expect(await (await fetch(origin + at)).json()).toEqual(OWN);
    expect(await (await fetch(`${origin}/`)).json()).toEqual({ host: "home" });
    const headers = { "content-type": "application/json" };
    const echoed = await fetch(`${origin}/own`, { method: "POST", headers, body: '{"a":[1]}' });
    expect(await echoed.json()).toEqual({ a: [1] });
    for (const at of [
      "/nowhere",
      "/favicon.ico",
      "/robots.txt",
      "/.well-known/security.txt",
      "/authx/token",
      "/%zz",
      ...(name.startsWith("Hono, mounted") ? [] : ["/auth/nowhere"]),
    ]) {
      const nowhere = await fetch(origin + at);
      expect([nowhere.status >= 400 && nowhere.status < 500, await nowhere.text()]).toEqual([
        true,
        expect.not.stringContaining("/errors/"),
      ]);
    }
  });
});
