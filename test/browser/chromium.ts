/** Headless Chromium, started once by each worker: to start it takes longer than most tests that need it. */
import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const ARGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  // Another process for it takes longer to start than a page to show.
  "--in-process-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** How Chromium is started. */
export const CHROMIUM = { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS };

/** The same engine without the windows that nobody sees: a page takes a quarter of the work. Debian has it as a package of its own. */
const SHELL = "/usr/lib/chromium/chromium-headless-shell";
export const LIGHTEST =
  process.env.CHROMIUM === undefined && existsSync(SHELL) ? { ...CHROMIUM, executablePath: SHELL } : CHROMIUM;

/** It ends with the worker, whose end of the pipe it sees. */
const STAYS = { handleSIGHUP: false, handleSIGINT: false, handleSIGTERM: false };

let running: Promise<Browser> | undefined;

/** Browser profiles that are a test file's own. */
export interface Profiles extends Pick<Browser, "newContext" | "newPage"> {
  /** Closes all of them. The browser goes on. */
  readonly close: () => Promise<void>;
}

/** Profiles in the browser of this worker. */
export async function openProfiles(): Promise<Profiles> {
  // One that has crashed fails the tests that it was used by, and no others.
  if (!(await running)?.isConnected()) running = chromium.launch({ ...LIGHTEST, ...STAYS });
  const browser = (await running) as Browser;
  const opened: BrowserContext[] = [];
  const newContext: Profiles["newContext"] = async (options) => {
    const context = await browser.newContext(options);
    opened.push(context);
    return context;
  };
  return {
    newContext,
    newPage: async (options): Promise<Page> => (await newContext(options)).newPage(),
    close: async () => {
      await Promise.all(opened.map((context) => context.close()));
    },
  };
}
