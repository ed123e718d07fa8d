/** Starts Chromium. The package that drives it is the user's: most checks need no browser. */
import { existsSync } from "node:fs";
import type { Browser } from "playwright-core";
import { CannotCheck } from "../cannot-check.ts";

const USUAL = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/** Rejects with `CannotCheck` if there is none. */
export async function startChromium(isVisible: boolean): Promise<Browser> {
  const { chromium } = await import("playwright-core").catch(() => {
    throw new CannotCheck(
      "A browser is needed to sign in. Install playwright-core: npm install --save-dev playwright-core",
    );
  });
  const executablePath = process.env.CHROMIUM ?? USUAL.find(existsSync);
  // Root, as in most containers, has no sandbox.
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return await chromium
    .launch({ headless: !isVisible, args, ...(executablePath !== undefined && { executablePath }) })
    .catch((error: Error) => {
      throw new CannotCheck(
        `Chromium doesn't start: ${error.message.split("\n", 1)[0]} Set CHROMIUM to its path, or install it: npx playwright-core install chromium`,
      );
    });
}
