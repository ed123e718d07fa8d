/** Code has a button that copies it: by mouse and keyboard, said aloud; where nothing can copy, there is none. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signIn, startVisit, type Visit } from "./visit.ts";

let visit: Visit;
beforeAll(async () => {
  visit = await startVisit();
});
afterAll(() => visit.close());

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function openReason(path: string): Promise<Page> {
  const page = await visit.open({ permissions: ["clipboard-read", "clipboard-write"] });
  await page.goto(visit.world.issuer + path);
  return page;
}

describe.each(["/errors/scope/wrong-delimiter", "/errors/pkce/required", "/errors/pkce/required?ref=25kpgjw2dde2"])(
  "%s",
  (path) => {
    it("each piece of code is copied as it is, without the button's text", async () => {
      const page = await openReason(path);
      const pieces = page.locator("pre[data-copy]");
      const texts = await pieces.evaluateAll((all) =>
        all.map((one) =>
          [...one.childNodes]
            .filter((node) => node.nodeName !== "BUTTON")
            .map((node) => node.textContent)
            .join(""),
        ),
      );
      expect(texts.length).toBeGreaterThan(2);
      expect(await page.getByRole("button", { name: "Copy", includeHidden: true, exact: true }).count()).toBe(
        texts.length,
      );
      for (const [at, text] of texts.entries()) {
        await pieces.nth(at).evaluate((one) => one.closest("details")?.setAttribute("open", ""));
        await pieces.nth(at).getByRole("button").click();
        await page.getByRole("status").getByText("Copied to the clipboard").waitFor();
        expect(await clipboard(page)).toBe(text);
      }
      expect(visit.complaints()).toEqual([]);
      await page.context().close();
    });
  },
);

it("works by keyboard, keeps the focus, and says what it did", async () => {
  const page = await openReason("/errors/scope/wrong-delimiter");
  const button = page.locator("section:not([aria-labelledby=libraries]) > * pre[data-copy] > button").first();
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    if (await button.evaluate((one) => one === document.activeElement)) break;
  }
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("Copied to the clipboard").waitFor();
  expect(await button.evaluate((one) => [one === document.activeElement, one.textContent])).toEqual([true, "Copied"]);
  expect(await clipboard(page)).toContain("scope=");
  await page.getByRole("button", { name: "Copied" }).waitFor({ state: "detached" });
  await page.context().close();
});

it("where the browser allows no copying, selects the code and says so", async () => {
  const page = await visit.open();
  await page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
  await page.goto(`${visit.world.issuer}/errors/scope/wrong-delimiter`);
  await page.getByRole("button", { name: "Copy" }).first().click();
  await page.getByRole("status").getByText("The code is selected").waitFor();
  const selected = await page.evaluate(() => String(getSelection()));
  expect(selected).toContain("scope=");
  expect(selected).not.toContain("Copy");
  expect(visit.complaints()).toEqual([]);
  await page.context().close();
});

it("without JavaScript there is no button, and the code is there", async () => {
  const page = await visit.open({ javaScriptEnabled: false });
  await page.goto(`${visit.world.issuer}/errors/scope/wrong-delimiter`);
  expect(await page.locator("pre[data-copy]").count()).toBeGreaterThan(2);
  expect(await page.getByRole("button").count()).toBe(0);
  await page.context().close();
});

it("copies only the added lines of a change, and the page runs only its own script", async () => {
  const page = await visit.open({ permissions: ["clipboard-read", "clipboard-write"] });
  const body = new URLSearchParams({ grant_type: "authorisation_code", code: "x" });
  const headers = { authorization: `Basic ${Buffer.from("shop:a-secret-of-the-shop").toString("base64")}` };
  const refused = await fetch(`${visit.world.issuer}/token`, { method: "POST", headers, body });
  const { error_uri } = (await refused.json()) as { error_uri: string };
  await page.goto(error_uri);
  await page
    .getByRole("link", { name: /sign in/i })
    .first()
    .click();
  await signIn(page);
  await page.locator("pre.change").first().getByRole("button").click();
  await page.getByRole("status").getByText("Copied").waitFor();
  expect(await clipboard(page)).toBe("grant_type=authorization_code");
  const policy = (await page.reload())?.headers()["content-security-policy"];
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|script-src[^;]*\*/);
  expect(visit.complaints()).toEqual([]);
  await page.context().close();
});
