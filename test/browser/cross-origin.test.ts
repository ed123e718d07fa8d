/** Programs in a real browser, from another origin, with the headers that libraries add: they may ask, and read what is returned. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startVisit, type Visit } from "./visit.ts";

let visit: Visit;
let page: Page;
beforeAll(async () => {
  visit = await startVisit();
  page = await visit.open();
  await page.goto(visit.site.origin);
});
afterAll(() => visit.close());

interface Sent {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Seen {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the page's own script gets of a request; the browser throws where CORS keeps the response from it. */
const fetched = (path: string, init: Sent = {}): Promise<Seen> =>
  page.evaluate(
    async ([url, options]) => {
      const response = await fetch(url, options);
      return { status: response.status, body: await response.text(), headers: Object.fromEntries(response.headers) };
    },
    [visit.world.issuer + path, init] as const,
  );

const BROUGHT_ALONG = [
  "mcp-protocol-version",
  "traceparent",
  "tracestate",
  "baggage",
  "sentry-trace",
  "x-requested-with",
  "cache-control",
  "x-nobody-has-heard-of-this",
];
const brought = Object.fromEntries(BROUGHT_ALONG.map((name) => [name, "1"]));
const post = (body: string): Sent => ({
  method: "POST",
  headers: { ...brought, "content-type": "application/x-www-form-urlencoded" },
  body,
});

describe("a program of another origin", () => {
  it.each(BROUGHT_ALONG)("may send %s", async (name) => {
    const { status } = await fetched("/.well-known/oauth-authorization-server", { headers: { [name]: "1" } });
    expect(status).toBe(200);
  });

  it.each<[string, Sent, number]>([
    ["/.well-known/openid-configuration", { headers: brought }, 200],
    ["/jwks", { headers: brought }, 200],
    ["/healthz", { headers: brought }, 200],
    ["/token", post("grant_type=client_credentials"), 401],
    ["/revoke", post("token=x"), 401],
    ["/introspect", post("token=x"), 401],
    ["/userinfo", { headers: { ...brought, authorization: "Bearer x" } }, 401],
    ["/refusals/000000000000", { headers: brought }, 401],
    ["/oauth/token", post("grant_type=client_credentials"), 404],
    ["/token", { method: "DELETE", headers: brought }, 405],
    ["/jwks", { method: "PUT", headers: brought }, 405],
    ["/token", post(`x=${"y".repeat(100_000)}`), 413],
  ])("%s with everything that libraries bring along: %#", async (path, init, status) => {
    expect((await fetched(path, init)).status).toBe(status);
  });

  it("reads why it was refused, in body and headers", async () => {
    const { headers, body } = await fetched("/userinfo", { headers: { ...brought, authorization: "Bearer x" } });
    expect(headers["www-authenticate"]).toMatch(/^Bearer .*error="invalid_token"/);
    expect(JSON.parse(body)).toMatchObject({ error: "invalid_token" });
    expect((await fetched("/token", { method: "DELETE" })).headers.allow).toBe("POST");
  });

  it("reads even that its headers were too large to be looked at", async () => {
    const { status, body } = await fetched("/userinfo", { headers: { "x-large": "y".repeat(20_000) } });
    expect(status).toBe(431);
    expect(JSON.parse(body)).toMatchObject({ error: "invalid_request" });
  });

  it.each(["/authorize", "/sign-in", "/sign-out"])("may not read %s, which uses cookies", async (path) => {
    await expect(fetched(path)).rejects.toThrow("Failed to fetch");
    await expect(fetched(path, { headers: brought })).rejects.toThrow("Failed to fetch");
  });
});
