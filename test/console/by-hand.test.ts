/** The console in Chromium: what its script improves, and that its main tasks need none, nor a mouse. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Candor, createCandor } from "../../src/index.ts";
import { openProfiles, type Profiles } from "../browser/chromium.ts";
import { freePort } from "../free-port.ts";

let candor: Candor;
let browser: Profiles;
const complaints: string[] = [];

beforeAll(async () => {
  const port = await freePort();
  const config = { issuer: `http://localhost:${port}`, port, host: "localhost", logLevel: "silent" as const };
  candor = await createCandor({ storage: "memory", demo: true, config });
  await candor.listen();
  browser = await openProfiles();
});
afterAll(async () => {
  await browser.close();
  await candor.close();
});

/** Signed in with the keyboard alone. */
async function signedIn(user: string, password: string, javaScriptEnabled: boolean): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(`${candor.issuer}/console`);
  await page.getByLabel("Username").focus();
  await page.keyboard.type(user);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/console");
  return page;
}
const open = (page: Page, path: string) => page.goto(`${candor.issuer}/console${path}`);
const press = async (page: Page, name: string) => {
  const loaded = page.waitForEvent("domcontentloaded");
  await page.getByRole("button", { name, exact: true }).click();
  await loaded;
};
const main = (page: Page) => page.locator("main").innerText();

it("redirect URIs are judged by the server's rule while they are typed", async () => {
  const page = await signedIn("root", "open-the-console", true);
  await open(page, "/applications/new?building=web");
  const field = page.getByLabel("Redirect URIs");
  const says = page.locator("[data-redirect-uris] [role=status]").first();
  expect(await says.boundingBox()).toMatchObject({ height: 0 });
  for (const [typed, fault] of [
    ["https://app.example/callback#done", /fragment/],
    ["http://app.example/callback", /https/],
    ["/callback", /./],
    ["https://app.example/callback", undefined],
  ] as const) {
    await field.fill(typed);
    await expect.poll(() => says.textContent()).toMatch(fault ?? /^$/);
  }
  await page.context().close();
});

it("without JavaScript, an application is registered, changed after a review, tried and removed", async () => {
  const page = await signedIn("root", "open-the-console", false);
  await open(page, "/applications/new");
  await page.getByLabel("Service", { exact: true }).check();
  await press(page, "Continue");
  await page.getByLabel("Name").fill("Made by hand");
  await page.getByLabel("Read your profile in the demo API").check();
  await press(page, "Register the application");
  const secret = /CLIENT_SECRET=(\S+)/.exec(await main(page))?.[1] ?? "";
  expect(secret.length).toBe(43);
  await open(page, "/applications?q=Made%20by%20hand");
  await page.getByRole("link", { name: "Made by hand" }).click();
  const application = page.url();
  const id = decodeURIComponent(application.split("/").at(-1) ?? "");

  await page.locator("main").getByRole("link", { name: "Settings" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Changed by hand");
  await press(page, "See what this would do");
  expect(await main(page)).toContain("Changed by hand");
  await press(page, "Save");
  expect(await main(page)).toContain("Saved.");

  await open(page, `/try?${new URLSearchParams({ application: id, at: "token", scope: "read_profil" })}`);
  expect(await main(page)).toContain("A scope is misspelled");
  await page.getByRole("link", { name: "Fill in this fix" }).first().click();
  expect(await main(page)).toContain("It would be granted");
  await page.getByLabel("Client secret").fill(secret);
  await press(page, "Run it");
  expect(await main(page)).toContain("A token was issued, and revoked again.");
  expect(await page.content()).not.toContain(secret);

  await page.goto(`${application}/remove`);
  await page.getByRole("button", { name: /^Remove/ }).click();
  await page.waitForURL("**/console/applications");
  await open(page, "/applications?q=Changed%20by%20hand");
  expect(await main(page)).toContain("No application has this in its name");
  await page.context().close();
});

it("shows what it is doing: no page of the console has failed or broken its policy", () =>
  expect(complaints).toEqual([]));
