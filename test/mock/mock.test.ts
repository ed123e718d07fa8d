/** What a test can order of the mock, over real sockets. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Mock, MockError, startMock } from "../../src/mock/index.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startMock({
    redirectUris: ["http://localhost:3000/callback"],
    clients: [
      { id: "shop", secrets: [{ value: "shop-secret" }], grantTypes: ["client_credentials"], scopes: ["orders"] },
    ],
    apis: [{ resource: "https://orders.example", name: "Orders" }],
    scopes: [{ name: "orders", description: "Read orders", api: "https://orders.example" }],
    users: [{ username: "eve", claims: { email: "eve@people.example", groups: ["sales"] } }],
  });
});
afterEach(() => mock.reset());
afterAll(() => mock.close());

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});
const post = (
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = basic("demo-service", "demo-service-secret"),
) => fetch(mock.issuer + path, { method: "POST", body: new URLSearchParams(form), headers, redirect: "manual" });
const service = (more: Record<string, string> = {}) => post("/token", { grant_type: "client_credentials", ...more });
const json = async (response: Promise<Response>) => (await (await response).json()) as Record<string, string>;
const AUTHORIZE = {
  ...{
    client_id: "demo-web",
    redirect_uri: "http://localhost:3000/callback",
    response_type: "code",
    scope: "openid email offline_access",
    state: "s1",
  },
  ...{ code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", code_challenge_method: "S256" },
};
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const authorize = (more: Record<string, string> = {}) =>
  fetch(`${mock.issuer}/authorize?${new URLSearchParams({ ...AUTHORIZE, ...more })}`, { redirect: "manual" });
const returned = async (response: Promise<Response>) =>
  new URL((await response).headers.get("location") ?? "none:").searchParams;
async function signedIn(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const code = (await returned(authorize(more))).get("code") ?? "";
  return json(
    post(
      "/token",
      { grant_type: "authorization_code", code, code_verifier: VERIFIER, redirect_uri: AUTHORIZE.redirect_uri },
      basic("demo-web", "demo-web-secret"),
    ),
  );
}
const claimsOf = (jwt: string) =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;
const refresh = (token: string) =>
  post("/token", { grant_type: "refresh_token", refresh_token: token }, basic("demo-web", "demo-web-secret"));
const userinfo = (token: string) => fetch(`${mock.issuer}/userinfo`, { headers: { authorization: `Bearer ${token}` } });

describe("a refusal", () => {
  it("is for one request, unless it is for more", async () => {
    mock.refuse("scope/misspelled");
    expect([(await json(service())).error, (await service()).status]).toEqual(["invalid_scope", 200]);
    const order = mock.refuse("client/disabled", { times: 2 });
    expect([(await service()).status, order.used, order.waiting]).toEqual([401, 1, true]);
    expect([(await service()).status, order.used, order.waiting]).toEqual([401, 2, false]);
    const always = mock.refuse("server/fault", { times: "always" });
    for (let n = 0; n < 3; n++) expect((await service()).status).toBe(500);
    always.cancel();
    expect([(await service()).status, always.used]).toEqual([200, 3]);
  });

  it("waits for a request that can be refused so", async () => {
    const order = mock.refuse("code/expired");
    expect((await service()).status).toBe(200);
    expect(await (await fetch(`${mock.issuer}/.well-known/openid-configuration`)).json()).toMatchObject({
      issuer: mock.issuer,
    });
    expect(order.waiting).toBe(true);
    expect(await json(post("/token", { grant_type: "authorization_code", code: "any" }, {}))).toMatchObject({
      error: "invalid_grant",
      error_uri: expect.stringContaining("/errors/code/expired?ref="),
    });
    mock.refuse("redirect-uri/host-mismatch");
    expect((await service()).status).toBe(200);
    expect((await authorize()).status).toBe(400);
    mock.refuse("refresh-token/reused");
    expect((await service()).status).toBe(200);
    expect(await json(refresh("any"))).toMatchObject({ error: "invalid_grant" });
  });

  it("that is sent to the app waits for a request that the app can be trusted with", async () => {
    const order = mock.refuse("user/denied");
    expect((await authorize({ redirect_uri: "https://evil.example/" })).status).toBe(400);
    expect(order.waiting).toBe(true);
    expect(Object.fromEntries(await returned(authorize()))).toMatchObject({
      error: "access_denied",
      state: "s1",
      iss: mock.issuer,
    });
  });

  it("can be for one client, or at one endpoint", async () => {
    mock.refuse("client-auth/failed", { client: "shop" });
    expect((await service()).status).toBe(200);
    expect((await post("/token", { grant_type: "client_credentials" }, basic("shop", "shop-secret"))).status).toBe(401);
    mock.refuse("client-auth/failed", { endpoint: "introspection" });
    expect((await service()).status).toBe(200);
    expect((await post("/introspect", { token: "x" })).status).toBe(401);
    mock.refuse("token/expired", { endpoint: "/demo/api/profile" });
    expect((await userinfo("x")).headers.get("www-authenticate")).not.toContain("token/expired");
    const api = await fetch(`${mock.issuer}/demo/api/profile`, { headers: { authorization: "Bearer x" } });
    expect([api.status, api.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining('error="invalid_token"'),
    ]);
  });

  it("can be for the client that a token was issued to", async () => {
    const order = mock.refuse("token/revoked", { client: "demo-spa" });
    expect((await userinfo(await mock.tokens.access())).status).toBe(200);
    expect((await userinfo("ey.!.x")).status).toBe(401);
    expect(order.waiting).toBe(true);
    expect((await userinfo(await mock.tokens.access({ client: "demo-spa" }))).status).toBe(401);
    expect(order.waiting).toBe(false);
  });

  it("is of this client, this issuer and this time, and says what the test wants", async () => {
    mock.refuse("client/grant-type-not-allowed", { client: "shop" });
    const { error_description: says } = await json(
      post("/token", { grant_type: "client_credentials" }, basic("shop", "shop-secret")),
    );
    expect(says).toContain("shop");
    mock.refuse("client-auth/throttled", { evidence: { retryAfter: 17 } });
    expect((await service()).headers.get("retry-after")).toBe("17");
    expect(() => mock.refuse("client-auth/throttled", { evidence: { retryAftr: 17 } })).toThrow(
      /has no evidence "retryAftr"\. Did you mean retryAfter\?/,
    );
    expect(() => mock.refuse("client-auth/throttled", { evidence: { retryAfter: "soon" } })).toThrow(MockError);
  });

  it("changes nothing, so the same request succeeds afterwards", async () => {
    await mock.signIn("ada");
    const code = (await returned(authorize())).get("code") ?? "";
    const redeem = () =>
      post(
        "/token",
        { grant_type: "authorization_code", code, code_verifier: VERIFIER, redirect_uri: AUTHORIZE.redirect_uri },
        basic("demo-web", "demo-web-secret"),
      );
    mock.refuse("code/already-used");
    expect([(await redeem()).status, (await redeem()).status]).toEqual([400, 200]);
  });

  it("can be asked for by the request itself, in a header or a parameter", async () => {
    const asked = await post("/token", { grant_type: "client_credentials" }, { "mock-refuse": "scope/missing" });
    expect([asked.status, (await asked.json()).error]).toEqual([400, "invalid_scope"]);
    expect((await json(service({ mock_refuse: "client/disabled" }))).error).toBe("invalid_client");
    expect((await returned(authorize({ mock_refuse: "pkce/required" }))).get("error")).toBe("invalid_request");
    const misspelled = await post("/token", { grant_type: "client_credentials" }, { "mock-refuse": "scope/mising" });
    expect([misspelled.status, await misspelled.json()]).toEqual([
      400,
      {
        error: "mock_order_invalid",
        error_description: 'There is no reason "scope/mising". Did you mean scope/missing?',
        nearest: ["scope/missing"],
      },
    ]);
    const elsewhere = await json(service({ mock_refuse: "code/expired" }));
    expect(elsewhere.error_description).toBe("POST /token can't be refused as code/expired.");
  });

  it.each([
    [{ endpoint: "tokn" }, /There is no endpoint "tokn"\. Did you mean token/],
    [{ endpoint: "/tokens" }, /There is no endpoint "\/tokens"\. Did you mean \/token/],
    [{ times: 0 }, /times is 0/],
  ])("for %j is none", (target, says) => expect(() => mock.refuse("scope/unknown", target)).toThrow(says));
});

describe("the clock", () => {
  it("expires tokens, and a refresh brings new ones", async () => {
    await mock.signIn("ada");
    const tokens = await signedIn();
    expect((await userinfo(tokens.access_token ?? "")).status).toBe(200);
    mock.clock.advance("61m");
    const expired = await userinfo(tokens.access_token ?? "");
    expect([expired.status, expired.headers.get("www-authenticate")]).toEqual([
      401,
      expect.stringContaining("/errors/token/expired?"),
    ]);
    const fresh = await json(refresh(tokens.refresh_token ?? ""));
    expect((await userinfo(fresh.access_token ?? "")).status).toBe(200);
    mock.clock.advance("30d");
    expect(await json(refresh(fresh.refresh_token ?? ""))).toMatchObject({
      error_uri: expect.stringContaining("/refresh-token/expired?"),
    });
  });

  it("can be set, stand still and run again", async () => {
    const at = Date.UTC(2030, 0, 1);
    expect(mock.clock.set("2030-01-01T00:00:00Z")).toBeGreaterThanOrEqual(at);
    mock.clock.freeze();
    mock.clock.set(at);
    const { exp, iat } = claimsOf((await json(service())).access_token ?? "");
    expect([iat, mock.clock.now()]).toEqual([at / 1_000, at]);
    expect(Number(exp)).toBeGreaterThan(at / 1_000);
    expect(mock.clock.advance("-1d")).toBe(at - 86_400_000);
    expect((await service()).status).toBe(200);
    mock.clock.resume();
    await expect.poll(() => mock.clock.now()).toBeGreaterThan(at - 86_400_000);
    mock.reset();
    expect(Math.abs(mock.clock.now() - Date.now())).toBeLessThan(60_000);
  });

  it.each([
    ["1h30m", 5_400_000],
    ["1.5s", 1_500],
    ["250ms", 250],
    ["2d", 172_800_000],
    ["1w", 604_800_000],
    [42, 42],
  ])("advances by %s", (by, milliseconds) => {
    mock.clock.freeze();
    const before = mock.clock.now();
    expect(mock.clock.advance(by) - before).toBe(milliseconds);
  });

  it.each(["", "soon", "5", "1h and 2m", Number.NaN])("does not advance by %j", (by) =>
    expect(() => mock.clock.advance(by)).toThrow(MockError),
  );
  it("is not set to something else than a time", () =>
    expect(() => mock.clock.set("tomorrow")).toThrow(/can't be read/));
});

describe("signing in at once", () => {
  it("is for a user, who can be another one for one request", async () => {
    await mock.signIn("ada");
    const { id_token: id = "", access_token: token = "" } = await signedIn({ nonce: "n1" });
    expect(claimsOf(id)).toMatchObject({ sub: "demo-ada", aud: "demo-web", nonce: "n1", iss: mock.issuer });
    const { id_token: other = "", access_token: eves = "" } = await signedIn({ login_hint: "eve" });
    expect(claimsOf(other).sub).toBe("mock-eve");
    expect(await (await userinfo(eves)).json()).toMatchObject({ email: "eve@people.example" });
    expect(await (await userinfo(token)).json()).toMatchObject({ sub: "demo-ada" });
  });

  it.each([
    { prompt: "login" },
    { prompt: "consent" },
    { prompt: "none" },
    { max_age: "0" },
    { prompt: "select_account" },
  ])("with %j too", async (asked) => {
    await mock.signIn("ada");
    expect((await returned(authorize(asked))).get("code")).toMatch(/^candor_code_/);
  });

  it("refuses what would be refused anyway", async () => {
    await mock.signIn("ada");
    expect((await returned(authorize({ scope: "openid nothing" }))).get("error")).toBe("invalid_scope");
    expect((await authorize({ redirect_uri: "https://evil.example/" })).status).toBe(400);
  });

  it("denies, and shows the pages again", async () => {
    await mock.signIn({ user: "ada", consent: "deny" });
    expect((await returned(authorize())).get("error")).toBe("access_denied");
    await mock.signIn("pages");
    expect(await (await authorize()).text()).toContain('name="password"');
    await expect(mock.signIn("nobody")).rejects.toThrow('There is no user "nobody"');
  });
});

describe("keys", () => {
  const jwks = async () =>
    ((await (await fetch(`${mock.issuer}/jwks`)).json()) as { keys: Record<string, string>[] }).keys;
  const kidOf = (jwt = "") => JSON.parse(Buffer.from(jwt.split(".")[0] ?? "", "base64url").toString()).kid as string;

  it("are replaced at once, and forgotten if asked", async () => {
    mock.clock.freeze();
    const before = (await json(service())).access_token;
    const made = await mock.keys.rotate();
    expect(made).toHaveLength(3);
    const after = (await json(service())).access_token;
    expect([made.includes(kidOf(before)), made.includes(kidOf(after))]).toEqual([false, true]);
    expect((await jwks()).map(({ kid }) => kid)).toEqual(expect.arrayContaining([kidOf(before), kidOf(after)]));
    await mock.keys.rotate({ forget: true });
    expect((await jwks()).map(({ kid }) => kid)).not.toContain(kidOf(after));
    expect(made.includes(kidOf((await json(service())).access_token))).toBe(false);
  });

  it("are published wrongly until that is mended", async () => {
    const right = await jwks();
    await mock.keys.breakJwks("empty");
    expect(await jwks()).toEqual([]);
    await mock.keys.breakJwks("unknown-kid");
    expect((await jwks()).map(({ kid, ...key }) => [right.some((one) => one.kid === kid), key])).toEqual(
      right.map(({ kid: _, ...key }) => [false, key]),
    );
    await mock.keys.breakJwks("wrong-key");
    const wrong = await jwks();
    expect(wrong.map(({ kid, alg }) => [kid, alg])).toEqual(right.map(({ kid, alg }) => [kid, alg]));
    expect(wrong).not.toEqual(right);
    await mock.keys.breakJwks("no-kid");
    expect(await jwks()).toEqual(right.map(({ kid: _, ...key }) => key));
    await mock.keys.breakJwks("malformed");
    await expect(jwks()).rejects.toThrow(SyntaxError);
    await mock.keys.breakJwks("server-error");
    expect((await fetch(`${mock.issuer}/.well-known/jwks.json`)).status).toBe(500);
    await mock.keys.breakJwks("unreachable");
    await expect(jwks()).rejects.toThrow("fetch failed");
    mock.keys.mendJwks();
    expect(await jwks()).toEqual(right);
  });
});

describe("a failure", () => {
  it("a delay: the response comes later", async () => {
    mock.delay({ endpoint: "token", ms: "150ms" });
    const start = performance.now();
    expect((await service()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThan(145);
  });

  it("hang: until the client gives up", async () => {
    mock.fail("hang", { endpoint: "/token" });
    const client = new AbortController();
    const given = { method: "POST", body: "grant_type=client_credentials", signal: client.signal };
    const hanging = fetch(`${mock.issuer}/token`, given);
    await mock.waitForRequest({ path: "/token" });
    client.abort(new Error("enough"));
    await expect(hanging).rejects.toThrow("enough");
    expect((await service()).status).toBe(200);
  });

  it("drop: the connection is closed", async () => {
    mock.fail("drop");
    await expect(service()).rejects.toThrow("fetch failed");
  });

  it("server-error and gateway-page: 500 and 502, not JSON", async () => {
    mock.fail("server-error");
    mock.fail("gateway-page");
    for (const [status, type] of [
      [500, "text/plain"],
      [502, "text/html"],
    ] as const) {
      const response = await service();
      expect([response.status, response.headers.get("content-type")]).toEqual([status, expect.stringContaining(type)]);
      await expect(response.json()).rejects.toThrow(SyntaxError);
    }
  });

  it("malformed-json, empty, wrong-content-type and truncated: the response is damaged", async () => {
    mock.fail("malformed-json");
    const cut = await service();
    expect([cut.status, cut.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    await expect(cut.json()).rejects.toThrow(SyntaxError);
    mock.fail("empty");
    expect(await (await service()).text()).toBe("");
    mock.fail("wrong-content-type");
    const typed = await service();
    expect([typed.headers.get("content-type"), (await typed.json()).token_type]).toEqual([
      "text/html; charset=utf-8",
      "Bearer",
    ]);
    mock.fail("truncated");
    await expect(service().then((response) => response.text())).rejects.toThrow("terminated");
  });

  it("lost: the request was carried out all the same", async () => {
    await mock.signIn("ada");
    const { refresh_token: token = "" } = await signedIn();
    mock.fail("lost");
    await expect(refresh(token)).rejects.toThrow("fetch failed");
    mock.clock.advance("5m");
    expect(await json(refresh(token))).toMatchObject({ error_uri: expect.stringContaining("/refresh-token/reused?") });
  });

  it("goes together with a refusal", async () => {
    mock.refuse("scope/unknown");
    mock.fail("malformed-json");
    const response = await service();
    expect([response.status, mock.waiting]).toEqual([400, []]);
    await expect(response.json()).rejects.toThrow(SyntaxError);
  });

  it("of an unknown kind is none", () => expect(() => mock.fail("hangs" as "hang")).toThrow(/Did you mean hang\?/));
});

describe("requests", () => {
  it("are there as they were sent, with what came of them", async () => {
    await service({ scope: "read_profile,write_multipass" });
    const [request] = mock.requests;
    expect(request).toMatchObject({
      method: "POST",
      path: "/token",
      endpoint: "token",
      client: "demo-service",
      form: { grant_type: "client_credentials", scope: "read_profile,write_multipass" },
    });
    expect(request?.headers.authorization).toMatch(/^Basic /);
    expect(await mock.waitForRequest({ refused: "scope/wrong-delimiter", status: 400 })).toBe(request);
    await authorize({ scope: "nothing" });
    expect(await mock.waitForRequest({ endpoint: "authorization", refused: "scope/unknown" })).toMatchObject({
      query: { state: "s1" },
      status: 303,
    });
  });

  it("can be waited for and counted", async () => {
    const waiting = mock.waitForRequest(({ path }) => path === "/token");
    expect(mock.requests).toEqual([]);
    await service();
    expect((await waiting).client).toBe("demo-service");
    await service();
    expect(mock.requests.filter(({ endpoint }) => endpoint === "token")).toHaveLength(2);
    await expect(mock.waitForRequest({ path: "/revoke" }, { timeout: 20 })).rejects.toThrow(
      "No such request came within 20 ms. The mock has received 2, the last of them POST /token, POST /token.",
    );
  });

  it("are the last 1,000", async () => {
    for (let n = 0; n < 1_001; n += 77)
      await Promise.all(Array.from({ length: 77 }, () => fetch(`${mock.issuer}/healthz`)));
    expect(mock.requests).toHaveLength(1_000);
  });
});

it("reset forgets what was ordered", async () => {
  mock.refuse("scope/unknown");
  mock.fail("drop");
  mock.delay({ ms: 60_000 });
  await mock.keys.breakJwks("empty");
  mock.clock.advance("1d");
  await mock.signIn("ada");
  mock.reset();
  expect([mock.waiting, mock.requests, (await service()).status]).toEqual([[], [], 200]);
  expect(await (await authorize()).text()).toContain('name="password"');
});

it("says which clients and users there are", () => {
  expect(mock.clients.find(({ id }) => id === "shop")).toEqual({
    id: "shop",
    secret: "shop-secret",
    redirectUris: [],
    grantTypes: ["client_credentials"],
  });
  expect(mock.clients.find(({ id }) => id === "demo-spa")?.redirectUris).toContain("http://localhost:3000/callback");
  expect(mock.users).toContainEqual({ username: "eve", password: "eve-password" });
  expect(mock.users).toContainEqual({ username: "ada", password: "correct-horse-battery" });
});
