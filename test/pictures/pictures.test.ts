/** The pictures of the README show what is shown today. `npm run pictures` draws them again. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM } from "../browser/chromium.ts";
import { type Pictured, pictured, THEMES, type Theme, terminalSvg, textOf } from "./pictures.ts";

const ROOT = join(import.meta.dirname, "../..");
const FOLDER = join(ROOT, "docs", "pictures");
const themes = Object.keys(THEMES) as Theme[];
/** Pages of which there are screenshots. */
const SHOTS = ["page", "console"] as const;
const HTML_OF: Readonly<Record<string, (typeof SHOTS)[number]>> = { "/": "page", "/console": "console" };
const PAGES = join(ROOT, "src/pages");
const SHEETS = [
  "candor.css",
  "console/console.css",
  ...readdirSync(join(PAGES, "console"))
    .filter((name) => name.endsWith(".css") && name !== "console.css")
    .map((name) => `console/${name}`)
    .sort(),
];
const SIZE = { width: 1080, height: 690 };

let now: Pictured;
beforeAll(async () => {
  now = await pictured();
  if (process.env.UPDATE_PICTURES === "1") await draw();
});

async function draw(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const css = SHEETS.map((name) => readFileSync(join(PAGES, name), "utf8")).join("\n");
  const browser = await chromium.launch(CHROMIUM);
  for (const colorScheme of themes) {
    writeFileSync(join(FOLDER, `terminal-${colorScheme}.svg`), terminalSvg(now.terminal, colorScheme));
    const page = await browser.newPage({ colorScheme, viewport: SIZE });
    await page.route("**/*", (route) => {
      const { pathname } = new URL(route.request().url());
      const html = HTML_OF[pathname];
      if (html !== undefined) return route.fulfill({ contentType: "text/html; charset=utf-8", body: now[html] });
      return pathname.endsWith(".css") ? route.fulfill({ contentType: "text/css", body: css }) : route.abort();
    });
    for (const [path, name] of Object.entries(HTML_OF)) {
      await page.goto(`http://pages.invalid${path}`);
      await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`) });
    }
  }
  await browser.close();
  for (const name of SHOTS) writeFileSync(join(FOLDER, `${name}.txt`), textOf(now[name]));
}

describe.each(themes)("%s", (theme) => {
  it("the terminal's picture is up to date (npm run pictures)", () => {
    expect(readFileSync(join(FOLDER, `terminal-${theme}.svg`), "utf8")).toBe(terminalSvg(now.terminal, theme));
  });

  it.each(SHOTS)("the picture '%s' is of its size, and small", (name) => {
    const file = join(FOLDER, `${name}-${theme}.png`);
    const png = readFileSync(file);
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([SIZE.width, SIZE.height]);
    expect(statSync(file).size).toBeLessThan(150_000);
  });
});

it.each(SHOTS)("%s says what it said when its picture was drawn (npm run pictures)", (name) => {
  expect(readFileSync(join(FOLDER, `${name}.txt`), "utf8")).toBe(textOf(now[name]));
});

it("they show the refusal of the README, and the demo's week", () => {
  expect(textOf(now.page)).toContain("scope=read_profile");
  expect(textOf(now.console)).toContain("64 times");
});

it("the README shows them in both themes, with text for those who do not see them, and nothing else is kept", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  const shown = [...readme.matchAll(/(?:src|srcset)="(docs\/pictures\/[^"]+)"/g)].map(([, path = ""]) => path);
  for (const path of shown) expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
  const kept = readdirSync(FOLDER).filter((name) => !name.endsWith(".txt"));
  expect([...new Set(shown)].sort()).toEqual(kept.map((name) => `docs/pictures/${name}`).sort());
  for (const [image] of readme.matchAll(/<img [^>]*>/g)) expect(image).toMatch(/ alt="[^"]{40,}"/);
});
