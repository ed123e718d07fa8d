/** While nothing can be saved, what only reads works, and everything else says so by name and when to come back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Storage, StorageUnavailable } from "../../src/ports/storage.ts";
import { VERIFIER } from "../catalogue/samples.ts";
import { AUTHORIZE, asWeb, encode, openWorld, type World } from "../catalogue/world.ts";

const READS = ["find", "findByUsername", "hasOperator", "all"];

/** What does not work: writing, with a full disk; reading as well, with a broken one. */
let fails: "nothing" | "writing" | "all" = "nothing";
let world: World;
let access: string;
let refresh: string;
let code: string;

const failing = () =>
  Promise.reject(
    fails === "all"
      ? new StorageUnavailable("failing", "disk I/O error")
      : new StorageUnavailable("full", "database or disk is full"),
  );

/** A store that fails as `fails` says. */
function limited(storage: Storage): Storage {
  const stores = Object.entries(storage).map(([name, store]) => {
    if (typeof store === "function")
      return [name, async (...given: unknown[]) => (fails === "nothing" ? store(...given) : failing())];
    const guarded = new Proxy(store as Record<string, (...given: unknown[]) => unknown>, {
      get: (target, method: string) =>
        fails === "all" || (fails === "writing" && !READS.includes(method)) ? failing : target[method],
    });
    return [name, guarded];
  });
  return Object.fromEntries(stores) as Storage;
}

const redeem = (given: string) =>
  world.form(
    "/token",
    { grant_type: "authorization_code", code: given, redirect_uri: AUTHORIZE.redirect_uri, code_verifier: VERIFIER },
    asWeb,
  );

beforeAll(async () => {
  world = await openWorld({ storage: limited });
});
beforeEach(async () => {
  fails = "nothing";
  const tokens = (await (await redeem(await world.code())).json()) as Record<string, string>;
  access = tokens.access_token ?? "";
  refresh = tokens.refresh_token ?? "";
  code = await world.code();
  fails = "writing";
});
afterAll(async () => {
  fails = "nothing";
  await world.close();
});

const page = async () => ({ ...(await world.signedIn("ada")), accept: "text/html" });

describe("what must be saved is refused as server/storage-unavailable", () => {
  it.each<[string, () => Promise<Response>]>([
    ["a code", () => redeem(code)],
    ["a refresh token", () => world.form("/token", { grant_type: "refresh_token", refresh_token: refresh }, asWeb)],
    ["a revocation (RFC 7009 2.2.1)", () => world.form("/revoke", { token: access }, asWeb)],
    ["readiness", () => world.send("/readyz")],
  ])("%s: 503 with Retry-After", async (_, send) => {
    const answer = await send();
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await answer.json()).toMatchObject({
      error: "temporarily_unavailable",
      error_uri: expect.stringContaining("/errors/server/storage-unavailable?ref="),
    });
  });

  it("an authorization: by redirect, with state and iss", async () => {
    fails = "nothing";
    const headers = await world.signedIn("ada");
    fails = "writing";
    const answer = await world.send(`/authorize?${encode({ ...AUTHORIZE, state: "s1" })}`, { headers });
    expect(answer.status).toBe(303);
    const { searchParams, origin, pathname } = new URL(answer.headers.get("location") ?? "");
    expect(origin + pathname).toBe(AUTHORIZE.redirect_uri);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      error: "temporarily_unavailable",
      state: "s1",
      iss: world.deps.issuer,
    });
  });

  it("a sign-in: on a page", async () => {
    fails = "nothing";
    const headers = await page();
    const form = await world.send("/sign-in", { headers });
    const csrf = /name="csrf" value="([^"]+)"/.exec(await form.text())?.[1];
    const cookie = form.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
    fails = "writing";
    const attempt = { csrf, username: "ada", password: "correct-horse-battery" };
    const answer = await world.form("/sign-in", attempt, { ...headers, cookie });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await answer.text()).toContain("This service isn't available right now");
  });
});

describe("what only reads works", () => {
  it.each<[string, () => Promise<Response>]>([
    ["introspection", () => world.form("/introspect", { token: access }, asWeb)],
    ["userinfo", () => world.send("/userinfo", { headers: { authorization: `Bearer ${access}` } })],
    ["keys", () => world.send("/jwks")],
    ["discovery", () => world.send("/.well-known/openid-configuration")],
    ["health", () => world.send("/healthz")],
    ["the reason's page", () => world.send("/errors/server/storage-unavailable")],
    ["the sign-in page", () => world.send("/sign-in")],
  ])("%s", async (_, send) => {
    const answer = await send();
    expect(answer.status).toBe(200);
  });

  it("a refusal is still explained in its response", async () => {
    const answer = await world.form("/token", { grant_type: "password" }, asWeb);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: "unsupported_grant_type" });
  });
});

