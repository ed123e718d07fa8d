/** A user who signs in and allows everything, in Chromium: for pages that need JavaScript. */
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Locator, Page } from "playwright-core";
import { Navigations } from "./navigations.ts";
import { type Credentials, isForName, isRefusal, isYes } from "./pages.ts";
import type { Landing, SignIn } from "./sign-in.ts";
import type { Step } from "./steps.ts";

export interface ChromiumOptions {
  readonly browser: Browser;
  /** Tried in their order; what none of them fits is done as on an unknown server. */
  readonly steps: readonly Step[];
  readonly credentials: Credentials | undefined;
  /** Whether the user does it all in a window. */
  readonly byHand?: boolean;
  /** Whether a URL is of a host that may be probed. Pages of others aren't opened. */
  readonly isOwn: (url: string) => boolean;
}

interface Pressing extends ChromiumOptions {
  /** Whether the user refuses what is asked. */
  readonly refuses: boolean;
}

/** Pages that are filled in on the way, at most. */
const FURTHEST = 20;
/** Milliseconds: between two looks; until a page that has nothing to press is taken for the last one; for a user. */
const [LOOK, SETTLED, PATIENCE] = [40, 1_500, 5 * 60_000];

export async function chromiumSignIn(options: ChromiumOptions): Promise<SignIn> {
  const context = await options.browser.newContext();
  const page = await context.newPage();
  const navigations = await Navigations.of(page, options.isOwn);
  const visiting =
    (refuses: boolean) =>
    async (url: string, redirectUri: string): Promise<Landing> => {
      navigations.expect(redirectUri);
      // What is cut off because it led to the redirect URI fails here.
      await page.goto(url, { waitUntil: "domcontentloaded" }).catch(() => {});
      await (options.byHand ? waitForUser(navigations) : goOn(page, navigations, { ...options, refuses }));
      const { returned } = navigations;
      return { ...(returned !== undefined && { returned }), exchanges: await navigations.exchanges() };
    };
  return {
    visit: visiting(false),
    ...(!options.byHand && { deny: visiting(true) }),
    close: () => context.close(),
  };
}

async function waitForUser(navigations: Navigations): Promise<void> {
  const until = Date.now() + PATIENCE;
  while (navigations.returned === undefined && navigations.status < 400 && Date.now() < until) await wait(LOOK);
}

/** Does what the pages want until nothing is left to do. */
async function goOn(page: Page, navigations: Navigations, options: Pressing): Promise<void> {
  for (let pressed = 0; pressed < FURTHEST && navigations.returned === undefined; pressed++) {
    const press = await nextOn(page, navigations, options);
    if (press === undefined) return;
    const before = navigations.count;
    await press().catch(() => {});
    await changed(page, navigations, before);
  }
}

/** Until there is another page, or the old one says something else. */
async function changed(page: Page, navigations: Navigations, before: number): Promise<void> {
  const shown = await textOf(page);
  const until = Date.now() + SETTLED;
  while (navigations.count === before && navigations.returned === undefined && Date.now() < until) {
    await wait(LOOK);
    if ((await textOf(page)) !== shown) return;
  }
  await page.waitForLoadState("domcontentloaded").catch(() => {});
}

const textOf = (page: Page): Promise<string> =>
  page
    .locator("body")
    .innerText()
    .catch(() => "");

/** What to do on the page; nothing if it is the last one. */
async function nextOn(
  page: Page,
  navigations: Navigations,
  { steps, credentials, refuses }: Pressing,
): Promise<(() => Promise<void>) | undefined> {
  const until = Date.now() + SETTLED;
  do {
    if (navigations.returned !== undefined) return undefined;
    const refusal = refuses ? await refusing(page, steps) : undefined;
    const press = refusal ?? (await byStep(page, steps, credentials)) ?? (await asUser(page, credentials));
    if (press !== undefined) return press;
    if (navigations.status >= 400) return undefined;
    await wait(LOOK);
  } while (Date.now() < until);
  return undefined;
}

/** On a page without a password: what a step says, or else a button with the words of a refusal. */
async function refusing(page: Page, steps: readonly Step[]): Promise<(() => Promise<void>) | undefined> {
  if (await isVisible(page, 'input[type="password"]')) return undefined;
  for (const { deny } of steps)
    if (deny !== undefined && (await isVisible(page, deny)))
      return () => first(page, deny).click({ noWaitAfter: true });
  const button = await buttonOf(page, isRefusal);
  return button && (() => button.click({ noWaitAfter: true }));
}

async function byStep(page: Page, steps: readonly Step[], credentials: Credentials | undefined) {
  for (const { fill, click } of steps) {
    const fields = Object.entries(fill);
    const visible = await Promise.all(
      [...fields.map(([selector]) => selector), click].map((one) => isVisible(page, one)),
    );
    if (!visible.every(Boolean)) continue;
    return async () => {
      for (const [selector, what] of fields) await first(page, selector).fill(typed(what, credentials));
      await first(page, click).click({ noWaitAfter: true });
    };
  }
  return undefined;
}

const first = (page: Page, selector: string): Locator => page.locator(selector).locator("visible=true").first();
const isVisible = (page: Page, selector: string): Promise<boolean> =>
  first(page, selector)
    .isVisible()
    .catch(() => false);

function typed(what: string, credentials: Credentials | undefined): string {
  if (what === "username" || what === "password") return credentials?.[what] ?? "";
  return what;
}

/** Fields by their types and names, buttons by their words. */
async function asUser(page: Page, credentials: Credentials | undefined) {
  const password = first(page, 'input[type="password"]');
  const name = await nameField(page);
  const hasPassword = await password.isVisible().catch(() => false);
  if (credentials === undefined && (hasPassword || name !== undefined)) return undefined;
  const button = await buttonOf(page, isYes);
  if (button === undefined && !hasPassword) return undefined;
  return async () => {
    await name?.fill(credentials?.username ?? "");
    if (hasPassword) await password.fill(credentials?.password ?? "");
    if (button === undefined) await password.press("Enter");
    else await button.click({ noWaitAfter: true });
  };
}

async function nameField(page: Page): Promise<Locator | undefined> {
  for (const one of await page.locator("input").locator("visible=true").all()) {
    const [type, name, autocomplete] = await Promise.all(
      ["type", "name", "autocomplete"].map((attribute) => one.getAttribute(attribute).catch(() => null)),
    );
    if (isForName(type ?? "text", `${name} ${autocomplete}`)) return one;
  }
  return undefined;
}

async function buttonOf(page: Page, isMeant: (said: string) => boolean): Promise<Locator | undefined> {
  const all = page.locator('button, input[type="submit"], [role="button"]').locator("visible=true");
  for (const one of await all.all()) {
    const [text, value] = await Promise.all([one.textContent(), one.getAttribute("value")]).catch(() => []);
    const said = `${text ?? ""} ${value ?? ""}`;
    if (isMeant(said) && (await one.isEnabled().catch(() => false))) return one;
  }
  return undefined;
}
