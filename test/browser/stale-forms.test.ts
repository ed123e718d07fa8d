/** Forms that went out of date while they were open are no dead ends: Chromium gets to the application, or sees the form again. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { signIn, startVisit, USERNAME, type Visit } from "./visit.ts";

let visit: Visit;
beforeAll(async () => {
  visit = await startVisit();
});
afterEach(() => {
  visit.site.received.length = 0;
  expect(visit.complaints()).toEqual([]);
});
afterAll(() => visit.close());

const OUT_OF_DATE = "This page was out of date";

const allow = (page: Page) => page.getByRole("button", { name: "Allow", exact: true }).click();
const alertOf = (page: Page) => page.getByRole("alert").textContent();

/** The browser is at the application, with a code for the request of this state. */
async function arrives(page: Page, state: string) {
  await page.waitForURL(`${visit.site.origin}/callback**`);
  const parameters = Object.fromEntries(visit.site.received.at(-1)?.url.searchParams ?? []);
  expect(parameters).toEqual({ code: expect.stringMatching(/^candor_code_/), state, iss: visit.world.issuer });
}

/** A page of the same profile. */
async function anotherTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  tab.setDefaultTimeout(60_000);
  return tab;
}

it("consent, after signing in again in another tab", async () => {
  const page = await visit.open();
  const { url, state } = visit.app.begin({ prompt: "consent" });
  await page.goto(url);
  await signIn(page);
  const tab = await anotherTab(page);
  await tab.goto(`${visit.world.issuer}/sign-in`);
  await signIn(tab);
  await tab.waitForURL(`${visit.world.issuer}/`);
  await allow(page);
  expect(await page.title()).toBe("Allow access · Candor");
  expect(await page.locator("main").textContent()).toContain(OUT_OF_DATE);
  expect(visit.site.received).toEqual([]);
  await allow(page);
  await arrives(page, state);
  await page.context().close();
});

it.each(["sign-in", "consent"])("cookies cleared while the %s page is open", async (at) => {
  const page = await visit.open();
  const { url, state } = visit.app.begin({ prompt: "consent" });
  await page.goto(url);
  if (at === "consent") await signIn(page);
  await page.context().clearCookies();
  if (at === "consent") await allow(page);
  else await signIn(page);
  expect(await page.title()).toBe("Error: Sign in · Candor");
  expect(await alertOf(page)).toContain(OUT_OF_DATE);
  if (at === "sign-in") expect(await page.getByLabel("Username").inputValue()).toBe(USERNAME);
  expect(await page.getByLabel("Password").inputValue()).toBe("");
  await signIn(page);
  await page.getByRole("heading", { name: /^Allow/ }).waitFor();
  await allow(page);
  await arrives(page, state);
  await page.context().close();
});

it("the back button, to the sign-in page after signing in", async () => {
  const page = await visit.open();
  const { url, state } = visit.app.begin({ prompt: "consent" });
  await page.goto(url);
  await signIn(page);
  await page.getByRole("heading", { name: /^Allow/ }).waitFor();
  await page.goBack();
  expect(page.url()).toBe(url);
  await page.getByRole("heading", { name: /^Allow/ }).waitFor();
  await allow(page);
  await arrives(page, state);
  await page.context().close();
});

it("the back button, to the consent page from the application", async () => {
  const page = await visit.open();
  const { url, state } = visit.app.begin({ prompt: "consent" });
  await page.goto(url);
  await signIn(page);
  await allow(page);
  await arrives(page, state);
  await page.goBack();
  visit.site.received.length = 0;
  await page.getByRole("heading", { name: /^Allow/ }).waitFor();
  await allow(page);
  await arrives(page, state);
  await page.context().close();
});

it.each(["sign-in", "consent"])("127.0.0.1 opened where localhost is configured, up to the %s page", async (until) => {
  const page = until === "sign-in" ? await visit.open() : await visit.openSignedIn();
  const { url, state } = visit.app.begin({ prompt: "consent" });
  await page.goto(url.replace("localhost", "127.0.0.1"));
  expect(new URL(page.url()).origin).toBe(visit.world.issuer);
  if (until === "sign-in") await signIn(page);
  await allow(page);
  await arrives(page, state);
  await page.context().close();
});
