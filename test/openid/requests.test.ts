/** The modules of the basic, implicit and hybrid plans about requests, sessions and codes (requirements-openid.md 15 to 38, 4.6). */
import { hash } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { Application } from "../blackbox/application.ts";
import { Person } from "../blackbox/person.ts";
import { type Flow, flow, TYPES, WITH_CODE } from "./flow.ts";
import { CALLBACK, EVERYTHING, type Provider, SECRET, startProvider } from "./provider.ts";
import { authorizationUrl, authorize, cameIn, type Parameters, redeem, request, userinfo } from "./relying-party.ts";

let server: Provider;
let ada: Person;
beforeAll(async () => {
  server = await startProvider();
  ada = new Person(server.issuer);
});
afterAll(() => server.close());
afterEach(() => void vi.useRealTimers());

/** Some time later, for the server too. In seconds. */
const later = (seconds: number): void => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });

/** The same user in the same browser, twice. */
async function twice(type: string, more: Parameters = {}, seconds = 0): Promise<readonly [Flow, Flow, string[]]> {
  const person = new Person(server.issuer);
  const first = await flow(person, type, more.max_age === undefined ? {} : { max_age: more.max_age });
  if (seconds > 0) later(seconds);
  const second = await flow(person, type, more);
  expect(second.claims.sub).toBe(first.claims.sub);
  return [first, second, person.asked];
}

const authTime = ({ claims }: Flow): number => Number(claims.auth_time);

describe.each(TYPES)("%s", (type) => {
  it.each<[module: string, more: Parameters]>([
    ["oidcc-display-page", { display: "page" }],
    ["oidcc-display-popup", { display: "popup" }],
    ["oidcc-ensure-request-with-unknown-parameter-succeeds", { extra: "foobar" }],
    ["oidcc-login-hint", { login_hint: "ada" }],
    ["oidcc-ui-locales", { ui_locales: "se" }],
    ["oidcc-claims-locales", { claims_locales: "se" }],
  ])("%s: nothing fails", async (_, more) => {
    await flow(ada, type, more);
  });

  it("oidcc-ensure-request-with-acr-values-succeeds: acr is one that was asked for and met", async () => {
    const { acr_values_supported: [acr = ""] = [] } = (await (
      await fetch(`${server.issuer}/.well-known/openid-configuration`)
    ).json()) as { acr_values_supported?: string[] };
    expect(acr).not.toBe("");
    expect((await flow(ada, type, { acr_values: `unheard-of ${acr}` })).claims.acr).toBe(acr);
  });

  it("oidcc-prompt-login: the sign-in page again, and a later auth_time", async () => {
    const [first, second, asked] = await twice(type, { prompt: "login" }, 5);
    expect(asked).toContain("sign-in");
    if (first.claims.auth_time !== undefined) expect(authTime(second)).toBeGreaterThan(authTime(first));
  });

  it("oidcc-prompt-none-not-logged-in: an error at the redirect URI with a state of 128 characters, and no page", async () => {
    const sent = request({ response_type: type, prompt: "none", state: "x".repeat(128) });
    const person = new Person(server.issuer);
    const came = await authorize(person, sent);
    expect([came.in, person.asked]).toEqual([type === "code" ? "query" : "fragment", []]);
    expect(came.parameters).toMatchObject({ error: "login_required", state: sent.state });
  });

  it("oidcc-prompt-none-logged-in: no page, the same sub and auth_time", async () => {
    const [first, second, asked] = await twice(type, { prompt: "none" }, 5);
    expect(asked).toEqual([]);
    expect(second.claims.auth_time).toBe(first.claims.auth_time);
  });

  it("oidcc-max-age-1: the sign-in page again after a wait, and a later auth_time", async () => {
    const [first, second, asked] = await twice(type, { max_age: "1" }, 3);
    expect(asked).toContain("sign-in");
    expect(authTime(second)).toBeGreaterThan(authTime(first));
  });

  it("oidcc-max-age-10000: no page, and the same auth_time", async () => {
    const [first, second, asked] = await twice(type, { max_age: "10000" }, 3);
    expect(asked).toEqual([]);
    expect([authTime(first), authTime(first)]).toEqual([expect.any(Number), authTime(second)]);
  });

  it("oidcc-id-token-hint: prompt=none succeeds for the user of the hint", async () => {
    const person = new Person(server.issuer);
    const { idToken } = await flow(person, type);
    await flow(person, type, { prompt: "none", id_token_hint: idToken });
    expect(person.asked).toEqual([]);
  });

  it("oidcc-ensure-registered-redirect-uri: a page, and no redirect", async () => {
    const sent = request({ response_type: type, redirect_uri: `${CALLBACK}/other` });
    const page = await ada.page(authorizationUrl(server.issuer, sent));
    expect([page.status, page.html]).toEqual([400, expect.stringContaining("redirect-uri/")]);
  });

  it("oidcc-ensure-post-request-succeeds: the same parameters in a form, from another site", async () => {
    const sent = Object.entries(request({ response_type: type })).map(([name, value]) => [name, value ?? ""]);
    const headers = { origin: "https://suite.example", "sec-fetch-site": "cross-site" };
    // Cookies with SameSite=Lax stay behind, as in a browser.
    const person = new Person(server.issuer);
    const init = { method: "POST", body: new URLSearchParams(sent), headers };
    const { parameters } = cameIn(await person.walk(await person.browse(`${server.issuer}/authorize`, init)));
    expect(parameters).not.toHaveProperty("error");
    expect(person.asked).toContain("sign-in");
  });

  it("long values come back whole: 384 characters of state and nonce", async () => {
    await flow(ada, type, { state: "s".repeat(384), nonce: "n".repeat(384) });
  });
});

