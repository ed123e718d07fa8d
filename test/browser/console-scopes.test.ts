/** Pages of scopes, requests and reports in Chromium: axe finds nothing, nothing overflows, and all of it works without scripts. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, it } from "vitest";
import { demoConfig } from "../../src/demo/world.ts";
import { createCandor } from "../../src/index.ts";
import { freePort } from "../free-port.ts";
import { openProfiles, type Profiles } from "./chromium.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let browser: Profiles;
let candor: Awaited<ReturnType<typeof createCandor>>;
let issuer: string;

beforeAll(async () => {
  const port = await freePort();
  issuer = `http://localhost:${port}`;
  candor = await createCandor({
    demo: true,
    storage: "memory",
    config: demoConfig({ issuer, port, logLevel: "silent" }),
  });
  await candor.listen();
  browser = await openProfiles();
});
afterAll(async () => {
  await browser?.close();
  await candor?.close();
});

async function signIn(javaScriptEnabled: boolean, width: number) {
  const page = await browser.newPage({ javaScriptEnabled, viewport: { width, height: 900 } });
  await page.goto(`${issuer}/console`);
  await page.fill("input[name=username]", "root");
  await page.fill("input[name=password]", "open-the-console");
  await page.click("button[type=submit]");
  await page.waitForURL(`${issuer}/console**`);
  return page;
}

const PATHS = [
  "/scopes",
  "/scopes/write_multipass",
  "/scopes/new",
  "/scopes/matrix",
  "/apis",
  "/apis/new",
  "/requests",
  "/requests/new?scope=reports.read",
  "/reports/least-privilege",
];

it.each([1280, 360])("axe finds nothing at %i pixels, and no page is wider than the window", async (width) => {
  const page = await signIn(true, width);
  for (const path of PATHS) {
    await page.goto(`${issuer}/console${path}`);
    await page.evaluate(AXE);
    const found = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string }[] }> } };
      return (await axe.run()).violations.map(({ id }) => id);
    });
    const wider = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect([path, found, wider]).toEqual([path, [], 0]);
  }
  await page.close();
});

it("without scripts, a scope is created, changed after a look at what that does, and removed", async () => {
  const page = await signIn(false, 1280);
  await page.goto(`${issuer}/console/scopes/new`);
  await page.fill("input[name=name]", "library.read");
  await page.fill("input[name=description]", "Read your library");
  await page.click("button:has-text('Create scope')");
  expect(new URL(page.url()).pathname).toBe("/console/scopes/library.read");
  await page.selectOption("select[name=state]", "deprecated");
  await page.click("button:has-text('Review the change')");
  expect(await page.textContent("main")).toContain("Nothing has changed yet");
  await page.click("button:has-text('Save the change')");
  expect(await page.textContent("main")).toContain("The change is in force");
  await page.click("a:has-text('Remove')");
  await page.click("button:has-text('Remove the scope')");
  expect(await page.textContent("main")).toContain("was removed");
  await page.close();
});
