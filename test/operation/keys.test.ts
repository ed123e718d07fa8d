/** `candor keys` beside running servers: what is published, what signs, what is refused. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, createRemoteJWKSet, customFetch, type JSONWebKeySet, jwtVerify } from "jose";
import { describe, expect, it, onTestFinished } from "vitest";
import { createCandor } from "../../src/index.ts";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { testClock } from "../clock.ts";
import { freePort } from "../free-port.ts";
import { type Place, place, run, SECRET, toEnd } from "./run.ts";

const KEY = { CANDOR_KEY_ENCRYPTION_SECRET: "a-key-encryption-secret-of-32-ch" };
const REDIRECT = "https://shop.example/callback";
const JOBS = "https://jobs.example";
const PASSWORD = "a-long-password-of-ada";

const OWN = {
  apis: [{ resource: JOBS, name: "Jobs" }],
  scopes: [{ name: "jobs", description: "Run jobs", api: JOBS }],
  clients: [
    {
      id: "shop",
      secrets: [{ env: "SHOP_SECRET" }],
      grantTypes: ["authorization_code" as const, "refresh_token" as const, "client_credentials" as const],
      redirectUris: [REDIRECT],
      postLogoutRedirectUris: ["https://shop.example/"],
      scopes: ["openid", "jobs"],
    },
  ],
};

const shopAt = (issuer: string) =>
  new Application(issuer, { id: "shop", secret: SECRET, redirectUri: REDIRECT, scope: "openid" });

const keys = (at: Place, args: readonly string[], env: Record<string, string> = KEY) =>
  toEnd(["keys", ...args], at.directory, "", env);

const jwksOf = async (origin: string) => (await (await fetch(`${origin}/jwks`)).json()) as JSONWebKeySet;
const kidsOf = async (origin: string) => (await jwksOf(origin)).keys.map(({ kid }) => kid);
const headerOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split(".")[0] ?? "", "base64url").toString());

/** A JWT access token of the client itself. */
async function machineToken(app: Application): Promise<string> {
  const { body } = await app.token({ grant_type: "client_credentials", scope: "jobs" });
  return String(body.access_token);
}

async function newPlace(): Promise<Place> {
  const at = await place(OWN);
  onTestFinished(() => at.leave());
  return at;
}

async function another(at: Place): Promise<string> {
  const port = await freePort();
  const running = run(["serve", "--port", String(port)], at.directory, { SHOP_SECRET: SECRET, ...KEY });
  onTestFinished(() => void running.child.kill("SIGKILL"));
  await running.says("Candor is at ");
  return `http://localhost:${port}`;
}

