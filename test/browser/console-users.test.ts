/** The list of users beside values as long as they may be. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld } from "../catalogue/world.ts";
import { Visitor } from "../console/visitor.ts";
import { openProfiles, type Profiles } from "./chromium.ts";

const PAGES = join(import.meta.dirname, "../../src/pages");
const css = ["candor.css", ...globSync("console/**/*.css", { cwd: PAGES }).toSorted()]
  .map((file) => readFileSync(join(PAGES, file), "utf8"))
  .join("\n");
const NAME = "w".repeat(250);
const MAIL = `${"long-name.".repeat(6)}x@${"department.".repeat(12)}example`;
const GROUPS = Array.from({ length: 30 }, (_, i) => `group-${i}-of-everybody`);

let browser: Profiles;
let page: Page;
let html: string;
beforeAll(async () => {
  const world = await openWorld();
  const edit = { preferred_username: NAME, email: MAIL, name: "N".repeat(250), groups: GROUPS };
  const done = await world.deps.storage.people.change(
    "demo-ada",
    (one) => ({ ...one, username: NAME, claims: { ...one.claims, ...edit } }),
    false,
  );
  expect(done).toMatchObject({ username: NAME });
  html = (await (await Visitor.signedIn(world, "root")).get("/users")).text;
  await world.close();
  browser = await openProfiles();
  page = await browser.newPage({ javaScriptEnabled: false });
  await page.route("**/*", (route) => route.abort());
});
afterAll(() => browser.close());

it("is whole for whoever doesn't see it", () => {
  for (const value of [NAME, MAIL, "N".repeat(250), GROUPS.join(", ")]) {
    expect(html).toContain(`title="${value}"`);
    expect(html).toContain(`>${value}</span>`);
  }
});

it.each([1280, 800, 360])("leaves the others room on %i pixels", async (width) => {
  await page.setViewportSize({ width, height: 800 });
  await page.setContent(html.replace("</head>", () => `<style>${css}</style></head>`));
  const found = await page.evaluate(() => {
    const frame = document.querySelector(".table-frame");
    const sizes = (of: string) => [...document.querySelectorAll(of)].map((one) => one.getBoundingClientRect());
    return {
      over: Math.max(
        document.documentElement.scrollWidth - document.documentElement.clientWidth,
        (frame?.scrollWidth ?? Infinity) - (frame?.clientWidth ?? 0),
      ),
      // Cards don't show what is empty.
      columns: sizes("tbody tr:first-child > :not(:empty)").map(({ width }) => width),
      rows: sizes("tbody tr").map(({ height }) => height),
    };
  });
  expect(found.over).toBe(0);
  expect(Math.min(...found.columns)).toBeGreaterThan(80);
  // Two lines of each value: on small screens, values are below each other.
  expect(found.rows.length).toBeGreaterThan(2);
  expect(Math.max(...found.rows)).toBeLessThan(width < 640 ? 300 : 140);
});
