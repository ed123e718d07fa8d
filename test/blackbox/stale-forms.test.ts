/** A form whose token is not good any more does nothing, and is no dead end: the page comes again with a new one. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formsOf, type Page, type Person, pageOf } from "./person.ts";
import { refusedOn } from "./refusal.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const OUT_OF_DATE = "This page was out of date";

async function form(person: Person, url: string) {
  const [shown] = formsOf(await pageOf(url, await person.browse(url)));
  return shown ?? expect.fail("It shows no form.");
}

async function post(person: Person, { action, fields }: { action: string; fields: object }, more = {}): Promise<Page> {
  return pageOf(action, await person.post(action, { ...fields, ...more }));
}

const consentUrl = () => world.app("web").begin({ prompt: "consent" });

describe("consent", () => {
  it.each(["allow", "deny"])(
    "after signing in again in another tab: %s asks again, and then counts",
    async (answer) => {
      const person = world.person();
      await person.signIn();
      const { url, state } = consentUrl();
      const stale = await form(person, url);
      await person.signIn();
      const page = await post(person, stale, { answer });
      expect([page.status, page.title]).toEqual([200, "Allow access · Candor"]);
      expect(page.html).toContain(OUT_OF_DATE);
      const [again] = formsOf(page);
      const done = await person.post(again?.action ?? "", { ...again?.fields, answer });
      const to = new URL(done.headers.get("location") ?? "");
      expect(Object.fromEntries(to.searchParams)).toMatchObject({
        state,
        ...(answer === "deny" && { error: "access_denied" }),
      });
      expect(to.searchParams.has("code")).toBe(answer === "allow");
    },
  );

  it("never becomes a grant by itself, although the scopes were allowed in the meantime", async () => {
    const person = world.person();
    await world.app("house").tokens(person);
    const { url } = world.app("house").begin({ prompt: "consent" });
    const stale = await form(person, url);
    await person.signIn();
    const page = await post(person, stale, { answer: "deny" });
    expect([page.status, page.title]).toEqual([200, "Allow access · Candor"]);
  });

  it("with all cookies deleted leads through the sign-in to the application", async () => {
    const person = world.person();
    await person.signIn();
    const { url, state } = consentUrl();
    const stale = await form(person, url);
    person.cookies.clear();
    const page = await post(person, stale, { answer: "allow" });
    expect([page.status, page.title]).toEqual([200, "Error: Sign in · Candor"]);
    const [signIn] = formsOf(page);
    const typed = { username: person.username, password: person.password };
    const to = await person.sentTo(await person.post(signIn?.action ?? "", { ...signIn?.fields, ...typed }));
    expect(to.searchParams.get("state")).toBe(state);
    expect(to.searchParams.has("code")).toBe(true);
  });
});

describe("sign-in", () => {
  it.each([false, true])(
    "with cookies deleted keeps the name, forgets the password; for an application: %s",
    async (app) => {
      const person = world.person();
      const stale = await form(person, app ? consentUrl().url : `${world.issuer}/sign-in`);
      person.cookies.clear();
      const page = await post(person, stale, { username: person.username, password: person.password });
      expect([page.status, [...person.cookies.keys()].some((name) => name.includes("session"))]).toEqual([200, false]);
      expect(page.html).toContain(OUT_OF_DATE);
      expect(page.html).not.toContain(person.password);
      const [again] = formsOf(page);
      expect(again?.fields).toMatchObject({ username: person.username, request: stale.fields.request });
      const done = await person.post(again?.action ?? "", { ...again?.fields, password: person.password });
      expect(done.status).toBe(303);
    },
  );
});

describe("sign-out", () => {
  it("of another session asks again, and without a session is done at once", async () => {
    const person = world.person();
    await person.signIn();
    const stale = await form(person, `${world.issuer}/sign-out`);
    await person.signIn();
    const asked = await post(person, stale);
    expect([asked.status, asked.title]).toEqual([200, "Sign out · Candor"]);
    expect((await post(person, formsOf(asked)[0] as never)).title).toBe("Signed out · Candor");
    // The back button, and once more.
    expect((await post(person, stale)).title).toBe("Signed out · Candor");
  });
});

describe("what another site has sent is refused as before", () => {
  it.each(["cross-site", "same-site"])("%s", async (site) => {
    const person = world.person();
    await person.signIn();
    const shown = await form(person, consentUrl().url);
    const headers = { origin: "https://evil.example", "sec-fetch-site": site };
    for (const fields of [shown.fields, { ...shown.fields, csrf: "x" }]) {
      const answer = await person.post(shown.action, { ...fields, answer: "allow" }, headers);
      refusedOn(await pageOf("", answer), 403, "user/form-foreign");
    }
  });
});

describe("127.0.0.1 opened where localhost is configured", () => {
  const elsewhere = (path: string) => world.issuer.replace("localhost", "127.0.0.1") + path;
  const html = { accept: "text/html" };

  it.each(["/sign-in", "/authorize?client_id=web&x=a%20b", "/sign-out?state=1", "/errors", "/explain"])(
    "%s goes to the right name",
    async (path) => {
      const answer = await world.regular.browse(elsewhere(path), { headers: html });
      expect([answer.status, answer.headers.get("location")]).toEqual([303, world.issuer + path]);
    },
  );

  it("programs, and another port, are left alone", async () => {
    for (const path of ["/.well-known/openid-configuration", "/jwks", "/errors"])
      expect((await fetch(elsewhere(path), { headers: { accept: "*/*" }, redirect: "manual" })).status).toBe(200);
  });

  it("a form that was open there starts again under the right name, and does nothing", async () => {
    const headers = { origin: elsewhere(""), "sec-fetch-site": "same-origin" };
    const request = consentUrl().url.split("?")[1] ?? "";
    for (const path of ["/sign-in", "/consent"]) {
      const answer = await world.person().post(elsewhere(path), { csrf: "x", request, answer: "allow" }, headers);
      const to = new URL(answer.headers.get("location") ?? "");
      expect([answer.status, to.origin + to.pathname]).toEqual([303, `${world.issuer}/authorize`]);
      expect([...to.searchParams]).toEqual([...new URLSearchParams(request)]);
    }
  });

  it.each(["state=a\r\nx: y", "state=\u0000", "state=é", "state=%zz"])(
    "whatever the form says that it carries: %j",
    async (request) => {
      const headers = { origin: elsewhere(""), "sec-fetch-site": "same-origin" };
      for (const path of ["/sign-in", "/consent", "/sign-out"]) {
        const answer = await world.person().post(elsewhere(path), { csrf: "x", request, answer: "allow" }, headers);
        expect([path, answer.status]).toEqual([path, 303]);
        expect(answer.headers.get("location")).toMatch(/^[\x21-\x7E]+$/);
      }
    },
  );
});
