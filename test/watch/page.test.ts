/** The page of `candor watch` in Chromium: live, by keyboard, in both schemes and two widths, with nothing of strangers in its markup. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openProfiles, type Profiles } from "../browser/chromium.ts";
import { send, type Target, target, type Watched, watching } from "./world.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>";

let browser: Profiles;
let server: Target;
let watched: Watched;
beforeAll(async () => {
  browser = await openProfiles();
  server = await target((incoming, response) => {
    const error = incoming.url?.startsWith("/token")
      ? { error: "invalid_grant", error_description: `The code has expired ${EVIL}` }
      : { active: true };
    response
      .writeHead("error" in error ? 400 : 200, { "content-type": "application/json", "x-evil": EVIL })
      .end(JSON.stringify(error));
  });
  watched = await watching([server.url]);
});
afterAll(async () => {
  await browser?.close();
  await watched?.close();
  await server?.close();
});

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const fail = () => {
  const form = new URLSearchParams({ grant_type: "authorization_code", code: "a-code-1234567890", client_id: EVIL });
  return send(`${watched.at}/token?x=${encodeURIComponent(EVIL)}`, { method: "POST", headers: FORM }, form.toString());
};
const succeed = () =>
  send(`${watched.at}/introspect`, { method: "POST", headers: FORM }, "token=a-token-1234567890&client_id=api");

async function open(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(watched.page);
  return { page, complaints };
}

it("shows exchanges as they happen, with the cause, and keeps what is open", async () => {
  const { page, complaints } = await open({ permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByText("Nothing has come through yet.").waitFor();
  await fail();
  await page.locator(".watched.failed").waitFor();
  expect(await page.locator("#none").isHidden()).toBe(true);
  expect(await page.locator(".found code").first().textContent()).toBe("code/expired");
  expect(await page.locator("#said").textContent()).toBe("token request (authorization_code): 400 invalid_grant");
  await page.locator("summary").first().focus();
  await page.keyboard.press("Enter");
  expect(await page.getByRole("region", { name: "Request 1" }).textContent()).toContain("code=redacted-17-");
  await succeed();
  await page.locator(".watched.fine").waitFor();
  expect(await page.locator("#x1 details").getAttribute("open")).not.toBeNull();

  await page.locator("#x1").getByRole("button", { name: "Copy for candor explain" }).click();
  await page.getByRole("status").getByText("Copied to the clipboard").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('"error": "invalid_grant"');
  expect(copied).not.toContain("a-code-1234567890");
  expect(await page.getByRole("button", { name: "Copied" }).count()).toBe(1);
  await page.locator("#x1").getByRole("button", { name: "Copy as curl" }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toContain("curl -i -X POST 'http://localhost");

  await page.getByLabel("Only failures").check();
  expect(await page.locator(".watched.fine").isVisible()).toBe(false);
  expect(await page.locator(".watched.failed").isVisible()).toBe(true);
  expect(complaints).toEqual([]);
  expect(await page.locator("img, main script").count()).toBe(0);
  await page.context().close();
});

it("shows the same without JavaScript", async () => {
  await fail();
  const { page } = await open({ javaScriptEnabled: false });
  expect(await page.locator(".watched.failed").count()).toBeGreaterThan(0);
  await page.locator("summary").first().click();
  expect(await page.locator("pre").first().isVisible()).toBe(true);
  expect(await page.getByRole("button").count()).toBe(0);
  await page.context().close();
});

describe("axe finds nothing, and nothing is wider than the window:", () => {
  it.each([
    [1280, "light"],
    [1280, "dark"],
    [360, "light"],
    [360, "dark"],
  ] as const)("%i pixels, %s", async (width, colorScheme) => {
    await Promise.all([fail(), succeed()]);
    // Only axe needs to be let in past the page's policy.
    const { page } = await open({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
    for (const summary of await page.locator("summary").all()) await summary.click();
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map(({ id }) => id);
    });
    const wider = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect([found, wider]).toEqual([[], 0]);
    await page.context().close();
  });
});

describe("the page", () => {
  it("loads nothing from elsewhere, and can't be framed", async () => {
    const { headers } = await fetch(watched.page);
    const policy = headers.get("content-security-policy") ?? "";
    for (const part of [
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part);
    expect(headers.get("cache-control")).toBe("no-store");
  });

  it.each([
    ["another name for loopback", { host: "evil.example" }],
    ["another site", { host: "localhost", "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }],
    ["another port", { host: "localhost", "sec-fetch-site": "same-site", "sec-fetch-mode": "cors" }],
  ])("is closed to %s", async (_, headers) => {
    for (const path of ["", "events", "exchanges.har"]) {
      const { status, body } = await send(watched.page + path, { headers });
      expect([status, body.toString()]).toEqual([403, "This page is for this machine only."]);
    }
  });

  it("has nothing to change", async () => {
    expect((await send(watched.page, { method: "POST" })).status).toBe(405);
    expect((await send(`${watched.page}nothing`)).status).toBe(404);
  });
});
