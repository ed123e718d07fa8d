/** Other sites cannot act for a user: forms that they post are refused, and our pages cannot be framed (RFC 6749 10.12, 10.13). */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formsOf, pageOf } from "../blackbox/person.ts";
import { openSite, type Site, startVisit, type Visit } from "./visit.ts";

let visit: Visit;
/** On another port of the same host, which browsers call the same site; and on another host. */
let sites: Record<string, Site>;
beforeAll(async () => {
  visit = await startVisit();
  sites = { "same site": await openSite(), "cross-site": await openSite("127.0.0.1") };
});
afterAll(async () => {
  await Promise.all([visit.close(), ...Object.values(sites).map((site) => site.close())]);
});

const quoted = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** A page that posts a form by itself. */
function forged(path: string, fields: Record<string, string>): string {
  const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${quoted(value)}">`);
  return `<!doctype html><title>Prizes</title><form method="post" action="${visit.world.issuer}${path}">${inputs.join("")}</form><script>document.forms[0].submit()</script>`;
}

async function lured(page: Page, site: Site, path: string, fields: Record<string, string>): Promise<string> {
  site.html = forged(path, fields);
  await page.goto(`${site.origin}/prizes`);
  await page.waitForURL(`${visit.world.issuer}/**`);
  return (await page.title()).replace(" · Candor", "");
}

const victim = () => visit.openSignedIn();

const session = async (page: Page) =>
  (await page.context().cookies()).find(({ name }) => name.startsWith("candor-session-"))?.value;

/** A token that the attacker got in a session of their own. */
async function attackersToken(): Promise<string> {
  const person = visit.world.person();
  await person.signIn();
  const url = `${visit.world.issuer}/sign-out`;
  return formsOf(await pageOf(url, await person.browse(url)))[0]?.fields.csrf ?? "";
}

describe.each(["same site", "cross-site"])("a form from another origin, %s", (kind) => {
  const site = () => sites[kind] as Site;
  const REFUSED = "Error: This form can't be accepted";

  it("cannot sign a user in as the attacker", async () => {
    const page = await visit.open();
    await page.goto(`${visit.world.issuer}/sign-in`);
    const csrf = await page.locator('input[name="csrf"]').inputValue();
    const fields = { csrf, request: "", username: "ops", password: "one-two-three-four-five" };
    expect(await lured(page, site(), "/sign-in", fields)).toBe(REFUSED);
    expect(await session(page)).toBeUndefined();
    await page.context().close();
  });

  it("cannot allow in a user's name, whatever token it has", async () => {
    const page = await victim();
    const request = visit.app.begin({ prompt: "consent" }).url.split("?")[1] ?? "";
    await page.goto(`${visit.world.issuer}/authorize?${request}`);
    const own = await page.locator('input[name="csrf"]').first().inputValue();
    for (const csrf of [own, await attackersToken(), ""])
      expect(await lured(page, site(), "/consent", { csrf, request, answer: "allow" })).toBe(REFUSED);
    expect(visit.site.received).toEqual([]);
    await page.context().close();
  });

  it("cannot sign a user out", async () => {
    const page = await victim();
    const before = await session(page);
    expect(await lured(page, site(), "/sign-out", { csrf: await attackersToken(), request: "" })).toBe(REFUSED);
    expect(await lured(page, site(), "/sign-out", {})).toBe("Sign out");
    expect(await session(page)).toBe(before);
    await page.goto(`${visit.world.issuer}/sign-out`);
    expect(await page.locator("main").textContent()).toContain("You're signed in as ops.");
    await page.context().close();
  });

  it("cannot frame sign-in, consent or sign-out", async () => {
    const page = await victim();
    const { url } = visit.app.begin({ prompt: "consent" });
    for (const target of [url, `${visit.world.issuer}/sign-in`, `${visit.world.issuer}/sign-out`]) {
      site().html = `<!doctype html><title>Prizes</title><iframe src="${quoted(target)}"></iframe>`;
      const refused = page.waitForEvent("console", (message) => /frame/i.test(message.text()));
      await page.goto(`${site().origin}/prizes`);
      expect((await refused).text()).toMatch(/frame-ancestors 'none'|X-Frame-Options/i);
      const [, frame] = page.frames();
      expect(await frame?.locator("form").count()).toBe(0);
    }
    await page.context().close();
  });
});
