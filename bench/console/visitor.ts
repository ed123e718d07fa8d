/** Somebody at the console of the measured server: signs in once, and then opens pages on one connection. */
import { Agent, type IncomingMessage, request } from "node:http";

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
  readonly etag: string | undefined;
  /** Milliseconds from sending the request to the end of the response. */
  readonly took: number;
}

export class Visitor {
  readonly #base: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #cookies = new Map<string, string>();

  constructor(base: string) {
    this.#base = base;
  }

  /** One request; redirects aren't followed. */
  async send(
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<Answer> {
    const url = new URL(path, this.#base);
    const cookie = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    const headers = { accept: "text/html", ...(cookie !== "" && { cookie }), ...init.headers };
    const began = performance.now();
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(url, { method: init.method ?? "GET", agent: this.#agent, headers }, resolve);
      sent.once("error", reject).end(init.body);
    });
    let text = "";
    for await (const chunk of response.setEncoding("utf8")) text += chunk;
    const took = performance.now() - began;
    for (const one of response.headers["set-cookie"] ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      this.#cookies.set(name, value);
    }
    const { location, etag } = response.headers;
    return { status: response.statusCode ?? 0, text, location, etag, took };
  }

  /** Follows redirects from a page, and signs in where that is asked. */
  async signIn(path: string, username: string, password: string): Promise<void> {
    let answer = await this.send(path);
    for (let step = 0; step < 12; step++) {
      if (answer.location !== undefined) {
        answer = await this.send(answer.location);
        continue;
      }
      const [, action] = /<form[^>]*action="([^"]*\/sign-in)"/.exec(answer.text) ?? [];
      if (action === undefined) break;
      const fields = [...answer.text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => {
        const of = (name: string): string => plain(new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
        return [of("name"), of("value")];
      });
      const body = new URLSearchParams([...fields, ["username", username], ["password", password]]).toString();
      const headers = { "content-type": "application/x-www-form-urlencoded", origin: this.#base };
      answer = await this.send(action, { method: "POST", headers, body });
    }
    if (answer.status !== 200) throw new Error(`The console responded with ${answer.status} after the sign-in.`);
  }

  close(): void {
    this.#agent.destroy();
  }
}

const plain = (html: string): string =>
  html
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** The pages that a page links to. */
export const linksIn = (html: string): readonly string[] => [
  ...new Set([...html.matchAll(/href="(\/console[^"#]*)/g)].map(([, path = ""]) => plain(path))),
];