it("with room again, the same requests are granted: nothing was changed", async () => {
  const rotate = () => world.form("/token", { grant_type: "refresh_token", refresh_token: refresh }, asWeb);
  for (const refused of [await redeem(code), await rotate()]) expect(refused.status).toBe(503);
  fails = "nothing";
  expect((await world.send("/readyz")).status).toBe(200);
  expect((await redeem(code)).status).toBe(200);
  expect((await rotate()).status).toBe(200);
});

describe("where nothing can be read either, as of a broken disk", () => {
  beforeEach(() => {
    fails = "nothing";
  });

  /** A request of somebody who is signed in, while the disk is broken. */
  async function whileBroken(send: (headers: Record<string, string>) => Promise<Response>): Promise<Response> {
    const headers = await page();
    fails = "all";
    try {
      return await send(headers);
    } finally {
      fails = "nothing";
    }
  }
  const told = { error: "temporarily_unavailable", state: "s1", iss: expect.any(String) };
  const asked = (changed: Record<string, string> = {}) => encode({ ...AUTHORIZE, state: "s1", ...changed });

  it.each<[string, string, (sent: string) => [string, RequestInit]]>([
    ["a request", asked(), (query) => [`/authorize?${query}`, {}]],
    ["one without a page", asked({ prompt: "none" }), (query) => [`/authorize?${query}`, {}]],
    ["one by POST", asked(), (body) => ["/authorize", { method: "POST", body }]],
    ["a consent", asked(), (request) => ["/consent", { method: "POST", body: encode({ request, answer: "allow" }) }]],
  ])("%s: the application hears by redirect", async (_, query, made) => {
    const [path, init] = made(query);
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await whileBroken((headers) => world.send(path, { ...init, headers: { ...headers, ...type } }));
    expect(answer.status).toBe(303);
    const { searchParams, origin, pathname } = new URL(answer.headers.get("location") ?? "");
    expect(origin + pathname).toBe(AUTHORIZE.redirect_uri);
    expect(Object.fromEntries(searchParams)).toMatchObject(told);
    expect(searchParams.get("error_uri")).toContain("/errors/server/storage-unavailable?ref=");
    expect(searchParams.has("code")).toBe(false);
  });

  it("in the fragment if the request says so", async () => {
    const query = asked({ response_mode: "fragment" });
    const answer = await whileBroken((headers) => world.send(`/authorize?${query}`, { headers }));
    const { hash, search } = new URL(answer.headers.get("location") ?? "");
    expect(search).toBe("");
    expect(Object.fromEntries(new URLSearchParams(hash.slice(1)))).toMatchObject(told);
  });

  it.each([
    ["an unknown application", { client_id: "nobody" }, "client/not-registered"],
    ["a redirect URI of somebody else", { redirect_uri: "https://evil.example/" }, "redirect-uri/"],
  ])("%s is redirected nowhere", async (_, changed, reason) => {
    const answer = await whileBroken((headers) => world.send(`/authorize?${asked(changed)}`, { headers }));
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers.get("location")).toBeNull();
    expect(await answer.text()).toContain(reason);
  });

  it("a consent form without a request gets a page", async () => {
    const answer = await whileBroken((headers) => world.form("/consent", { answer: "allow" }, headers));
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
  });

  it("who is not signed in is asked to sign in, which takes no database", async () => {
    const answer = await whileBroken(() => world.send(`/authorize?${asked()}`, { headers: { accept: "text/html" } }));
    expect(answer.status).toBe(200);
  });

  it("a session that ends with the disk in the middle of a sign-in: by redirect", async () => {
    const headers = await page();
    const form = await world.send(`/authorize?${asked({ prompt: "login" })}`, { headers });
    const hidden = (name: string, html: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? "";
    const html = (await form.text()).replaceAll("&amp;", "&");
    const cookie = form.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
    const { sessions } = world.deps.storage;
    const { insert } = sessions;
    Object.assign(sessions, {
      insert: async (session: never, passwordHash: string) => {
        const begun = await insert(session, passwordHash);
        fails = "all";
        return begun;
      },
    });
    const attempt = {
      csrf: hidden("csrf", html),
      request: hidden("request", html),
      username: "ada",
      password: "correct-horse-battery",
    };
    const answer = await world.form("/sign-in", attempt, { cookie });
    Object.assign(sessions, { insert });
    fails = "nothing";
    expect(Object.fromEntries(new URL(answer.headers.get("location") ?? "").searchParams)).toMatchObject(told);
  });
});
