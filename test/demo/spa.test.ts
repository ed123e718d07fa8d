/** The single-page application in a real browser: its script runs under its policy, and shows no token. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADA } from "../../src/demo/world.ts";
import { openProfiles, type Profiles } from "../browser/chromium.ts";
import { type DemoServer, startDemo } from "../demo-server.ts";

let server: DemoServer;
let browser: Profiles;
beforeAll(async () => {
  server = await startDemo();
  browser = await openProfiles();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens the application and completes the sign-in page; the consent page is next. */
async function signIn(): Promise<{ page: Page; faults: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const faults: string[] = [];
  page.on("pageerror", ({ message }) => faults.push(message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.goto(`${server.issuer}/demo/spa`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Username").fill(ADA.username);
  await page.getByLabel("Password").fill(ADA.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  return { page, faults };
}

describe("demo-spa", () => {
  it("shows a refusal with the way to its reason, and keeps nothing", async () => {
    const { page, faults } = await signIn();
    await page.getByRole("button", { name: "Don't allow" }).click();
    await page.getByText("Refused: access_denied").waitFor();
    const link = await page.getByRole("link", { name: "See the cause and the fix" }).getAttribute("href");
    expect(link).toContain(`${server.issuer}/errors/user/denied?ref=`);
    expect(await page.evaluate("sessionStorage.length")).toBe(0);
    expect(faults).toEqual([]);
  });

  it("gets a token, calls the API, and leaves no code in the URL", async () => {
    const { page, faults } = await signIn();
    await page.getByRole("button", { name: "Allow", exact: true }).click();
    await page.getByRole("button", { name: "Read the profile" }).click();
    await page.getByText('"subject": "demo-ada"').waitFor();
    expect(page.url()).toBe(`${server.issuer}/demo/spa`);
    expect(await page.evaluate("sessionStorage.length + localStorage.length")).toBe(0);
    expect(await page.content()).not.toMatch(/candor_\w+_[\w-]{56}|eyJ[\w-]{20,}\.[\w-]{20,}/);
    await page.reload();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await page.locator("#steps li").count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it("takes no response that it did not ask for", async () => {
    const page = await (await browser.newContext()).newPage();
    const answer = new URLSearchParams({ code: "stolen", state: "another", iss: server.issuer });
    await page.goto(`${server.issuer}/demo/spa?${answer}`);
    await page.getByText("This response doesn't belong to a request from this tab").waitFor();
    expect(await page.getByText("Token request").count()).toBe(0);
  });

  it("says what is missing where scripts are switched off", async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await page.goto(`${server.issuer}/demo/spa`);
    expect(await page.locator("noscript p").textContent()).toContain("needs JavaScript");
    expect(await page.getByRole("button").count()).toBe(0);
  });

  it("may call this server and nothing else", async () => {
    const policy = (path: string) =>
      fetch(server.issuer + path).then(({ headers }) => headers.get("content-security-policy") ?? "");
    expect(await policy("/demo/spa")).toMatch(/default-src 'none'.*script-src 'self'; connect-src 'self'$/);
    expect(await policy("/demo")).not.toMatch(/script-src|connect-src/);
  });
});
