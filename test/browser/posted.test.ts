/** An application on another site posts its request: the Lax cookie does not come, and the user is still known. */
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSite, type Site, startVisit, type Visit } from "./visit.ts";

describe.each(["", "/tenants/one"])("issuer with the path '%s'", (path) => {
  let visit: Visit;
  let other: Site;
  beforeAll(async () => {
    visit = await startVisit({ path });
    other = await openSite("127.0.0.1");
    await visit.app.code(visit.world.regular);
  });
  afterEach(() => {
    visit.site.received.length = 0;
    expect(visit.complaints()).toEqual([]);
  });
  afterAll(() => Promise.all([visit.close(), other.close()]));

  const quoted = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

  /** From another site, with a click, which works with and without JavaScript. */
  async function post(page: Page, target: string, fields: URLSearchParams): Promise<void> {
    const inputs = [...fields].map(([name, value]) => `<input type="hidden" name="${name}" value="${quoted(value)}">`);
    other.html = `<!doctype html><title>The Shop</title><link rel="icon" href="data:,"><form method="post" action="${target}">${inputs.join("")}<button>Go</button></form>`;
    await page.goto(`${other.origin}/shop`);
    await page.getByRole("button", { name: "Go" }).click();
  }

  it.each([{}, { prompt: "none" }, { state: "a b+c&d=é '\"<>#%", response_mode: "form_post" }])(
    "a user who is signed in is known: %j",
    async (parameters) => {
      const page = await visit.openSignedIn();
      const url = new URL(visit.app.begin(parameters).url);
      await post(page, url.origin + url.pathname, url.searchParams);
      await page.waitForURL(`${visit.site.origin}/callback**`);
      const [got] = visit.site.received;
      const answer = got?.method === "POST" ? got.body : got?.url.searchParams;
      expect(answer?.get("code")).toMatch(/^candor_code_/);
      expect(answer?.get("state")).toBe(url.searchParams.get("state"));
      await page.context().close();
    },
  );

  it("as long as a request is allowed to be", async () => {
    const page = await visit.openSignedIn();
    const url = new URL(visit.app.begin({ state: "s".repeat(8_000), acr_values: "a".repeat(3_000) }).url);
    await post(page, url.origin + url.pathname, url.searchParams);
    await page.waitForURL(`${visit.site.origin}/callback**`);
    expect(visit.site.received[0]?.url.searchParams.get("state")).toHaveLength(8_000);
    await page.context().close();
  });

  it("a sign-out finds the session to end", async () => {
    const page = await visit.openSignedIn();
    const back = { client_id: "shop", post_logout_redirect_uri: `${visit.site.origin}/bye`, state: "s" };
    await post(page, `${visit.world.issuer}/sign-out`, new URLSearchParams(back));
    expect(await page.locator("main").textContent()).toContain("You're signed in as ops.");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(`${visit.site.origin}/bye?state=s`);
    await page.context().close();
  });
});