describe("candor keys", () => {
  it("changes nothing if the configuration can't be read, also for a directory that is named", async () => {
    const at = await newPlace();
    await (await at.serve(KEY)).stop();
    at.write("candor.config.json", '{ "keyRotation": ');
    const { code, err } = await keys(at, ["rotate", "--data", "data"]);
    expect([code, err]).toEqual([2, expect.stringContaining("candor.config.json")]);
    expect(await keys(at, ["list", "--data", "data"])).toMatchObject({ code: 2 });
  });

  it("rotates for two running servers: published at once in both, signing later", async () => {
    const at = await newPlace();
    await at.serve(KEY);
    const two = await another(at);
    const before = await jwksOf(at.issuer);
    expect(before.keys).toHaveLength(3);
    const etag = (await fetch(`${at.issuer}/jwks`)).headers.get("etag") ?? "";

    const rotated = await keys(at, ["rotate", "--json"]);
    expect(rotated).toMatchObject({ code: 0, err: "" });
    const made = JSON.parse(rotated.out) as { kid: string; alg: string; state: string; signsFrom: string }[];
    expect(made.map(({ alg, state }) => `${alg} ${state}`)).toEqual(["ES256 next", "RS256 next", "EdDSA next"]);
    for (const { signsFrom } of made) expect(Date.parse(signsFrom)).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    const all = [...before.keys.map(({ kid }) => kid), ...made.map(({ kid }) => kid)];
    for (const origin of [at.issuer, two]) expect(await kidsOf(origin)).toEqual(all);
    const again = await fetch(`${at.issuer}/jwks`, { headers: { "if-none-match": etag } });
    expect(again.status).toBe(200);
    // Whoever keeps the former JWKS loses nothing.
    const kept = createLocalJWKSet(before);
    for (const origin of [at.issuer, two])
      await jwtVerify(await machineToken(shopAt(origin)), kept, { audience: JOBS });

    expect((await keys(at, ["rotate"])).out).toMatch(/^These keys are in the JWKS now and will sign later:\nES256 {2}/);
    expect(await kidsOf(two)).toEqual(all);
    const listed = await keys(at, ["list"]);
    expect(listed.out.trim().split("\n")).toHaveLength(6);
    expect(listed.out).toMatch(/^ES256 {2}[\w-]{43} {2}signing {2}signs until \d{4}-\d\d-\d\dT\d\d:\d\dZ\n/);
    expect(listed.out).not.toContain("PRIVATE");
  });

  it("revokes a key at once: its tokens are refused by every server, and another key signs", async () => {
    const at = await newPlace();
    await at.serve(KEY);
    const two = await another(at);
    const [app, other] = [shopAt(at.issuer), shopAt(two)];
    const stolen = await machineToken(app);
    const before = await jwksOf(at.issuer);
    for (const each of [app, other]) expect((await each.introspect(stolen)).body.active).toBe(true);

    const { kid } = headerOf(stolen);
    const revoked = await keys(at, ["rotate", "--revoke", kid]);
    expect(revoked).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^Warning: every app and API that still uses the former JWKS refuses/),
    });
    expect(revoked.out).toContain(
      `Revoked ${kid}. This server refuses every token that it signed. Apps and APIs do too, once they fetch the JWKS again.\n`,
    );
    for (const each of [app, other]) expect((await each.introspect(stolen)).body).toEqual({ active: false });
    for (const origin of [at.issuer, two]) expect(await kidsOf(origin)).not.toContain(kid);

    const fresh = await machineToken(other);
    expect(headerOf(fresh).kid).not.toBe(kid);
    expect((await app.introspect(fresh)).body.active).toBe(true);
    await expect(jwtVerify(fresh, createLocalJWKSet(before))).rejects.toThrow("no applicable key");
    await jwtVerify(fresh, createLocalJWKSet(await jwksOf(two)));
    expect(await keys(at, ["rotate", "--revoke", kid])).toEqual({
      code: 1,
      out: "",
      err: `There is no key "${kid}". List the keys with candor keys list.\n`,
    });
  });

  it("warns of no new key where the revoked one does not sign, and refuses options that go with a rotation only", async () => {
    const at = await newPlace();
    await (await at.serve(KEY)).stop();
    const [{ kid: next }] = JSON.parse((await keys(at, ["rotate", "--alg", "ES256", "--json"])).out);
    for (const more of [["--now"], ["--alg", "ES256"]]) {
      const both = await keys(at, ["rotate", "--revoke", next, ...more]);
      expect(both).toMatchObject({ code: 2, out: "", err: expect.stringContaining("cannot be used with option") });
    }
    expect((await keys(at, ["list"])).out).toContain(next);
    expect(await keys(at, ["rotate", "--revoke", next])).toMatchObject({ code: 0, err: "" });
    expect((await keys(at, ["list"])).out).not.toContain(next);
  });

  it("with --now signs as soon as everyone knows the key, in every server", async () => {
    const at = await newPlace();
    await at.serve(KEY);
    const two = await another(at);
    const before = await machineToken(shopAt(two));
    const { err, out } = await keys(at, ["rotate", "--now", "--alg", "ES256", "--json"]);
    expect(err).toBe("");
    const [{ kid, createdAt, signsFrom }] = JSON.parse(out);
    // Six minutes, less the moment in which the key is made. The JWKS is cached for five.
    expect(Date.parse(signsFrom) - Date.parse(createdAt)).toBeGreaterThan(330_000);
    expect(Date.parse(signsFrom) - Date.parse(createdAt)).toBeLessThan(400_000);
    expect(await kidsOf(two)).toContain(kid);
    expect((await shopAt(at.issuer).introspect(before)).body.active).toBe(true);
  });

  it("needs the secret that encrypted the keys, and changes nothing without it", async () => {
    const at = await newPlace();
    await at.serve(KEY);
    const before = await kidsOf(at.issuer);
    for (const [env, said] of [
      [{}, "Set CANDOR_KEY_ENCRYPTION_SECRET to the secret that encrypted the keys"],
      [{ CANDOR_KEY_ENCRYPTION_SECRET: "another-secret-of-sixteen" }, "isn't the secret that encrypted the keys"],
    ] as const) {
      const done = await keys(at, ["rotate"], env);
      expect(done).toMatchObject({ code: 2, out: "", err: expect.stringContaining(said) });
    }
    expect(await kidsOf(at.issuer)).toEqual(before);
    const nowhere = await keys(at, ["list", "--data", "elsewhere"]);
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining("There is no database") });
  });
});

