/** A user at a browser that knows cookies, redirects and forms, and no JavaScript. */

/** How requests leave: over a socket, or through a host's `fetch`. */
export type Send = (request: Request) => Promise<Response>;

/** What the browser shows. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  readonly title: string;
}

export interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

const plain = (html: string): string => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name] ?? "");

const attributes = (tag: string): Record<string, string> =>
  Object.fromEntries([...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value ?? "")]));

/** The forms of a page with the values of their inputs; a button is for the caller to press. */
export function formsOf({ html, url }: Page): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, tag = "", inside = ""]) => {
    const inputs = [...inside.matchAll(/<input\b((?:[^>"]|"[^"]*")*)>/g)].map(([, input = ""]) => attributes(input));
    const fields = inputs.map(({ name = "", value = "" }) => [name, value] as const);
    return { action: new URL(attributes(tag).action ?? "", url).href, fields: Object.fromEntries(fields) };
  });
}

export class Person {
  readonly issuer: string;
  readonly username: string;
  readonly password: string;
  readonly cookies = new Map<string, string>();
  /** The pages that asked something on the last walk. */
  asked: string[] = [];
  readonly #send: Send;

  constructor(issuer: string, username = "ada", password = "correct-horse-battery", send: Send = fetch) {
    this.issuer = issuer;
    this.username = username;
    this.password = password;
    this.#send = send;
  }

  /** One request with the cookies of this browser; redirects are not followed. */
  async browse(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has("accept")) headers.set("accept", "text/html");
    if (this.cookies.size > 0) headers.set("cookie", [...this.cookies].map((pair) => pair.join("=")).join("; "));
    const response = await this.#send(new Request(url, { ...init, headers, redirect: "manual" }));
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === "" || /max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  /** Posts a form as a browser does from a page of the same origin. */
  post(url: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}): Promise<Response> {
    const own = { origin: new URL(this.issuer).origin, "sec-fetch-site": "same-origin" };
    return this.browse(url, { method: "POST", headers: { ...own, ...headers }, body: new URLSearchParams(fields) });
  }

  /** Follows redirects through the server's own pages, signs in and decides on consent; ends elsewhere, or at another page. */
  async walk(start: string | Response, answer: "allow" | "deny" = "allow"): Promise<URL | Page> {
    this.asked = [];
    let response = typeof start === "string" ? await this.browse(start) : start;
    let url = typeof start === "string" ? start : this.issuer;
    for (let step = 0; step < 10; step++) {
      const location = response.headers.get("location");
      if (location !== null) {
        const next = new URL(location, url);
        if (!this.#isOurs(next)) return next;
        url = next.href;
        response = await this.browse(url);
        continue;
      }
      const page = await pageOf(url, response);
      const form = formsOf(page)[0];
      const kind = form?.action.slice(this.issuer.length);
      if (form === undefined || page.status !== 200 || (kind !== "/sign-in" && kind !== "/consent")) return page;
      this.asked.push(kind.slice(1));
      const typed = kind === "/sign-in" ? { username: this.username, password: this.password } : { answer };
      url = form.action;
      response = await this.post(form.action, { ...form.fields, ...typed });
    }
    throw new Error(`The person goes round in circles: ${this.asked.join(", ")}`);
  }

  #isOurs(url: URL): boolean {
    return ["/authorize", "/sign-in", "/consent"].some((path) => url.href.split("?")[0] === this.issuer + path);
  }

  /** Where an authorization request leads back to. */
  async sentTo(start: string | Response, answer: "allow" | "deny" = "allow"): Promise<URL> {
    const end = await this.walk(start, answer);
    if (end instanceof URL) return end;
    throw new Error(`Expected a redirect to the application, got a page: ${end.status} ${end.title}`);
  }

  /** The page that a URL shows. */
  async page(start: string | Response, answer: "allow" | "deny" = "allow"): Promise<Page> {
    const end = await this.walk(start, answer);
    if (end instanceof URL) throw new Error(`Expected a page, got a redirect to ${end.href}`);
    return end;
  }

  /** Signs in, outside of any application. */
  async signIn(): Promise<void> {
    await this.walk(`${this.issuer}/sign-in`);
    if (this.asked.join() !== "sign-in") throw new Error("Nobody asked to sign in.");
  }
}

/** Reads a response as a page. */
export async function pageOf(url: string, response: Response): Promise<Page> {
  const html = await response.text();
  const title = plain(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "");
  return { url, status: response.status, headers: response.headers, html, title };
}
