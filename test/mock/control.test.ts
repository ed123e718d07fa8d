/** The control API below /mock: what a test in another language calls. */
import { request as httpRequest } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Mock, startMock } from "../../src/mock/index.ts";
import { startDemo } from "../demo-server.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock();
});
afterEach(() => mock.reset());
afterAll(() => mock.close());

async function call(path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${mock.issuer}/mock${path}`, {
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
  });
  return [response.status, await response.json()] as const;
}
const service = () =>
  fetch(`${mock.issuer}/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: "demo-service",
      client_secret: "demo-service-secret",
    }),
  });

it("refuses, delays, fails", async () => {
  expect(
    await call("/refuse", { reason: "client-auth/throttled", endpoint: "token", evidence: { retryAfter: 3 } }),
  ).toEqual([200, { ordered: { what: "client-auth/throttled", used: 0, waiting: true } }]);
  expect(await call("/delay", { ms: "5ms", times: 2 })).toEqual([
    200,
    { ordered: { what: "delay", used: 0, waiting: true } },
  ]);
  const refused = await service();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "3"]);
  expect(await call("/fail", { how: "gateway-page" })).toMatchObject([200, { ordered: { what: "gateway-page" } }]);
  expect((await service()).status).toBe(502);
  expect(mock.waiting).toEqual([]);
});

it("moves the clock", async () => {
  expect(await call("/clock", { set: "2030-01-01T00:00:00Z", frozen: true })).toMatchObject([
    200,
    { now: expect.stringMatching(/^2030-01-01T00:00:00/) },
  ]);
  const before = mock.clock.now();
  await call("/clock", { advance: "61m" });
  expect(mock.clock.now() - before).toBe(3_660_000);
  await call("/clock", { frozen: false });
  await expect.poll(() => mock.clock.now() - before).toBeGreaterThan(3_660_000);
});

it("replaces keys, breaks the JWKS, issues tokens, signs in", async () => {
  const [, { made, published }] = await call("/keys", { rotate: true, jwks: "empty" });
  expect(published).toEqual(expect.arrayContaining(made));
  expect(await (await fetch(`${mock.issuer}/jwks`)).json()).toEqual({ keys: [] });
  await call("/keys", { jwks: "right" });
  expect((await (await fetch(`${mock.issuer}/jwks`)).json()).keys.length).toBeGreaterThan(2);
  const [, { token }] = await call("/token", { kind: "access", user: "grace", claims: { tenant: "acme" } });
  expect(JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString())).toMatchObject({
    sub: "demo-grace",
    tenant: "acme",
  });
  expect(await call("/sign-in", { user: "ada", consent: "deny" })).toEqual([200, { user: "ada", consent: "deny" }]);
  expect(await call("/sign-in", { user: "pages" })).toMatchObject([200, { user: "pages" }]);
});

it("shows what was received, and what can be ordered", async () => {
  await service();
  expect(await call("/requests?endpoint=token")).toMatchObject([
    200,
    {
      requests: [
        { method: "POST", client: "demo-service", status: 200, form: { client_secret: "demo-service-secret" } },
      ],
    },
  ]);
  expect(await call("/requests?client=other")).toEqual([200, { requests: [] }]);
  expect(await call("/requests?clint=other")).toMatchObject([
    400,
    { error: expect.stringContaining("no filter clint") },
  ]);
  await call("/refuse", { reason: "scope/unknown" });
  const [, all] = await call("");
  expect(all).toMatchObject({
    issuer: mock.issuer,
    waiting: [{ what: "scope/unknown" }],
    reasons: expect.arrayContaining(["scope/unknown"]),
    failures: { hang: expect.any(String) },
  });
  expect(await call("/reset", {})).toMatchObject([200, { now: expect.any(String) }]);
  expect([mock.waiting, mock.requests]).toEqual([[], []]);
});

describe("says what is wrong:", () => {
  it.each([
    ["/refuse", { reason: "scope/mispelled" }, /Did you mean scope\/misspelled/],
    ["/refuse", {}, /reason/],
    ["/refuse", { reason: "scope/unknown", when: "now" }, /when/],
    ["/clock", { advance: "soon" }, /can't be read/],
    ["/keys", { jwks: "gone" }, /jwks/],
    ["/fail", { how: "hang", endpoint: "/tokens" }, /Did you mean \/token/],
    ["/sign-in", { user: "nobody" }, /There is no user/],
  ])("%s %j", async (path, body, says) => {
    expect(await call(path, body)).toMatchObject([400, { error: expect.stringMatching(says) }]);
  });

  it("a body that isn't JSON, or isn't sent as JSON", async () => {
    const send = async (type: string, body: string) =>
      (await fetch(`${mock.issuer}/mock/refuse`, { method: "POST", body, headers: { "content-type": type } })).json();
    expect(await send("application/json", "{")).toMatchObject({ error: "The body isn't JSON." });
    expect(await send("text/plain", '{"reason": "scope/unknown"}')).toMatchObject({
      error: "Send the body as application/json.",
    });
    expect(mock.waiting).toEqual([]);
  });
});

describe("is not for", () => {
  const status = (headers: Record<string, string>) =>
    new Promise<number | undefined>((done, failed) => {
      const { hostname, port } = new URL(mock.issuer);
      httpRequest({ hostname, port, path: "/mock", headers }, (response) => {
        response.resume();
        done(response.statusCode);
      })
        .on("error", failed)
        .end();
    });

  it("pages of other sites, or of a name that was pointed here", async () => {
    expect(await status({ origin: "https://evil.example" })).toBe(403);
    expect(await status({ host: "evil.example" })).toBe(403);
    expect(await status({ origin: mock.issuer })).toBe(200);
    expect(await status({ host: "127.0.0.1" })).toBe(200);
  });

  it("a server that isn't a mock: candor serve has none, and ignores what requests ask for", async ({
    onTestFinished,
  }) => {
    const demo = await startDemo();
    onTestFinished(() => demo.close());
    const ask = (path: string, init: RequestInit = {}) => fetch(demo.issuer + path, { redirect: "manual", ...init });
    expect((await ask("/mock")).status).toBe(404);
    expect(
      (
        await ask("/mock/refuse", {
          method: "POST",
          body: '{"reason": "server/fault"}',
          headers: { "content-type": "application/json" },
        })
      ).status,
    ).toBe(404);
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: "demo-service",
      client_secret: "demo-service-secret",
      mock_refuse: "server/fault",
    });
    expect((await ask("/token", { method: "POST", body, headers: { "mock-refuse": "server/fault" } })).status).toBe(
      200,
    );
  });
});
