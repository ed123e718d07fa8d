/** A browser without a screen that uses the console: it keeps cookies, follows redirects and fills in forms. */
import { encode, ISSUER, type World } from "../catalogue/world.ts";

export interface Shown {
  readonly status: number;
  /** The path and query of the page that was shown in the end. */
  readonly at: string;
  readonly text: string;
  readonly headers: Headers;
}

export class Visitor {
  readonly #world: World;
  readonly cookies = new Map<string, string>();
  /** Of the page that was shown last. */
  csrf = "";

  constructor(world: World) {
    this.#world = world;
  }

  /** A visitor who is signed in to the console. */
  static async signedIn(world: World, username: string): Promise<Visitor> {
    const visitor = new Visitor(world);
    const { cookie = "" } = await world.signedIn(username);
    for (const pair of cookie.split("; ")) visitor.#keep(pair);
    const home = await visitor.get("");
    if (home.status !== 200) throw new Error(`${username} sees ${home.status} at ${home.at}`);
    return visitor;
  }

  /** `path` is below the console, or, with `/` before it, anywhere. */
  get(path: string, headers: Record<string, string> = {}): Promise<Shown> {
    return this.#follow(path.startsWith("//") ? path.slice(1) : `/console${path}`, { headers });
  }

  /** Posts a form of the console. Fields may be repeated. */
  async post(
    path: string,
    fields: Readonly<Record<string, string | readonly string[]>> = {},
    headers: Record<string, string> = {},
  ): Promise<Shown> {
    const body = new URLSearchParams({ csrf: this.csrf });
    for (const [name, value] of Object.entries(fields)) {
      body.delete(name);
      for (const one of typeof value === "string" ? [value] : value) body.append(name, one);
    }
    return this.#follow(`/console${path}`, {
      method: "POST",
      body: body.toString(),
      headers: { "content-type": "application/x-www-form-urlencoded", origin: ISSUER, ...headers },
    });
  }

  /** Posts a form with a file in it. */
  async upload(path: string, form: FormData): Promise<Shown> {
    if (!form.has("csrf")) form.set("csrf", this.csrf);
    const { headers, body } = await encoded(form);
    return this.#follow(`/console${path}`, { method: "POST", body, headers: { ...headers, origin: ISSUER } });
  }

  async #follow(
    path: string,
    init: { method?: string; body?: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> },
  ): Promise<Shown> {
    let [at, next] = [path, init];
    for (let hops = 0; hops < 8; hops++) {
      const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
      const response = await this.#world.send(at, { ...next, headers: { cookie, ...next.headers } });
      for (const set of response.headers.getSetCookie()) this.#keep(set.split(";", 1)[0] ?? "");
      const location = response.headers.get("location");
      if (location === null || response.status < 300 || response.status > 399) {
        const text = await response.text();
        this.csrf = /name="csrf" value="([^"]*)"/.exec(text)?.[1] ?? this.csrf;
        return { status: response.status, at, text, headers: response.headers };
      }
      const url = new URL(location, ISSUER);
      if (url.origin !== ISSUER) return { status: response.status, at: location, text: "", headers: response.headers };
      at = url.pathname + url.search;
      next = { headers: {} };
    }
    throw new Error(`${path} redirects for ever`);
  }

  #keep(pair: string): void {
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** As a browser sends it. */
async function encoded(form: FormData) {
  const request = new Request("http://x/", { method: "POST", body: form });
  const headers = { "content-type": request.headers.get("content-type") ?? "" };
  return { headers, body: new Uint8Array(await request.arrayBuffer()) };
}

/** A path with a query. */
export const withQuery = (path: string, query: Readonly<Record<string, string>>): string => `${path}?${encode(query)}`;
