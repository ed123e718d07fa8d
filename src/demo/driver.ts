/** Goes through sign-in and consent as a browser would, with a cookie jar, for the failures that need a code first. */
import { type Attempt, authorizationPath, callbackOf } from "./application.ts";
import { firstFormOf } from "./html.ts";

/** Pages and redirects between an authorization request and its response. More means a loop. */
const HOPS = 8;

/** Who signs in when the driver is asked to. */
export interface Person {
  readonly username: string;
  readonly password: string;
}

export class Driver {
  readonly #issuer: string;
  readonly #person: Person;
  /** Kept from one authorization to the next, as in a browser: the user signs in once. */
  readonly #cookies = new Map<string, string>();
  /** Settles with the previous authorization: two at once would interfere with each other's sign-in form. */
  #before: Promise<unknown> = Promise.resolve();

  constructor(issuer: string, person: Person) {
    this.#issuer = issuer;
    this.#person = person;
  }

  /** Makes an authorization request and allows all of it. Returns the URL that the browser is then sent to. */
  authorize(clientId: string, attempt: Attempt, scope: string): Promise<URL> {
    const answer = this.#before.then(() => this.#authorize(clientId, attempt, scope));
    this.#before = answer.catch(() => this.#cookies.clear());
    return answer;
  }

  async #authorize(clientId: string, attempt: Attempt, scope: string): Promise<URL> {
    let answer = await this.#send(authorizationPath(this.#issuer, clientId, attempt, { scope }));
    for (let hop = 0; hop < HOPS; hop++) {
      const location = answer.headers.get("location");
      if (location?.startsWith(`${callbackOf(this.#issuer)}?`)) return new URL(location);
      answer = location === null ? await this.#fillIn(answer) : await this.#follow(location);
    }
    throw new Error("The demo's driver did not get through sign-in and consent.");
  }

  #follow(location: string): Promise<Response> {
    const { origin, pathname, search } = new URL(location, this.#issuer);
    // Cookies go only to this server.
    if (origin !== new URL(this.#issuer).origin) throw new Error("The demo's driver was sent to another server.");
    return this.#send(pathname + search);
  }

  async #fillIn(page: Response): Promise<Response> {
    const form = firstFormOf(await page.text());
    if (page.status !== 200 || form === undefined)
      throw new Error(`The demo's driver met a page without a form (${page.status}).`);
    const answers = form.action.endsWith("/sign-in") ? { ...this.#person } : { answer: "allow" };
    return this.#send(form.action, new URLSearchParams({ ...Object.fromEntries(form.hidden), ...answers }));
  }

  async #send(path: string, form?: URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = {
      accept: "text/html",
      ...(cookie !== "" && { cookie }),
      ...(form && { origin: new URL(this.#issuer).origin, "sec-fetch-site": "same-origin" }),
    };
    const method = form === undefined ? "GET" : "POST";
    const url = this.#issuer + path;
    const answer = await fetch(url, { method, headers, redirect: "manual", ...(form && { body: form }) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }
}
