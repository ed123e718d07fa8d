/** Pages and responses of the authorization endpoint as reviewers check them (requirements-oauth.md, "Authorization endpoint"). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secret } from "./application.ts";
import { formsOf, pageOf } from "./person.ts";
import { refusedTo } from "./refusal.ts";
import { REDIRECT, startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe("the pages of the endpoint", () => {
  it("HasContentSecurityPolicy, HasFrameOptions, ReferrerPolicyEnforced", async () => {
    const person = world.person();
    const { url } = world.app("web").begin({ prompt: "consent" });
    const signIn = await pageOf(url, await person.browse(url));
    await person.signIn();
    const consent = await pageOf(url, await person.browse(url));
    const error = await pageOf(url, await person.browse(`${world.issuer}/authorize`));
    expect([signIn, consent, error].map(({ title }) => title.replace(" · Candor", ""))).toEqual([
      "Sign in",
      "Allow access",
      "Error: This app isn't set up correctly",
    ]);
    for (const { headers } of [signIn, consent, error]) {
      const policy = (headers.get("content-security-policy") ?? "").split("; ");
      expect(policy).toEqual(
        expect.arrayContaining(["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"]),
      );
      expect(policy.join()).not.toMatch(/unsafe|script-src|\*/);
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toMatch(/^(no-referrer|same-origin)$/);
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("content-language")).toBe("en");
    }
  });

  it("cookies are HttpOnly and SameSite=Lax, and hold no name", async () => {
    const person = world.person();
    const page = await pageOf("", await person.browse(`${world.issuer}/sign-in`));
    const answer = await person.post(`${world.issuer}/sign-in`, {
      ...formsOf({ ...page, url: world.issuer })[0]?.fields,
      username: person.username,
      password: person.password,
    });
    const cookies = answer.headers.getSetCookie();
    for (const cookie of cookies) expect(cookie).toMatch(/; HttpOnly; SameSite=(Lax|Strict)$/);
    const session = cookies.filter((cookie) => cookie.startsWith("candor-session-"));
    expect(session).toHaveLength(1);
    expect(session[0]).toMatch(
      /^candor-session-[0-9a-f]{8}=[0-9a-z]+\.[\w-]{32}; Max-Age=86400; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });
});

describe("the response", () => {
  it("StatePresent: as it was sent, up to 512 characters of any kind; iss beside it; nothing in the fragment", async () => {
    const state = `${secret(360)}&=+ %"<é`;
    const to = await world.person().sentTo(world.app("web").begin({ state }).url);
    expect([...to.searchParams.keys()].sort()).toEqual(["code", "iss", "state"]);
    expect(to.searchParams.get("state")).toBe(state);
    expect(to.searchParams.get("iss")).toBe(world.issuer);
    expect(to.hash).toBe("");
  });

  it("has no state if none was sent", async () => {
    const to = await world.person().sentTo(world.app("web").begin({ state: undefined }).url);
    expect([...to.searchParams.keys()].sort()).toEqual(["code", "iss"]);
  });

  it("keeps the query that a redirect URI was registered with", async () => {
    const redirectUri = "https://app.example/other?tenant=1";
    const to = await world.person().sentTo(world.app("two", { redirectUri }).begin().url);
    expect(to.href.startsWith(`${redirectUri}&code=candor_code_`)).toBe(true);
  });

  it("is a redirect by 303 that is not stored and sends no referrer", async () => {
    const person = world.person();
    await world.app("web").tokens(person);
    const { headers, status } = await person.browse(world.app("web").begin().url);
    expect(status).toBe(303);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it.each([
    ["web", REDIRECT, REDIRECT],
    ["two", "https://app.example/other?tenant=1", "https://app.example/other?tenant=1"],
    ["native", "com.example.app:/callback", "com.example.app:/callback"],
    ["native", "http://127.0.0.1:5000/callback", "http://127.0.0.1:5000/callback"],
  ])("response_mode=fragment: all of it behind the #, to %s at %s", async (id, redirectUri, before) => {
    const app = world.app(id, { redirectUri, ...(id === "native" && { method: "none" as const }) });
    const { url, state } = app.begin({ response_mode: "fragment" });
    const to = await world.person().sentTo(url);
    expect(to.href.split("#")[0]).toBe(before);
    const sent = Object.fromEntries(new URLSearchParams(to.hash.slice(1)));
    expect(sent).toEqual({ code: expect.stringMatching(/^candor_code_/), state, iss: world.issuer });
    const refusal = app.begin({ response_mode: "fragment", prompt: "none" });
    const refusedAt = await world.person().sentTo(refusal.url);
    expect(refusedAt.href.split("#")[0]).toBe(before);
    const query = new URL(`${REDIRECT}?${refusedAt.hash.slice(1)}`);
    refusedTo(query, world.issuer, "login_required", "user/login-required", refusal.state);
  });

  it("an error goes without iss to a client that is registered so, and its code with it", async () => {
    const app = world.app("no-iss");
    const denied = await world.person().sentTo(app.begin().url, "deny");
    expect([...denied.searchParams.keys()].sort()).toEqual(["error", "error_description", "error_uri", "state"]);
    const [form] = formsOf(await world.person().page(app.begin({ prompt: "none", response_mode: "form_post" }).url));
    expect(Object.keys(form?.fields ?? {}).sort()).toEqual(["error", "error_description", "error_uri", "state"]);
    expect((await world.person().sentTo(app.begin().url)).searchParams.get("iss")).toBe(world.issuer);
  });

  it("SupportsPostResponseMode: a form of its own, with nothing in any URL", async () => {
    const { url, state } = world.app("web").begin({ response_mode: "form_post" });
    const page = await world.person().page(url);
    expect(formsOf(page)).toEqual([
      { action: REDIRECT, fields: { code: expect.stringMatching(/^candor_code_/), iss: world.issuer, state } },
    ]);
    // Where the application redirects on to, is unknown here.
    expect(page.headers.get("content-security-policy")).not.toContain("form-action");
    expect(page.headers.get("content-security-policy")).toMatch(/script-src 'sha256-[^']+'$/);
  });
});