describe("createCandor", () => {
  /** A server in memory under a clock that can be turned, and an application that keeps the JWKS as long as it is asked to. */
  async function world(config = {}) {
    const issuer = `http://localhost:${await freePort()}`;
    const data = mkdtempSync(join(tmpdir(), "candor-keys-"));
    const { now: clock, pass, hold } = testClock();
    const candor = await createCandor({
      config: {
        issuer,
        port: Number(new URL(issuer).port),
        host: "localhost",
        data,
        logLevel: "silent",
        ...OWN,
        ...config,
      },
      environment: { SHOP_SECRET: SECRET },
      clock,
    });
    await candor.listen();
    onTestFinished(async () => {
      await candor.close();
      rmSync(data, { recursive: true });
    });
    await candor.users.add({ username: "ada", password: PASSWORD, claims: { groups: ["staff"] } });
    return { issuer, candor, pass, hold, now: () => new Date(clock()), app: shopAt(issuer) };
  }
  const HOUR = 3_600;

  it("rotates ahead of time: an application that keeps the JWKS for a day never meets a key that it does not know", async () => {
    const { issuer, candor, pass, app, now } = await world();
    // As a cache of a day would have it: fetched right before the rotation, and kept until it is a day old.
    let kept = await jwksOf(issuer);
    const first = await machineToken(app);
    const [next] = await candor.keys.rotate();
    expect(next).toMatchObject({ alg: "ES256", state: "next" });
    pass(24 * HOUR - 60);
    await jwtVerify(await machineToken(app), createLocalJWKSet(kept), { currentDate: now() });
    kept = await jwksOf(issuer);
    pass(120);
    const after = await machineToken(app);
    expect(headerOf(after).kid).toBe(next?.kid);
    await jwtVerify(after, createLocalJWKSet(kept), { currentDate: now() });
    expect((await app.introspect(after)).body.active).toBe(true);
    expect(await kidsOf(issuer)).toContain(headerOf(first).kid);
  });

  it("keeps a former key for as long as a session may send its ID token as a hint, and no longer", async () => {
    const { issuer, candor, pass, app } = await world({ sessionLifetime: 3 * 86_400 });
    const person = new Person(issuer, "ada", PASSWORD);
    const { id_token: hint } = await app.tokens(person);
    await candor.keys.rotate({ now: true });
    const silent = () => app.begin({ prompt: "none", id_token_hint: hint }).url;
    pass(2 * 86_400);
    expect((await person.sentTo(silent())).searchParams.get("code")).toMatch(/^candor_code_/);
    expect(await kidsOf(issuer)).toContain(headerOf(hint).kid);
    pass(86_400 + 2 * HOUR);
    expect(await kidsOf(issuer)).not.toContain(headerOf(hint).kid);
    const late = await person.walk(silent());
    expect(late instanceof URL ? late.searchParams.get("error") : late.status).not.toBe("none");
  });

  it("with a JWKS that is fetched again for an unknown key, also survives an urgent rotation and a revocation", async () => {
    const { issuer, candor, pass, hold, now, app } = await world();
    hold();
    let fetched = 0;
    const remote = createRemoteJWKSet(new URL(`${issuer}/jwks`), {
      cooldownDuration: 0,
      [customFetch]: (...given: Parameters<typeof fetch>) => {
        fetched++;
        return fetch(...given);
      },
    });
    await jwtVerify(await machineToken(app), remote);
    const [made] = await candor.keys.rotate({ now: true });
    pass(5 * 60 + 59);
    await jwtVerify(await machineToken(app), remote, { currentDate: now() });
    expect(fetched).toBe(1);
    pass(1);
    expect(headerOf(await machineToken(app)).kid).toBe(made?.kid);
    await jwtVerify(await machineToken(app), remote, { currentDate: now() });
    expect(fetched).toBe(2);
    const [{ kid } = { kid: "" }] = await candor.keys.list();
    expect(await candor.keys.revoke(kid)).toBe(true);
    expect(await candor.keys.revoke(kid)).toBe(false);
    expect((await candor.keys.list()).map(({ state }) => state).filter((state) => state === "signing")).toHaveLength(3);
  });

  it("signs users in with their claims", async () => {
    const { issuer, candor, app } = await world({
      clients: [{ ...OWN.clients[0], scopes: ["openid", "groups"] }],
    });
    const person = new Person(issuer, "ada", PASSWORD);
    const { id_token } = await app.tokens(person, { scope: "openid groups" });
    const { payload } = await jwtVerify(id_token, createLocalJWKSet(await jwksOf(issuer)), {
      audience: "shop",
      issuer,
    });
    expect(payload.groups).toEqual(["staff"]);
    await candor.users.disable("ada");
    expect((await person.sentTo(app.begin({ prompt: "none" }).url)).searchParams.get("error")).toBe("login_required");
    await expect(candor.users.remove("nobody")).rejects.toMatchObject({ name: "UserError", code: "unknown" });
  });
});
