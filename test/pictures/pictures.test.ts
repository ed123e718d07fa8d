/** The pictures of the README show what is shown today. `npm run pictures` draws them again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM } from "../browser/visit.ts";
import { type Pictured, pictured, THEMES, type Theme, terminalSvg, textOf } from "./pictures.ts";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "docs", "pictures");
const themes = Object.keys(THEMES) as Theme[];
const SIZE = { width: 1080, height: 690 };

let now: Pictured;
beforeAll(async () => {
  now = await pictured();
  if (process.env.UPDATE_PICTURES === "1") await draw();
});

async function draw(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const css = readFileSync(join(ROOT, "src/pages/candor.css"), "utf8");
  const browser = await chromium.launch(CHROMIUM);
  for (const colorScheme of themes) {
    writeFileSync(join(FOLDER, `terminal-${colorScheme}.svg`), terminalSvg(now.terminal, colorScheme));
    const page = await browser.newPage({ colorScheme, viewport: SIZE });
    await page.route("**/*", (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/") return route.fulfill({ contentType: "text/html; charset=utf-8", body: now.page });
      return pathname.endsWith(".css") ? route.fulfill({ contentType: "text/css", body: css }) : route.abort();
    });
    await page.goto("http://pages.invalid/");
    await page.screenshot({ path: join(FOLDER, `page-${colorScheme}.png`) });
  }
  await browser.close();
  writeFileSync(join(FOLDER, "page.txt"), textOf(now.page));
}

describe.each(themes)("%s", (theme) => {
  it("the terminal's picture is up to date (npm run pictures)", () => {
    expect(readFileSync(join(FOLDER, `terminal-${theme}.svg`), "utf8")).toBe(terminalSvg(now.terminal, theme));
  });

  it("the page's picture is of its size, and small", () => {
    const file = join(FOLDER, `page-${theme}.png`);
    const png = readFileSync(file);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([SIZE.width, SIZE.height]);
    expect(statSync(file).size).toBeLessThan(150_000);
  });
});

it("the page says what it said when its picture was drawn (npm run pictures)", () => {
  expect(readFileSync(join(FOLDER, "page.txt"), "utf8")).toBe(textOf(now.page));
  expect(textOf(now.page)).toContain("scope=read_profile");
});

it("the README shows them in both themes, with text for those who do not see them, and nothing else is kept", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const shown = [...readme.matchAll(/(?:src|srcset)="(docs\/pictures\/[^"]+)"/g)].map(([, path = ""]) => path);
  for (const path of shown) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
  const kept = readdirSync(FOLDER).filter((name) => name !== "page.txt");
  expect([...new Set(shown)].sort()).toEqual(kept.map((name) => `docs/pictures/${name}`).sort());
  for (const [image] of readme.matchAll(/<img [^>]*>/g)) expect(image).toMatch(/ alt="[^"]{40,}"/);
});
