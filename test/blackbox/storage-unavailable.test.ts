/** While nothing can be saved, what only reads works, and everything else says so by name and when to come back. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Storage, StorageUnavailable } from "../../src/ports/storage.ts";
import { VERIFIER } from "../catalogue/samples.ts";
import { AUTHORIZE, asWeb, encode, openWorld, type World } from "../catalogue/world.ts";

const READS = ["find", "findByUsername", "hasOperator", "all"];

let full = false;
let world: World;
let access: string;
let refresh: string;
let code: string;

/** A store of which every write fails while the disk is full. */
function limited(storage: Storage): Storage {
  const failing = new StorageUnavailable("full", "database or disk is full");
  const stores = Object.entries(storage).map(([name, store]) => {
    if (typeof store === "function")
      return [name, async (...given: unknown[]) => (full ? Promise.reject(failing) : store(...given))];
    const guarded = new Proxy(store as Record<string, (...given: unknown[]) => unknown>, {
      get: (target, method: string) =>
        full && !READS.includes(method) ? () => Promise.reject(failing) : target[method],
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
  const tokens = (await (await redeem(await world.code())).json()) as Record<string, string>;
  access = tokens.access_token ?? "";
  refresh = tokens.refresh_token ?? "";
  code = await world.code();
  full = true;
});
afterAll(async () => {
  full = false;
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
    full = false;
    const headers = await world.signedIn("ada");
    full = true;
    const answer = await world.send(`/authorize?${encode({ ...AUTHORIZE, state: "s1" })}`, { headers });
    expect(answer.status).toBe(303);
    const { searchParams, origin, pathname } = new URL(answer.headers.get("location") ?? "");
    expect(origin + pathname).toBe(AUTHORIZE.redirect_uri);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      error: "temporarily_unavailable",
      state: "s1",
      iss: world.deps.settings.issuer,
    });
  });

  it("a sign-in: on a page", async () => {
    full = false;
    const headers = await page();
    const form = await world.send("/sign-in", { headers });
    const csrf = /name="csrf" value="([^"]+)"/.exec(await form.text())?.[1];
    const cookie = form.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
    full = true;
    const attempt = { csrf, username: "ada", password: "correct-horse-battery" };
    const answer = await world.form("/sign-in", attempt, { ...headers, cookie });
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(await answer.text()).toContain("The server cannot reach its storage");
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
  full = false;
  expect((await world.send("/readyz")).status).toBe(200);
  expect((await redeem(code)).status).toBe(200);
  const rotated = await world.form("/token", { grant_type: "refresh_token", refresh_token: refresh }, asWeb);
  expect(rotated.status).toBe(200);
});
