/** Watches a user sign in, and writes the steps down. What is typed never leaves the page. */
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { Navigations } from "./navigations.ts";
import type { Step } from "./steps.ts";

export interface RecorderOptions {
  readonly browser: Browser;
  /** An authorization request, and where it must lead. */
  readonly url: string;
  readonly redirectUri: string;
  readonly isOwn: (url: string) => boolean;
  /** Milliseconds for the user. */
  readonly patience: number;
  /** Told of the page that the user sees. */
  readonly opened?: (page: Page) => void;
}

/** A press, with the fields that had something in them. */
interface Pressed {
  readonly fields: readonly { readonly selector: string; readonly secret: boolean }[];
  readonly click: string;
}

/** The steps until the redirect URI is reached; `undefined` if it isn't in time. */
export async function recordSteps(options: RecorderOptions): Promise<readonly Step[] | undefined> {
  const context = await options.browser.newContext();
  try {
    const page = await context.newPage();
    const navigations = await Navigations.of(page, options.isOwn);
    navigations.expect(options.redirectUri);
    const steps = new Map<string, Step>();
    await context.exposeBinding("candorPressed", (_, pressed: Pressed) => {
      const step = stepOf(pressed);
      steps.set(JSON.stringify(step), step);
    });
    await context.addInitScript({ content: WATCH });
    options.opened?.(page);
    await page.goto(options.url).catch(() => {});
    const until = Date.now() + options.patience;
    while (navigations.returned === undefined && !page.isClosed() && Date.now() < until) await wait(50);
    return navigations.returned === undefined ? undefined : [...steps.values()];
  } finally {
    await context.close();
  }
}

function stepOf({ fields, click }: Pressed): Step {
  const fill = fields.map(({ selector, secret }) => [selector, secret ? "password" : "username"] as const);
  return { fill: Object.fromEntries(fill), click };
}

/** Runs in the page. A button that Enter presses is clicked too. */
const WATCH = `(() => {
  const BUTTON = 'button, input[type="submit"], [role="button"]';
  const selectorOf = (element) => {
    const quoted = (name) => '[' + name + '=' + JSON.stringify(element.getAttribute(name)) + ']';
    if (element.id !== "" && !/\\d{3}/.test(element.id)) return "#" + CSS.escape(element.id);
    const names = ["name", "value", "data-testid", "data-test", "autocomplete", "aria-label", "type"];
    const isField = !element.matches(BUTTON);
    const named = names.filter((name) => element.hasAttribute(name) && !(isField && name === "value"));
    const two = named.slice(0, 2);
    return element.localName + two.map(quoted).join("");
  };
  addEventListener("click", (event) => {
    const [target] = event.composedPath();
    const button = target instanceof Element ? target.closest(BUTTON) : null;
    if (button === null) return;
    const root = button.getRootNode();
    const fields = [...root.querySelectorAll("input")].filter(
      (one) => ["text", "email", "tel", "password"].includes(one.type) && one.value !== "" && one.checkVisibility(),
    );
    candorPressed({
      fields: fields.map((one) => ({ selector: selectorOf(one), secret: one.type === "password" })),
      click: selectorOf(button),
    });
  }, true);
})()`;
