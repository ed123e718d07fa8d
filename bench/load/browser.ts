/**
 * As much of a browser as signing in takes: cookies, redirects, and the forms of sign-in and consent filled in as a user
 * would. Only preparation runs through it, so that it may be slow.
 */
import { PERSON } from "../world.ts";
import { expect } from "./expect.ts";

interface Cookie {
  readonly value: string;
  readonly path: string;
}

interface Page {
  readonly url: URL;
  readonly status: number;
  readonly body: string;
}

export class Browser {
  readonly #cookies = new Map<string, Cookie>();

  /** The Cookie header for a path. */
  cookiesFor(path: string): string {
    return [...this.#cookies]
      .filter(([, cookie]) => path.startsWith(cookie.path))
      .map(([name, cookie]) => `${name}=${cookie.value}`)
      .join("; ");
  }

  /** Goes to a URL and through the pages between it and a redirect to `goal`; returns where that leads. */
  async visit(start: URL, goal: string): Promise<URL> {
    let page = await this.#go(start, undefined, goal);
    for (let forms = 0; forms < 4 && "body" in page; forms++) {
      const { action, fields } = filledForm(page);
      page = await this.#go(action, fields, goal);
    }
    if (!("body" in page)) return page;
    throw new Error(`Signing in does not end; the last page is ${page.url}:\n${page.body.slice(0, 2000)}`);
  }

  async #go(to: URL, fields: URLSearchParams | undefined, goal: string): Promise<URL | Page> {
    let url = to;
    let body = fields;
    for (let redirects = 0; redirects < 10; redirects++) {
      const response = await fetch(url, {
        method: body === undefined ? "GET" : "POST",
        body: body ?? null,
        redirect: "manual",
        headers: { accept: "text/html", cookie: this.cookiesFor(url.pathname), origin: url.origin },
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.text();
      for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
      const location = response.headers.get("location");
      if (location === null) return { url, status: response.status, body: text };
      url = new URL(location, url);
      body = undefined;
      if (url.href.startsWith(goal)) return url;
    }
    throw new Error(`Too many redirects; the last one leads to ${url}.`);
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split(/; */);
    const at = pair.indexOf("=");
    const attribute = (name: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
    const name = pair.slice(0, at);
    const ended = attribute("max-age") === "0" || Date.parse(attribute("expires") ?? "") < Date.now();
    if (ended) this.#cookies.delete(name);
    else this.#cookies.set(name, { value: pair.slice(at + 1), path: attribute("path") ?? "/" });
  }
}

/** The first form of a page that is posted, with its hidden fields, the user's credentials and the consent. */
function filledForm(page: Page): { action: URL; fields: URLSearchParams } {
  const form = /<form\b[^>]*method="?post.*?<\/form>/is.exec(page.body)?.[0];
  expect(page.status === 200 && form !== undefined, `a page with a form at ${page.url.pathname}`, page);
  const fields = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input\b[^>]*>/gi)) {
    const name = attributeOf(tag, "name");
    if (name === "username" || name === "password") fields.set(name, PERSON[name]);
    else if (name !== undefined && attributeOf(tag, "type") === "hidden")
      fields.append(name, attributeOf(tag, "value") ?? "");
  }
  if (/\bname="?answer\b/.test(form)) fields.set("answer", "allow");
  return { action: new URL(attributeOf(form, "action") ?? page.url, page.url), fields };
}

function attributeOf(tag: string, name: string): string | undefined {
  const found = new RegExp(`^<[^>]*?\\s${name}=(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, "i").exec(tag);
  return found === null ? undefined : decoded(found[1] ?? found[2] ?? found[3] ?? "");
}

function decoded(text: string): string {
  const named: Record<string, string> = { amp: "&", quot: '"', lt: "<", gt: ">", apos: "'" };
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return hex === undefined ? (named[name] ?? whole) : String.fromCodePoint(Number.parseInt(hex, 16));
  });
}
