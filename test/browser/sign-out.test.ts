/** Signing out in a browser: with a question, with a hint, and back to the application. */

import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { signIn, startVisit, type Visit } from "./visit.ts";

let visit: Visit;
beforeAll(async () => {
  visit = await startVisit();
});
afterEach(() => {
  visit.site.received.length = 0;
  expect(visit.complaints()).toEqual([]);
});
afterAll(() => visit.close());

const session = async (page: Page) =>
  (await page.context().cookies()).some(({ name }) => name.startsWith("candor-session-"));

describe("sign-out", () => {
  it("asks first, names who is signed in, and then says that it is done", async () => {
    const page = await visit.openSignedIn();
    await page.goto(`${visit.world.issuer}/sign-out`);
    expect(await page.title()).toBe("Sign out · Candor");
    expect(await page.locator("main").textContent()).toContain("You're signed in as ops.");
    expect(await session(page)).toBe(true);
    await page.getByRole("button", { name: "Sign out" }).click();
    expect(await page.title()).toBe("Signed out · Candor");
    expect(await session(page)).toBe(false);
    await page.context().close();
  });

  it("asks on behalf of the application, and returns there", async () => {
    const page = await visit.openSignedIn();
    const back = new URLSearchParams({
      client_id: "shop",
      post_logout_redirect_uri: `${visit.site.origin}/bye`,
      state: "s",
    });
    await page.goto(`${visit.world.issuer}/sign-out?${back}`);
    expect(await page.locator("main").textContent()).toContain("The Shop wants to sign you out here too.");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(`${visit.site.origin}/bye?state=s`);
    expect(await session(page)).toBe(false);
    await page.context().close();
  });

  it("with an ID token as hint goes through without a question", async () => {
    const page = await visit.open();
    const { url, verifier } = visit.app.begin();
    await page.goto(url);
    await signIn(page);
    await page.getByRole("button", { name: "Allow", exact: true }).click();
    await page.waitForURL(`${visit.site.origin}/callback**`);
    const code = visit.site.received.at(-1)?.url.searchParams.get("code") ?? "";
    const { body } = await visit.app.redeem(code, verifier);
    const back = { id_token_hint: String(body.id_token), post_logout_redirect_uri: `${visit.site.origin}/bye` };
    await page.goto(`${visit.world.issuer}/sign-out?${new URLSearchParams(back)}`);
    await page.waitForURL(`${visit.site.origin}/bye`);
    expect(await session(page)).toBe(false);
    await page.context().close();
  });
});
