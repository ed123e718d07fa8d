/** Refresh tokens: rotation, grace, reuse, narrowing (RFC 6749 6, RFC 9700 4.14.2; requirements-oauth.md). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Application as App, type Application, type Tokens, tokensOf } from "./application.ts";
import { refused } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let strictWorld: World;
let web: Application;
let tokens: Tokens;
beforeAll(async () => {
  world = await startWorld();
  strictWorld = await startWorld({ refreshGrace: 0 });
  web = world.app("web");
});
beforeEach(async () => {
  tokens = await web.tokens(world.regular);
});
afterAll(async () => {
  await world.close();
  await strictWorld.close();
});

const refresh = async (token: string, more = {}) => tokensOf(await web.refresh(token, more));
const active = async (token: string, app = web) => (await app.introspect(token)).body.active;

describe("rotation", () => {
  it("UsesTokenRotation: a new token each time, with new access and ID tokens for the same user", async () => {
    world.pass(1);
    const next = await refresh(tokens.refresh_token);
    for (const kind of ["refresh_token", "access_token", "id_token"] as const)
      expect(next[kind]).not.toBe(tokens[kind]);
    const claims = (token: string) => JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    const [before, after] = [claims(tokens.id_token), claims(next.id_token)];
    for (const name of ["iss", "sub", "aud", "auth_time", "azp"]) expect(after[name]).toEqual(before[name]);
    expect(after.iat).toBeGreaterThan(before.iat);
    expect(after.nonce).toBeUndefined();
    expect(await active(next.access_token)).toBe(true);
  });

  it("RefreshTokenRevokedAfterUse, InvalidatedRefreshToken: reuse revokes the family, access tokens too", async () => {
    const second = await refresh(tokens.refresh_token);
    const third = await refresh(second.refresh_token);
    world.pass(11);
    refused(await web.refresh(tokens.refresh_token), 400, "invalid_grant", "refresh-token/reused");
    refused(await web.refresh(third.refresh_token), 400, "invalid_grant", "refresh-token/revoked");
    for (const { access_token: token } of [tokens, second, third]) expect(await active(token)).toBe(false);
    expect(await active(third.refresh_token)).toBe(false);
  });

  it("IsRefreshAuthenticationRequired: a confidential client must authenticate", async () => {
    const bare = new App(world.issuer, { id: "web" });
    refused(await bare.refresh(tokens.refresh_token), 401, "invalid_client", "client-auth/secret-absent");
    expect(await active(tokens.refresh_token)).toBe(true);
  });

  it("may be asked for by a client that may refresh, whether or not offline_access is among its scopes", async () => {
    const app = world.app("unlisted");
    const { refresh_token: first, scope } = await app.tokens(world.person(), { scope: "openid offline_access" });
    expect(scope).toBe("openid offline_access");
    const { refresh_token: second, scope: kept } = tokensOf(await app.refresh(first));
    expect([kept, second.startsWith("candor_refresh_")]).toEqual(["openid offline_access", true]);
    expect((await app.tokens(world.person(), { scope: "openid" })).refresh_token).toBeUndefined();
  });

  it("needs offline_access, or a client that is registered for refresh without it", async () => {
    const online = { scope: "openid read_profile" };
    expect(await web.tokens(world.regular, online)).not.toHaveProperty("refresh_token");
    const kept = await world.app("keeps").tokens(world.regular, online);
    expect((await world.app("keeps").refresh(kept.refresh_token)).status).toBe(200);
  });

  it("outlives the session in which it was granted", async () => {
    const person = world.person();
    const { refresh_token: token, id_token } = await web.tokens(person);
    expect((await person.browse(`${world.issuer}/sign-out?id_token_hint=${id_token}`)).status).toBe(200);
    expect((await web.refresh(token)).status).toBe(200);
  });
});

describe("grace: two refreshes at once", () => {
  beforeEach(() => world.hold());

  it("get the same successor, and both access tokens are good", async () => {
    const [a, b] = await Promise.all([refresh(tokens.refresh_token), refresh(tokens.refresh_token)]);
    expect(b.refresh_token).toBe(a.refresh_token);
    for (const { access_token: token } of [a, b]) expect(await active(token)).toBe(true);
    expect((await web.refresh(a.refresh_token)).status).toBe(200);
  });

  it("twenty at once, too", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => refresh(tokens.refresh_token)));
    expect(new Set(all.map(({ refresh_token: token }) => token)).size).toBe(1);
  });

  it("ends after 10 seconds, and not before", async () => {
    const next = await refresh(tokens.refresh_token);
    world.pass(9);
    expect((await refresh(tokens.refresh_token)).refresh_token).toBe(next.refresh_token);
    world.pass(1);
    refused(await web.refresh(tokens.refresh_token), 400, "invalid_grant", "refresh-token/reused");
  });

  it("is closed by using the successor", async () => {
    const next = await refresh(tokens.refresh_token);
    await refresh(next.refresh_token);
    refused(await web.refresh(tokens.refresh_token), 400, "invalid_grant", "refresh-token/reused");
  });

  it.each<[first: string | undefined, second: string | undefined]>([
    [undefined, "openid offline_access read_profile"],
    ["openid offline_access read_profile", undefined],
    ["openid offline_access read_profile", "read_profile openid offline_access openid"],
    [undefined, "openid"],
    ["openid", "read_profile"],
  ])("is for two with scope %j and %j: each has what it asked for, and both the same successor", async (one, two) => {
    const whole = "openid offline_access read_profile";
    const [a, b] = await Promise.all([one, two].map((scope) => refresh(tokens.refresh_token, { scope })));
    expect(b?.refresh_token).toBe(a?.refresh_token);
    const words = (scope = "") => new Set(scope.split(" "));
    expect([a, b].map((each) => words(each?.scope))).toEqual([words(one ?? whole), words(two ?? whole)]);
    for (const each of [a, b]) expect(await active(String(each?.access_token))).toBe(true);
    expect((await refresh(String(a?.refresh_token))).scope).toBe(whole);
  });

  it("is for requesters that have something in common with the first one if the client is public", async () => {
    const here = { "user-agent": "the app" };
    const native = world.app("native", { redirectUri: "http://127.0.0.1/callback" });
    const { secret: _, ...registration } = native.registration;
    const app = new App(world.issuer, registration);
    const { refresh_token: token } = await app.tokens(world.regular);
    const fields = { grant_type: "refresh_token", refresh_token: token };
    const first = tokensOf(await app.post("/token", fields, here));
    const other = tokensOf(await app.post("/token", fields, { "user-agent": "another app on the same network" }));
    expect(other.refresh_token).toBe(first.refresh_token);
  });

  it("is for the same client only", async () => {
    await refresh(tokens.refresh_token);
    const other = await world.app("two").refresh(tokens.refresh_token);
    refused(other, 400, "invalid_grant", "refresh-token/of-other-client");
    expect((await web.refresh(tokens.refresh_token)).status).toBe(200);
  });

  it("of 0 seconds accepts no second use, and revokes the family", async () => {
    const app = strictWorld.app("web");
    const { refresh_token: token } = await app.tokens(strictWorld.regular);
    const answers = await Promise.all([app.refresh(token), app.refresh(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const won = answers.find(({ status }) => status === 200)?.body;
    expect(await active(String(won?.access_token), app)).toBe(false);
    refused(await app.refresh(String(won?.refresh_token)), 400, "invalid_grant", "refresh-token/revoked");
  });
});

describe("scope", () => {
  it("narrows the access token and not the refresh token", async () => {
    const narrow = await refresh(tokens.refresh_token, { scope: "read_profile" });
    expect(narrow.scope).toBe("read_profile");
    expect(narrow).not.toHaveProperty("id_token");
    const { body } = await web.introspect(narrow.access_token);
    expect(body.scope).toBe("read_profile");
    expect((await refresh(narrow.refresh_token)).scope).toBe("openid offline_access read_profile");
  });

  it("isn't widened, and the token stays valid", async () => {
    const answer = await web.refresh(tokens.refresh_token, { scope: "openid profile" });
    refused(answer, 400, "invalid_scope", "scope/exceeds-grant");
    expect((await web.refresh(tokens.refresh_token)).status).toBe(200);
  });
});
