/** Logout, by the names of the certification modules (requirements-openid.md 66 to 76). The session iframe needs a browser: test/browser. */
import { hash } from "node:crypto";
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { secret } from "../blackbox/application.ts";
import { formsOf, type Person, pageOf } from "../blackbox/person.ts";
import { refusedOn } from "../blackbox/refusal.ts";
import { REDIRECT, SECRET, startWorld, type World } from "../blackbox/world.ts";
import { pause, until } from "../until.ts";
import { type LogoutListener, logoutListener } from "./listener.ts";

const EVENT = "http://schemas.openid.net/event/backchannel-logout";
const BYE = "https://app.example/bye";
let [world, listener] = [undefined as unknown as World, undefined as unknown as LogoutListener];
let person: Person;

beforeAll(async () => {
  listener = await logoutListener();
  const client = {
    secrets: [{ value: SECRET }],
    grantTypes: ["authorization_code", "refresh_token"] as ("authorization_code" | "refresh_token")[],
    redirectUris: [REDIRECT],
    postLogoutRedirectUris: [BYE],
    scopes: ["openid", "offline_access", "read_profile"],
    refreshWithoutOfflineAccess: true,
  };
  world = await startWorld({
    outbound: { privateNetworks: ["127.0.0.0/8"] },
    clients: [
      { id: "web", ...client },
      { id: "back", ...client, backchannelLogoutUri: `${listener.origin}/back` },
      { id: "other", ...client, backchannelLogoutUri: `${listener.origin}/other`, idTokenAlg: "ES256" },
      {
        ...{ id: "front", ...client, frontchannelLogoutUri: "https://app.example/out?app=1" },
        frontchannelLogoutSessionRequired: true,
      },
      { id: "bare", ...client, frontchannelLogoutUri: "https://app.example/bare" },
    ],
  });
});
beforeEach(() => {
  person = world.person();
  listener.heard.length = 0;
  listener.status = 200;
});
afterAll(async () => {
  await world.close();
  await listener.close();
});

const tokens = (id = "web", parameters = {}) => world.app(id).tokens(person, parameters);

async function leave(parameters: Record<string, string>) {
  const url = `${world.issuer}/sign-out?${new URLSearchParams(parameters)}`;
  const response = await person.browse(url);
  return { status: response.status, location: response.headers.get("location"), page: await pageOf(url, response) };
}

async function isSignedIn(): Promise<boolean> {
  const { url } = world.app("web").begin({ prompt: "none" });
  return (await person.sentTo(url)).searchParams.has("code");
}

/** Neither sent anywhere nor signed out: a page asks or explains. */
async function staysHere(parameters: Record<string, string>) {
  const left = await leave(parameters);
  expect(left.location).toBeNull();
  expect(await isSignedIn()).toBe(true);
  return left.page;
}

describe("discovery", () => {
  it("oidcc-rp-initiated-logout-discovery-endpoint-verification, and the same of back-channel and front-channel logout", async () => {
    const metadata = await (await fetch(`${world.issuer}/.well-known/openid-configuration`)).json();
    expect(metadata).toMatchObject({
      end_session_endpoint: `${world.issuer}/sign-out`,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true,
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
    });
    expect(metadata.claims_supported).toContain("sid");
    expect(metadata).not.toHaveProperty("check_session_iframe");
  });
});

