/** prompt, max_age, hints, consent (OpenID Connect Core 3.1.2.1; requirements-openid.md 17 to 27). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { type Application, demoApps, secret, type Tokens } from "./application.ts";
import { formsOf, Person, pageOf } from "./person.ts";
import { refusedTo } from "./refusal.ts";

let server: DemoServer;
let web: Application;
let later = 0;
let person: Person;
let first: Tokens;
beforeAll(async () => {
  server = await startDemo({ clock: () => Date.now() + later });
  web = demoApps(server.issuer).web;
});
beforeEach(async () => {
  person = new Person(server.issuer);
  first = await web.tokens(person);
});
afterAll(() => server.close());

interface Claims {
  readonly sub: string;
  readonly auth_time: number;
}
const claims = ({ id_token: token }: Tokens): Claims =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

describe("prompt", () => {
  it("none succeeds without a page: same user, same auth_time", async () => {
    const again = await web.tokens(person, { prompt: "none" });
    expect(person.asked).toEqual([]);
    expect(claims(again)).toMatchObject({ sub: "demo-ada", auth_time: claims(first).auth_time });
  });

  it("none is login_required if no user is signed in, with a state of 128 characters", async () => {
    const state = secret(96);
    const { url } = web.begin({ prompt: "none", state });
    const to = await new Person(server.issuer).sentTo(url);
    refusedTo(to, server.issuer, "login_required", "user/login-required", state);
  });

  it("none is consent_required if a scope is new, and names the scope", async () => {
    const { url, state } = web.begin({ prompt: "none", scope: "openid email" });
    const says = refusedTo(await person.sentTo(url), server.issuer, "consent_required", "user/consent-required", state);
    expect(says).toContain("email");
  });

  it.each(["login", "select_account", "login consent"])("%s asks to sign in although somebody is", async (prompt) => {
    later += 3000;
    const again = await web.tokens(person, { prompt });
    expect(person.asked).toEqual(prompt.includes("consent") ? ["sign-in", "consent"] : ["sign-in"]);
    expect(claims(again).auth_time).toBeGreaterThan(claims(first).auth_time);
  });

  it("consent asks for consent although it was given", async () => {
    await web.tokens(person, { prompt: "consent" });
    expect(person.asked).toEqual(["consent"]);
  });

  it("login cannot be skipped by coming back with the session alone", async () => {
    const { url } = web.begin({ prompt: "login" });
    for (let i = 0; i < 2; i++) {
      const page = await pageOf(url, await person.browse(url));
      expect(page.title).toBe("Sign in · Candor");
    }
  });
});

describe("max_age", () => {
  it("forces a new sign-in once it is over, with a later auth_time", async () => {
    later += 3000;
    const again = await web.tokens(person, { max_age: "1" });
    expect(person.asked).toEqual(["sign-in"]);
    expect(claims(again).auth_time).toBeGreaterThan(claims(first).auth_time);
  });

  it("of 10000 does not", async () => {
    const again = await web.tokens(person, { max_age: "10000" });
    expect(person.asked).toEqual([]);
    expect(claims(again).auth_time).toBe(claims(first).auth_time);
  });

  it("over and prompt=none is login_required", async () => {
    later += 5000;
    const { url, state } = web.begin({ max_age: "2", prompt: "none" });
    const says = refusedTo(await person.sentTo(url), server.issuer, "login_required", "user/login-required", state);
    expect(says).toContain("recent sign-in");
  });

  it("of 0 always asks, once", async () => {
    later += 1000;
    await web.tokens(person, { max_age: "0" });
    expect(person.asked).toEqual(["sign-in"]);
  });
});

describe("hints", () => {
  it("login_hint fills in the name", async () => {
    const { url } = web.begin({ login_hint: 'grace"><b>' });
    const [form] = formsOf(await pageOf(url, await new Person(server.issuer).browse(url)));
    expect(form?.fields.username).toBe('grace"><b>');
  });

  it("id_token_hint of who is signed in goes through without a page", async () => {
    await web.tokens(person, { prompt: "none", id_token_hint: first.id_token });
    expect(person.asked).toEqual([]);
  });

  it("id_token_hint of somebody else is login_required, or a sign-in", async () => {
    const grace = new Person(server.issuer, "grace", "staple-battery-horse");
    const other = await web.tokens(grace);
    const none = web.begin({ prompt: "none", id_token_hint: other.id_token });
    refusedTo(await person.sentTo(none.url), server.issuer, "login_required", "user/login-required", none.state);
    const { url } = web.begin({ id_token_hint: other.id_token });
    expect((await pageOf(url, await person.browse(url))).title).toBe("Sign in · Candor");
  });

  it("somebody else signs in than the hint names: login_required after that one sign-in, and no loop", async () => {
    const { url, state } = web.begin({ id_token_hint: first.id_token });
    const grace = new Person(server.issuer, "grace", "staple-battery-horse");
    const page = await pageOf(url, await grace.browse(url));
    expect(page.html).toContain("Use the account you used with");
    refusedTo(await grace.sentTo(url), server.issuer, "login_required", "user/hint-mismatch", state);
    expect(grace.asked).toEqual(["sign-in"]);
    // Also where somebody else was signed in before.
    const again = web.begin({ id_token_hint: first.id_token, prompt: "login consent", max_age: "0" });
    refusedTo(await grace.sentTo(again.url), server.issuer, "login_required", "user/hint-mismatch", again.state);
    expect(grace.asked).toEqual(["sign-in"]);
  });

  it("an expired id_token_hint is fine", async () => {
    later += 7200_000;
    const { url } = web.begin({ prompt: "none", id_token_hint: first.id_token });
    expect((await person.sentTo(url)).searchParams.has("code")).toBe(true);
  });
});
