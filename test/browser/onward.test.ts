/** An application may redirect on from where it gets its response: to another origin, to an app's own scheme. Nobody is left behind. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { someOf } from "../breadth.ts";
import { openSite, type Site, signIn, startVisit, type Visit } from "./visit.ts";

const APP = "com.example.shop:/done";

describe.each(["", "/tenants/one"])("issuer with the path '%s'", (path) => {
  let visit: Visit;
  let elsewhere: Site;
  let beyond: Site;
  beforeAll(async () => {
    visit = await startVisit({ path });
    [elsewhere, beyond] = [await openSite("127.0.0.1"), await openSite("127.0.0.1")];
    // The user has agreed already, so that a sign-in ends at the application.
    await visit.app.code(visit.world.regular);
    elsewhere.onward.set("/hop", `${beyond.origin}/end`);
  });
  afterEach(() => {
    for (const site of [visit.site, elsewhere, beyond]) site.received.length = 0;
    visit.site.onward.clear();
    expect(visit.complaints()).toEqual([]);
  });
  afterAll(() => Promise.all([visit.close(), elsewhere.close(), beyond.close()]));

  /** Where the application redirects to from its redirect URI and its post-logout URI, and how to see that the browser went. */
  const ways: readonly [string, () => string, (page: Page) => Promise<unknown>][] = [
    ["to another origin", () => `${elsewhere.origin}/end`, (page) => page.waitForURL(`${elsewhere.origin}/end`)],
    ["over two origins", () => `${elsewhere.origin}/hop`, (page) => page.waitForURL(`${beyond.origin}/end`)],
    ["to an app", () => APP, (page) => page.waitForEvent("requestfailed", (request) => request.url() === APP)],
  ];

  /** Does what ends at the application, and waits until the browser has gone on from there. */
  async function goesOn([, to, arrival]: (typeof ways)[number], page: Page, act: () => Promise<void>) {
    visit.site.onward.set("/callback", to()).set("/bye", to());
    await Promise.all([arrival(page), act()]);
  }

  // Where an application sends the browser doesn't depend on the issuer's path, so one way is enough with the second.
  describe.each(path === "" ? someOf(ways) : ways.slice(1, 2))("%s", (...way) => {
    it.each([
      ["at once", [undefined]],
      ["after a wrong password", ["not-the-password", undefined]],
    ])("from the sign-in, %s", async (_, passwords) => {
      const page = await visit.open();
      await page.goto(visit.app.begin().url);
      await goesOn(way, page, async () => {
        for (const password of passwords) await signIn(page, password);
      });
      expect(visit.site.received.at(-1)?.url.searchParams.get("code")).toMatch(/^candor_code_/);
      await page.context().close();
    });

    it.each(["Allow", "Don't allow"])("from the consent page by %s", async (name) => {
      const page = await visit.openSignedIn();
      await page.goto(visit.app.begin({ prompt: "consent" }).url);
      await goesOn(way, page, () => page.getByRole("button", { name, exact: true }).click());
      await page.context().close();
    });

    it.each([true, false])("from response_mode=form_post, with JavaScript: %s", async (javaScriptEnabled) => {
      const page = await visit.open({ javaScriptEnabled });
      await page.goto(visit.app.begin({ prompt: "consent", response_mode: "form_post" }).url);
      await signIn(page);
      await goesOn(way, page, async () => {
        await page.getByRole("button", { name: "Allow", exact: true }).click();
        if (!javaScriptEnabled) await page.getByRole("button", { name: "Continue" }).click();
      });
      expect(visit.site.received.map(({ method }) => method)).toEqual(["POST"]);
      await page.context().close();
    });

    it("from the sign-out page", async () => {
      const page = await visit.openSignedIn();
      const back = { client_id: "shop", post_logout_redirect_uri: `${visit.site.origin}/bye` };
      await page.goto(`${visit.world.issuer}/sign-out?${new URLSearchParams(back)}`);
      await goesOn(way, page, () => page.getByRole("button", { name: "Sign out" }).click());
      await page.context().close();
    });
  });

  it("an error reaches the app, and the page behind it", async () => {
    const page = await visit.open();
    await page.goto(visit.app.begin({ prompt: "login consent" }).url);
    await goesOn(ways[0] as (typeof ways)[number], page, async () => {
      await signIn(page);
      await page.getByRole("button", { name: "Don't allow" }).click();
    });
    expect(visit.site.received[0]?.url.searchParams.get("error")).toBe("access_denied");
    await page.context().close();
  });
});