describe("RP-initiated logout", () => {
  it("oidcc-rp-initiated-logout", async () => {
    const { id_token } = await tokens();
    const state = secret(96);
    const left = await leave({ id_token_hint: id_token, post_logout_redirect_uri: BYE, state });
    expect(left).toMatchObject({ status: 303, location: `${BYE}?state=${state}` });
    const { url } = world.app("web").begin({ prompt: "none" });
    expect((await person.sentTo(url)).searchParams.get("error")).toBe("login_required");
  });

  it("oidcc-rp-initiated-logout-no-state", async () => {
    const { id_token } = await tokens();
    expect(await leave({ id_token_hint: id_token, post_logout_redirect_uri: BYE })).toMatchObject({ location: BYE });
    expect(await isSignedIn()).toBe(false);
  });

  it("oidcc-rp-initiated-logout-bad-post-logout-redirect-uri", async () => {
    const { id_token } = await tokens();
    const page = await staysHere({ id_token_hint: id_token, post_logout_redirect_uri: "https://app.example/b" });
    refusedOn(page, 400, "redirect-uri/post-logout-unregistered");
  });

  it("oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri", async () => {
    const { id_token } = await tokens();
    const page = await staysHere({ id_token_hint: id_token, post_logout_redirect_uri: `${BYE}?foo=bar` });
    refusedOn(page, 400, "redirect-uri/post-logout-unregistered");
  });

  const altered = (id_token: string): readonly [string, string][] => {
    const [header = "", payload = "", signature = ""] = id_token.split(".");
    const none = Buffer.from(JSON.stringify({ ...decodeProtectedHeader(id_token), alg: "none" })).toString("base64url");
    const other = Buffer.from(JSON.stringify({ ...decodeJwt(id_token), sub: "x" })).toString("base64url");
    return [
      ["alg none", `${none}.${payload}.`],
      ["another payload", `${header}.${other}.${signature}`],
      ["another signature", `${header}.${payload}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`],
    ];
  };

  it("oidcc-rp-initiated-logout-modified-id-token-hint", async () => {
    const { id_token } = await tokens();
    for (const [what, hint] of altered(id_token)) {
      const page = await staysHere({ id_token_hint: hint, post_logout_redirect_uri: BYE, state: "s" });
      expect(page.html, what).toContain("user/hint-invalid");
      // Whoever confirms is signed out, and stays here: the request can't be trusted.
      const [form] = formsOf(page);
      expect(form?.fields.request, what).toBe("");
    }
    await person.browse(`${world.issuer}/sign-out`);
  });

  it("oidcc-rp-initiated-logout-modified-id-token-hint, with nobody signed in", async () => {
    const { id_token } = await tokens();
    person = world.person();
    const [[, hint] = ["", ""]] = altered(id_token);
    const { location, page } = await leave({ id_token_hint: hint, post_logout_redirect_uri: BYE });
    expect([location, page.status]).toEqual([null, 200]);
  });

  it("oidcc-rp-initiated-logout-bad-id-token-hint", async () => {
    const { id_token } = await tokens();
    const page = await staysHere({ id_token_hint: id_token, client_id: "back", post_logout_redirect_uri: BYE });
    expect(page.html).toContain("user/hint-invalid");
    const garbage = await staysHere({ id_token_hint: "not.a.jwt", post_logout_redirect_uri: BYE });
    expect(garbage.html).toContain("user/hint-invalid");
  });

  it("oidcc-rp-initiated-logout-no-id-token-hint", async () => {
    await tokens();
    refusedOn(await staysHere({ post_logout_redirect_uri: BYE, state: "s" }), 400, "request/parameter-absent");
  });

  it.each([
    ["oidcc-rp-initiated-logout-no-params", {}],
    ["oidcc-rp-initiated-logout-only-state", { state: "s" }],
  ])("%s", async (_, parameters) => {
    await tokens();
    const page = await staysHere(parameters as Record<string, string>);
    expect(page.title).toBe("Sign out · Candor");
    const [form] = formsOf(page);
    const done = await person.post(form?.action ?? "", form?.fields ?? {});
    expect([done.status, done.headers.get("location")]).toEqual([200, null]);
    expect(await done.text()).toContain("signed out");
    expect(await isSignedIn()).toBe(false);
  });

  it("oidcc-rp-initiated-logout-no-post-logout-redirect-uri", async () => {
    const { id_token } = await tokens();
    const { status, location, page } = await leave({ id_token_hint: id_token });
    expect([status, location]).toEqual([200, null]);
    expect(page.title).toBe("Signed out · Candor");
    expect(await isSignedIn()).toBe(false);
  });
});

