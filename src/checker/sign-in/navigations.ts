/** What a page of Chromium sends and gets as it goes from one URL to the next. What leads to the redirect URI is kept from being sent. */
import type { CDPSession, Page } from "playwright-core";
import type { Exchange } from "../exchange.ts";
import { returnedTo } from "./returned.ts";
import type { Returned } from "./sign-in.ts";

/** What Chromium says of a request that waits to be sent. */
interface Paused {
  readonly requestId: string;
  readonly request: {
    readonly url: string;
    readonly urlFragment?: string;
    readonly method: string;
    readonly postData?: string;
  };
}

/** Document requests of a page since it was last told where it is going. */
export class Navigations {
  readonly #isOwn: (url: string) => boolean;
  #redirectUri = "";
  #exchanges: Promise<Exchange>[] = [];
  #returned: Returned | undefined;
  #status = 0;
  #count = 0;

  private constructor(isOwn: (url: string) => boolean) {
    this.#isOwn = isOwn;
  }

  static async of(page: Page, isOwn: (url: string) => boolean): Promise<Navigations> {
    const navigations = new Navigations(isOwn);
    const session = await page.context().newCDPSession(page);
    session.on("Fetch.requestPaused", (paused: Paused) => void navigations.#decide(session, paused));
    await session.send("Fetch.enable", { patterns: [{ resourceType: "Document", requestStage: "Request" }] });
    page.on("response", (response) => {
      const request = response.request();
      if (!request.isNavigationRequest() || response.frame() !== page.mainFrame()) return;
      navigations.#arrived(response.headers().location, response.url(), response.status());
      navigations.#exchanges.push(exchangeOf(response));
    });
    return navigations;
  }

  /** A new beginning. */
  expect(redirectUri: string): void {
    this.#redirectUri = redirectUri;
    this.#exchanges = [];
    this.#returned = undefined;
    this.#status = 0;
  }

  get returned(): Returned | undefined {
    return this.#returned;
  }

  /** The status of the last response. */
  get status(): number {
    return this.#status;
  }

  /** How many responses there were; it only grows. */
  get count(): number {
    return this.#count;
  }

  exchanges(): Promise<readonly Exchange[]> {
    return Promise.all(this.#exchanges);
  }

  #arrived(location: string | undefined, url: string, status: number): void {
    this.#status = status;
    this.#count += 1;
    if (location === undefined || status < 300 || status >= 400) return;
    const whole = URL.canParse(location) ? location : new URL(location, url).href;
    this.#returned ??= returnedTo(whole, this.#redirectUri);
  }

  async #decide(session: CDPSession, { requestId, request }: Paused): Promise<void> {
    const { url, urlFragment = "", method, postData } = request;
    const returned = this.#redirectUri === "" ? undefined : returnedTo(url + urlFragment, this.#redirectUri);
    if (returned !== undefined) this.#returned ??= method === "POST" ? posted(returned, postData) : returned;
    const send = (name: "Fetch.fulfillRequest" | "Fetch.failRequest" | "Fetch.continueRequest", also: object = {}) =>
      session.send(name, { requestId, ...also } as never).catch(() => {});
    if (returned !== undefined) await send("Fetch.fulfillRequest", { responseCode: 204 });
    else if (!this.#isOwn(url)) await send("Fetch.failRequest", { errorReason: "BlockedByClient" });
    else await send("Fetch.continueRequest");
  }
}

const posted = ({ url }: Returned, body = ""): Returned => ({
  url,
  mode: "form_post",
  parameters: new URLSearchParams(body),
});

async function exchangeOf(response: import("playwright-core").Response): Promise<Exchange> {
  const request = response.request();
  const headers = await response.headersArray().catch(() => []);
  // A page that is left at once has no body any more, and a redirect has none.
  const body = await response.text().catch(() => "");
  return {
    sent: {
      method: request.method(),
      url: request.url(),
      headers: Object.entries(request.headers()),
      body: request.postData() ?? undefined,
    },
    came: { status: response.status(), headers: headers.map(({ name, value }) => [name, value]), body },
  };
}
