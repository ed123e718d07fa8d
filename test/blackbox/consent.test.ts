/** Consent: asked once for each client and scope, and for nothing less (RFC 6749 10.2, RequireUserConsent). */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoServer, startDemo } from "../demo-server.ts";
import { type Application, demoApps } from "./application.ts";
import { Person, pageOf } from "./person.ts";
import { refusedTo } from "./refusal.ts";
import { startWorld } from "./world.ts";

let server: DemoServer;
let web: Application;
beforeAll(async () => {
  server = await startDemo();
  web = demoApps(server.issuer).web;
});
afterAll(() => server.close());

describe("consent", () => {
  it("is remembered per client and scope, and asked again for a scope that is new", async () => {
    const grace = new Person(server.issuer, "grace", "staple-battery-horse");
    await web.tokens(grace, { scope: "openid" });
    await web.tokens(grace, { scope: "openid" });
    expect(grace.asked).toEqual([]);
    await web.tokens(grace, { scope: "openid write_multipass" });
    expect(grace.asked).toEqual(["consent"]);
    await demoApps(server.issuer).spa.tokens(grace, { scope: "openid" });
    expect(grace.asked).toEqual(["consent"]);
  });

  it("that was refused is not remembered as given", async () => {
    const root = new Person(server.issuer, "root", "open-the-console");
    const { url, state } = web.begin();
    refusedTo(await root.sentTo(url, "deny"), server.issuer, "access_denied", "user/denied", state);
    await web.tokens(root);
    expect(root.asked).toEqual(["consent"]);
  });

  it("offers another account, which comes back to the request", async () => {
    const { url, state } = web.begin({ prompt: "consent" });
    const person = new Person(server.issuer);
    await web.tokens(person);
    const page = await pageOf(url, await person.browse(url));
    const [, href = ""] = /<a href="([^"]*)">Use a different account/.exec(page.html) ?? [];
    const to = await person.sentTo(new URL(href.replaceAll("&amp;", "&"), url).href);
    expect(person.asked).toEqual(["sign-in", "consent"]);
    expect(to.searchParams.get("state")).toBe(state);
  });

  it("says who asks for what, what is sensitive, what is being phased out, and where the user returns to", async () => {
    const person = new Person(server.issuer);
    await person.signIn();
    const { url } = web.begin({ scope: "openid write_multipass write_pass", prompt: "consent" });
    const { html } = await pageOf(url, await person.browse(url));
    const text = html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    expect(text).toContain("Allow Demo web application to access your account?");
    expect(text).toMatch(/Your account Know who you are Demo API Issue and change multipasses/);
    expect(text).toMatch(/Issue and change multipasses (?:New )?Sensitive/);
    expect(text).toMatch(/Issue and change passes (?:New )?Being phased out/);
    // Names of scopes come last, folded.
    expect(text.indexOf("write_multipass")).toBeGreaterThan(text.indexOf("Names for developers"));
    expect(html).toMatch(/<details class="technical-names"><summary>/);
    expect(text).toContain(`return to ${new URL(server.issuer).host}`);
    expect(text).toContain("signed in as ada");
  });

  it("is not asked for an application of the house, unless it asks to be asked", async () => {
    const world = await startWorld();
    const person = world.person();
    await world.app("house").tokens(person);
    expect(person.asked).toEqual(["sign-in"]);
    await world.app("house").tokens(person, { prompt: "consent" });
    expect(person.asked).toEqual(["consent"]);
    await world.close();
  });
});