describe.each(WITH_CODE)("%s", (type) => {
  it.each([
    ["oidcc-codereuse", 0],
    ["oidcc-codereuse-30seconds", 31],
  ])("%s: invalid_grant, and what the code brought is revoked", async (_, seconds) => {
    const { came, accessToken } = await flow(ada, type);
    expect((await userinfo(server.issuer, accessToken)).status).toBe(200);
    later(seconds);
    const { status, body } = await redeem(server.issuer, came.parameters.code);
    expect([status, body.error]).toEqual([400, "invalid_grant"]);
    expect((await userinfo(server.issuer, accessToken)).status).toBe(401);
  });

  it("oidcc-refresh-token: new tokens for the same user, and nothing for another client", async () => {
    const { body, claims } = await flow(ada, type, { scope: "openid offline_access", prompt: "consent" });
    const of = (id: string) =>
      new Application(server.issuer, { id, secret: SECRET, redirectUri: CALLBACK, scope: EVERYTHING });
    const refresh = (id: string) =>
      of(id).post("/token", { grant_type: "refresh_token", refresh_token: String(body.refresh_token) });
    const stolen = await refresh("suite-2");
    expect([stolen.status, stolen.body.error]).toEqual([400, "invalid_grant"]);
    later(2);
    const fresh = await refresh("suite");
    expect([fresh.status, fresh.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(String(fresh.body.token_type).toLowerCase()).toBe("bearer");
    expect(fresh.body.access_token).not.toBe(body.access_token);
    const { iss, sub, aud, auth_time, azp, iat } = claims;
    const again = JSON.parse(Buffer.from(String(fresh.body.id_token).split(".")[1] ?? "", "base64url").toString());
    expect(again).toMatchObject({ iss, sub, aud, ...(auth_time !== undefined && { auth_time }) });
    expect(again.azp).toBe(azp);
    expect(again.iat).toBeGreaterThan(Number(iat));
  });

  it("oidcc-ensure-request-with-valid-pkce-succeeds", async () => {
    const verifier = "v".repeat(64);
    const code_challenge = hash("sha256", verifier, "base64url");
    const { parameters } = await authorize(
      ada,
      request({ response_type: type, code_challenge, code_challenge_method: "S256" }),
    );
    const app = new Application(server.issuer, { id: "suite", secret: SECRET, redirectUri: CALLBACK });
    expect((await app.redeem(parameters.code ?? "", verifier)).status).toBe(200);
  });
});
