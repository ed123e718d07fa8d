/** A tab of Firefox in a browsing session of its own, used as a user does: by what is seen, with pointer and keys. */
import { type Answer, type Bidi, startFirefox } from "./bidi.ts";

/** Milliseconds. Generous: other tests share the machine. */
const PATIENCE = 120_000;
const PAUSE = 50;
/** Milliseconds for the response to one look at a page. */
const UNHEARD = 5_000;

const KEYS: Readonly<Record<string, string>> = { Enter: "\uE007", Tab: "\uE004", Space: " " };
const CONTROL = "\uE009";

interface Node {
  readonly sharedId: string;
}

export class Tab {
  readonly #bidi: Bidi;
  readonly #context: string;
  readonly #userContext: string;

  private constructor(bidi: Bidi, context: string, userContext: string) {
    this.#bidi = bidi;
    this.#context = context;
    this.#userContext = userContext;
  }

  static async open(bidi: Bidi): Promise<Tab> {
    const { userContext } = await bidi.send("browser.createUserContext");
    const { context } = await bidi.send("browsingContext.create", { type: "tab", userContext });
    return new Tab(bidi, String(context), String(userContext));
  }

  close(): Promise<unknown> {
    return this.#bidi.send("browser.removeUserContext", { userContext: this.#userContext });
  }

  goto(url: string): Promise<unknown> {
    return this.#bidi.send("browsingContext.navigate", { context: this.#context, url, wait: "complete" });
  }

  /** The value of an expression in the page. */
  async value(expression: string): Promise<unknown> {
    const target = { context: this.#context };
    const { result } = await this.#bidi.send("script.evaluate", { expression, target, awaitPromise: true });
    return (result as { readonly value?: unknown }).value;
  }

  text = (): Promise<unknown> => this.value("document.querySelector('main')?.textContent");

  async url(): Promise<string> {
    const tree = await this.#bidi.send("browsingContext.getTree", { root: this.#context });
    return (tree as { readonly contexts: readonly { readonly url: string }[] }).contexts[0]?.url ?? "";
  }

  /** Resolves when the tab is at a URL that begins so. */
  arrivesAt(url: string): Promise<void> {
    return until(`the tab is at ${url}`, async () => ((await this.url()).startsWith(url) ? true : undefined)).then();
  }

  /** Waits until something is on the page that is called so, e.g. a heading. */
  sees(name: string, role?: string): Promise<Node> {
    const value = role === undefined ? { name } : { role, name };
    const locate = { context: this.#context, locator: { type: "accessibility", value } };
    return until(`there is a ${role ?? "thing"} called ${name}`, async () => {
      const { nodes } = await this.#bidi.send("browsingContext.locateNodes", locate);
      const last = (nodes as readonly Node[]).at(-1);
      return last && { sharedId: last.sharedId };
    });
  }

  click(name: string, role = "button"): Promise<void> {
    // A page may be replaced between the look and the click.
    return until(`${name} can be clicked`, async () => {
      const element = await this.sees(name, role);
      await this.#call("(element) => element.scrollIntoView({ block: 'center' })", element);
      const origin = { type: "element", element };
      const actions = [
        { type: "pointerMove", x: 0, y: 0, origin },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ];
      await this.#perform({ type: "pointer", id: "mouse", actions });
      return true;
    }).then();
  }

  /** Puts text into the field with this label, in place of what is there. */
  async fill(label: string, text: string): Promise<void> {
    const field = "(label) => (label.control ?? label).focus()";
    await this.#call(field, await this.sees(label));
    await this.#perform(keys([CONTROL, "a"]), keys([...text]));
  }

  press(key: string): Promise<unknown> {
    return this.#perform(keys([KEYS[key] ?? key]));
  }

  async #perform(...sources: object[]): Promise<void> {
    for (const one of sources)
      await this.#bidi.send("input.performActions", { context: this.#context, actions: [one] }).catch(unlessLeft);
    await this.#bidi.send("input.releaseActions", { context: this.#context }).catch(unlessLeft);
  }

  #call(functionDeclaration: string, { sharedId }: Node): Promise<Answer> {
    const target = { context: this.#context };
    return this.#bidi.send("script.callFunction", {
      functionDeclaration,
      arguments: [{ sharedId }],
      target,
      awaitPromise: true,
    });
  }
}

/** What a click or a key has done may be that the page is left, before the browser can say that it was pressed. */
function unlessLeft(error: Error): undefined {
  if (/^(no such (element|node)|stale element|move target|invalid argument)/.test(error.message)) throw error;
}

/** Presses keys one after the other; a modifier stays down until the last. */
function keys(pressed: readonly string[]): object {
  const [first] = pressed;
  const actions =
    first === CONTROL
      ? [...pressed.map((value) => ({ type: "keyDown", value })), ...pressed.map((value) => ({ type: "keyUp", value }))]
      : pressed.flatMap((value) => [
          { type: "keyDown", value },
          { type: "keyUp", value },
        ]);
  return { type: "key", id: "keyboard", actions };
}

/** Firefox never responds to a command whose page was replaced while it was on its way: it is sent again. */
const unheard = (): Promise<undefined> => new Promise((again) => setTimeout(again, UNHEARD, undefined).unref());

/** Looks again and again until there is something; rejects with what was waited for. */
async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const found = await Promise.race([look(), unheard()]);
      if (found !== undefined) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((wait) => setTimeout(wait, PAUSE));
  }
  throw new Error(`Waited in vain until ${what}`, { cause: last });
}

export interface Firefox {
  readonly open: () => Promise<Tab>;
  /** What pages complained about in their consoles since the last call. */
  readonly complaints: () => string[];
  /** The URLs that led to a scheme which no program is registered for, since the last call. */
  readonly toApps: () => string[];
  readonly close: () => Promise<void>;
}

export async function openFirefox(): Promise<Firefox> {
  const bidi = await startFirefox();
  const heard: string[] = [];
  const apps: string[] = [];
  bidi.on("log.entryAdded", ({ level, text }) => {
    if (level === "error") heard.push(String(text));
  });
  bidi.on("network.fetchError", ({ errorText, request }) => {
    if (errorText === "NS_ERROR_UNKNOWN_PROTOCOL") apps.push((request as { readonly url: string }).url);
  });
  await bidi.send("session.subscribe", { events: ["log.entryAdded", "network.fetchError"] });
  return {
    open: () => Tab.open(bidi),
    complaints: () => heard.splice(0),
    toApps: () => apps.splice(0),
    close: () => bidi.close(),
  };
}