describe("back-channel logout", () => {
  const heard = async (count: number) => {
    await expect.poll(() => listener.heard.length).toBeGreaterThanOrEqual(count);
    return listener.heard;
  };

  it("oidcc-backchannel-rp-initiated-logout", async () => {
    const { id_token } = await tokens("back");
    const own = decodeJwt(id_token);
    const left = await leave({ id_token_hint: id_token, post_logout_redirect_uri: BYE, state: "s" });
    expect(left).toMatchObject({ status: 303, location: `${BYE}?state=s` });
    // It has heard of it before the user is back.
    expect(listener.heard).toHaveLength(1);
    const [{ method, path, type, form } = { form: new URLSearchParams() }] = listener.heard;
    expect([method, path, type]).toEqual(["POST", "/back", "application/x-www-form-urlencoded"]);
    expect([...form.keys()]).toEqual(["logout_token"]);
    const keys = createRemoteJWKSet(new URL(`${world.issuer}/jwks`));
    const { payload, protectedHeader } = await jwtVerify(form.get("logout_token") ?? "", keys, {
      issuer: world.issuer,
      audience: "back",
      typ: "logout+jwt",
    });
    expect(protectedHeader.alg).toBe("RS256");
    expect(Object.keys(payload).sort()).toEqual(["aud", "events", "exp", "iat", "iss", "jti", "sid", "sub"]);
    expect(payload).toMatchObject({ sub: own.sub, sid: own.sid, events: { [EVENT]: {} } });
    expect(payload.events).toEqual({ [EVENT]: {} });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(120);
    expect(String(payload.jti).length).toBeGreaterThan(20);
  });

  it("every application of the session hears of it once, each in its own algorithm, and no other", async () => {
    await tokens("back");
    await tokens("back");
    await tokens("other");
    const { id_token } = await tokens("web");
    await leave({ id_token_hint: id_token, post_logout_redirect_uri: BYE });
    await heard(2);
    const got = listener.heard.map(({ path, form }) => [
      path,
      decodeProtectedHeader(form.get("logout_token") ?? "").alg,
    ]);
    expect(got.sort()).toEqual([
      ["/back", "RS256"],
      ["/other", "ES256"],
    ]);
  });

  it("a later session has another sid, and a renewed one the same", async () => {
    const first = decodeJwt((await tokens("back")).id_token);
    const again = decodeJwt((await tokens("back", { prompt: "login" })).id_token);
    expect(again.sid).toBe(first.sid);
    expect(listener.heard).toEqual([]);
    person = world.person();
    expect(decodeJwt((await tokens("back")).id_token).sid).not.toBe(first.sid);
  });

  it("is tried again while the application fails, with the same jti, and given up in the end", async () => {
    listener.status = 500;
    const { id_token } = await tokens("back");
    await leave({ id_token_hint: id_token, post_logout_redirect_uri: BYE });
    /** Lets time go by until it was tried so often. */
    const tried = (count: number) =>
      until(async () => {
        world.pass(20);
        await pause(200);
        return listener.heard.length >= count;
      }, `it was tried ${count} times`);
    await tried(2);
    listener.status = 302;
    await tried(3);
    listener.status = 204;
    await tried(4);
    world.pass(86_400);
    const claims = listener.heard.map(({ form }) => decodeJwt(form.get("logout_token") ?? ""));
    expect(new Set(claims.map(({ jti }) => jti)).size).toBe(1);
    expect(listener.heard.every(({ path }) => path === "/back")).toBe(true);
    // Nobody hears of it again.
    const { id_token: next } = await tokens("other");
    await leave({ id_token_hint: next, post_logout_redirect_uri: BYE });
    expect(listener.heard.map(({ path }) => path).slice(4)).toEqual(["/other"]);
  });

  it("ends refresh tokens that were granted without offline_access, and no others (2.7)", async () => {
    const app = world.app("web");
    const bound = await app.tokens(person, { scope: "openid read_profile" });
    const offline = await app.tokens(person, { scope: "openid offline_access read_profile" });
    await leave({ id_token_hint: bound.id_token, post_logout_redirect_uri: BYE });
    const refresh = (refresh_token: string) => app.post("/token", { grant_type: "refresh_token", refresh_token });
    expect(await refresh(bound.refresh_token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect((await refresh(offline.refresh_token)).status).toBe(200);
  });

  it("hears when the user ends the session from another browser", async () => {
    const { sid } = decodeJwt((await tokens("back")).id_token);
    const elsewhere = world.person();
    const to = await elsewhere.browse(`${world.issuer}/console/me`);
    await elsewhere.browse((await elsewhere.sentTo(to)).href);
    const url = `${world.issuer}/console/me/sessions`;
    const form = formsOf(await pageOf(url, await elsewhere.browse(url))).find(({ action }) =>
      action.endsWith("end-others"),
    );
    expect(form).toBeDefined();
    await elsewhere.post(form?.action ?? "", form?.fields ?? {});
    const sids = () => listener.heard.map(({ form }) => decodeJwt(form.get("logout_token") ?? "").sid);
    await expect.poll(sids).toContain(sid);
  });
});

describe("front-channel logout", () => {
  const frames = (html: string) =>
    [...html.matchAll(/<iframe src="([^"]*)"/g)].map(([, url = ""]) => url.replaceAll("&amp;", "&"));

  it("oidcc-frontchannel-rp-initiated-logout", async () => {
    const { id_token } = await tokens("front");
    const { status, page } = await leave({ id_token_hint: id_token, post_logout_redirect_uri: BYE, state: "s" });
    expect(status).toBe(200);
    const [frame = "", ...more] = frames(page.html);
    expect(more).toEqual([]);
    const { sid } = decodeJwt(id_token);
    expect(Object.fromEntries(new URL(frame).searchParams)).toEqual({ app: "1", iss: world.issuer, sid });
    expect(frame.split("?")[0]).toBe("https://app.example/out");
    expect(page.headers.get("content-security-policy")).toMatch(/; frame-src https:\/\/app\.example; /);
    // With scripts, the script alone goes on: two that do would request the app's page twice.
    expect(page.headers.get("refresh")).toBeNull();
    expect(page.html).toContain(`<noscript><meta http-equiv="refresh" content="6; url=${BYE}?state=s"/></noscript>`);
    expect(page.html).toContain(`href="${BYE}?state=s"`);
    expect(await isSignedIn()).toBe(false);
  });

  it("goes on by the script that the page's policy allows", async () => {
    const { id_token } = await tokens("front");
    const { page } = await leave({ id_token_hint: id_token, post_logout_redirect_uri: BYE });
    const script = /<script>(.*)<\/script>/s.exec(page.html)?.[1] ?? "";
    const allowed = `script-src 'sha256-${hash("sha256", script, "base64")}'`;
    expect(page.headers.get("content-security-policy")).toContain(allowed);
  });

  it("adds nothing to the URL unless the session is required, and stays if there is nowhere to go", async () => {
    await tokens("bare");
    const { id_token } = await tokens("front");
    const { page } = await leave({ id_token_hint: id_token });
    expect(frames(page.html)[0]).toBe("https://app.example/bare");
    expect(frames(page.html)).toHaveLength(2);
    expect(page.html).not.toContain("refresh");
    expect(page.html).not.toContain('onward" href');
  });
});
