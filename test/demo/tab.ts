/** A browser tab without a browser: cookies, forms, and redirects one at a time. */
import { firstFormOf } from "../../src/demo/html.ts";
import { ADA } from "../../src/demo/world.ts";

/** A browser that follows no redirect by itself. */
export class Tab {
  readonly #issuer: string;
  readonly #cookies = new Map<string, string>();

  constructor(issuer: string) {
    this.#issuer = issuer;
  }

  async send(address: string, form?: Record<string, string> | URLSearchParams): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(new URL(address, this.#issuer), {
      method: form === undefined ? "GET" : "POST",
      headers: { cookie, ...(form && { origin: this.#issuer, "sec-fetch-site": "same-origin" }) },
      redirect: "manual",
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name = "", value = ""] = line.split(";", 1)[0]?.split("=") ?? [];
      this.#cookies.set(name, value);
    }
    return answer;
  }

  /** Begins the walk and returns the pages of the server; the URL of the application's callback comes out. */
  async walk(scopes: readonly string[], said: "allow" | "deny" = "allow"): Promise<string> {
    const form = new URLSearchParams(scopes.map((scope) => ["scope", scope]));
    let answer = await this.send("/demo/sign-in", form);
    for (;;) {
      const to = answer.headers.get("location");
      if (to?.startsWith(`${this.#issuer}/demo/callback`)) return to;
      if (to !== null) {
        answer = await this.send(to);
        continue;
      }
      const page = firstFormOf(await answer.text());
      if (page === undefined) throw new Error("The walk met a page without a form.");
      const { username, password } = ADA;
      const more = page.action === "/sign-in" ? { username, password } : { answer: said };
      answer = await this.send(page.action, { ...Object.fromEntries(page.hidden), ...more });
    }
  }

  /** The page to which the callback leads. */
  async arrive(callback: string): Promise<string> {
    const answer = await this.send(callback);
    const to = answer.headers.get("location");
    return to === null ? answer.text() : (await this.send(to)).text();
  }
}
