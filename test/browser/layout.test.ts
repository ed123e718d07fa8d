/** Every page on a small screen and a wide one, read either way, and on paper. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainPage } from "../../src/pages/explain.tsx";
import { someOf } from "../breadth.ts";
import { pagesWith } from "../pages/every-page.ts";
import { openProfiles, type Profiles } from "./chromium.ts";

const css = readFileSync(new URL("../../src/pages/candor.css", import.meta.url), "utf8");
const LONG_URL = `https://sign-in.accounts.${"very-long-name.".repeat(6)}example/${"tenants/of/all/kinds/".repeat(8)}?next=${"%2Fa".repeat(60)}`;
const ORDINARY = { ...pagesWith("Multipass-Desk"), explain: explainPage({ base: "/auth" }) };
const OVERLONG = [
  ...Object.entries(pagesWith("w".repeat(300))).map(([name, html]) => [`${name}, long words`, html] as const),
  ...Object.entries(pagesWith(LONG_URL)).map(([name, html]) => [`${name}, a long URL`, html] as const),
];
const PAGES: Readonly<Record<string, string>> = { ...ORDINARY, ...Object.fromEntries(someOf(OVERLONG)) };

let browser: Profiles;
let page: Page;
beforeAll(async () => {
  browser = await openProfiles();
  page = await browser.newPage({ javaScriptEnabled: false });
  await page.route("**/*", (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname.endsWith(".css")) return route.fulfill({ contentType: "text/css", body: css });
    const html = PAGES[decodeURIComponent(pathname.slice(1))];
    return html === undefined ? route.abort() : route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
  });
});
afterAll(() => browser.close());

const open = (name: string) => page.goto(`http://pages.invalid/${encodeURIComponent(name)}`);

const fits = (size: string) =>
  page.evaluate((fontSize) => {
    document.documentElement.style.fontSize = fontSize;
    return ["ltr", "rtl"].map((dir) => {
      document.documentElement.dir = dir;
      for (const details of document.querySelectorAll("details")) details.open = true;
      const { scrollWidth, clientWidth } = document.documentElement;
      // In either direction an element may hang over the edge that cannot be scrolled to.
      const over = [...document.querySelectorAll("body *")].filter((element) => {
        const { left, right, width, height } = element.getBoundingClientRect();
        return width > 1 && height > 1 && (left < -0.5 || right > clientWidth + 0.5);
      });
      return { dir, wider: scrollWidth - clientWidth, over: over.map(({ outerHTML }) => outerHTML.slice(0, 80)) };
    });
  }, size);
const FITS = ["ltr", "rtl"].map((dir) => ({ dir, wider: 0, over: [] }));

// 320 pixels are a window of 1280 at 400 % zoom (WCAG 2.2, 1.4.10); the larger text is 1.4.4.
const SIZES = [
  [320, "100%"],
  [360, "100%"],
  [640, "200%"],
  [1280, "100%"],
] as const;

it.each(Object.keys(PAGES))("%s is no wider than any screen, whichever way it is read", async (name) => {
  await open(name);
  for (const [width, size] of SIZES) {
    await page.setViewportSize({ width, height: 800 });
    expect({ width, size, fits: await fits(size) }).toEqual({ width, size, fits: FITS });
  }
});

describe("the keyboard", () => {
  it.each(Object.keys(ORDINARY))("%s shows where the focus is, on everything that can have it", async (name) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await open(name);
    const focusable = await page.evaluate(() => {
      const controls = "a[href], button:not([disabled]), input:not([type=hidden]), textarea, summary";
      return [...document.querySelectorAll(controls)].filter((one) => one.checkVisibility()).length;
    });
    const unseen: string[] = [];
    let reached = 0;
    for (; reached < focusable; reached++) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const { activeElement: one } = document;
        if (one === null || one === document.body) return undefined;
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        return {
          html: one.outerHTML.slice(0, 80),
          seen: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2,
        };
      });
      if (at === undefined) break;
      if (!at.seen) unseen.push(at.html);
    }
    expect({ reached, unseen }).toEqual({ reached: focusable, unseen: [] });
  });
});

describe("the link that skips the header", () => {
  it.each(["ltr", "rtl"])("is visible when it has the focus, at the start of the page: %s", async (dir) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open("catalogue");
    await page.evaluate((to) => {
      document.documentElement.dir = to;
    }, dir);
    const box = async () => (await page.locator(".skip").boundingBox()) ?? { x: 0, width: 0 };
    expect((await box()).width).toBeLessThanOrEqual(1);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("skip");
    const { x, width } = await box();
    expect(width).toBeGreaterThan(80);
    expect(dir === "ltr" ? x : 1280 - x - width).toBeCloseTo(16, 0);
  });
});

describe("on paper", () => {
  it.each(Object.keys(ORDINARY))("%s is black on white, without anything to press", async (name) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await open(name);
    const seen = await page.evaluate(() => {
      const shown = [...document.querySelectorAll<HTMLElement>("body, body *")].filter((one) => one.checkVisibility());
      const text = shown.filter((one) =>
        [...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()),
      );
      const colours = new Set(text.map((one) => getComputedStyle(one).color));
      const grounds = new Set(shown.map((one) => getComputedStyle(one).backgroundColor));
      const controls = shown.filter((one) =>
        one.matches("button, input:not([type=hidden]), textarea, nav, .skip, .button"),
      );
      const folded = [...document.querySelectorAll("details > :not(summary)")].filter(
        (one) => one.parentElement?.checkVisibility() && !one.checkVisibility({ contentVisibilityAuto: true }),
      );
      return {
        colours: [...colours],
        grounds: [...grounds].filter((one) => one !== "rgba(0, 0, 0, 0)"),
        page: getComputedStyle(document.documentElement).backgroundColor,
        controls: controls.map(({ outerHTML }) => outerHTML.slice(0, 60)),
        folded: folded.length,
        heading: document.querySelector("h1")?.checkVisibility(),
      };
    });
    await page.emulateMedia({ media: null, colorScheme: null });
    const white = "rgb(255, 255, 255)";
    expect(seen).toMatchObject({ page: white, controls: [], folded: 0, heading: true });
    expect(seen.colours).toEqual(["rgb(0, 0, 0)"]);
    expect(seen.grounds.filter((one) => one !== white)).toEqual([]);
  });
});
