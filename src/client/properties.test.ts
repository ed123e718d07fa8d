/** Whatever a server, a proxy or an attacker sends: no exception, no secret in the log, no length of theirs. */
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../test/breadth.ts";
import { OAuthFailure } from "./index.ts";

const NEXT = ["retry", "refresh", "sign-in", "ask", "fix", "stop"];
const RUNS = { numRuns: cases(1_000) };

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom("error", "invalid_grant", "Bearer", "DPoP", "=", ",", '"', "\\", "&", "#", "?", "\r\n", "\u202e"),
  fc.string({ unit: "binary", maxLength: 40 }).map((part) => part.repeat(500)),
);
const soup = fc.array(text, { maxLength: 12 }).map((parts) => parts.join(""));
const NAMES = ["error", "error_description", "error_uri", "state", "iss", "code", "type", "status", "message"] as const;
const json = fc.oneof(
  fc.json(),
  fc
    .dictionary(fc.constantFrom(...NAMES, "__proto__", "constructor"), fc.anything())
    .map((value) => stringified(value)),
  fc.dictionary(fc.constantFrom(...NAMES), soup).map((error) => JSON.stringify({ error })),
);
/** Anything may also be what JSON does not know. */
function stringified(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return "{";
  }
}
/** What a header can hold: bytes. */
const header = soup.map((value) => value.replaceAll(/[^\x20-\x7e\x80-\xff]/g, "").trim());
const uri = fc.oneof(
  soup,
  soup.map((part) => `https://id.example/errors/${part}?ref=0123456789ab`),
  fc.constant("https://id.example/errors/code/expired?ref=0123456789ab"),
);
const type = fc.constantFrom("application/json", "application/x-www-form-urlencoded", "text/plain", "text/html", "");
const status = fc.oneof(fc.constantFrom(200, 400, 401, 403, 429, 503), fc.integer({ min: 200, max: 599 }));

const response = fc
  .record({ status, body: fc.oneof(json, soup), type, challenge: header, wait: header })
  .map(({ status, body, type, challenge, wait }) => {
    const headers = { "content-type": type, "www-authenticate": challenge, "retry-after": wait };
    return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
  });
const callback = fc.oneof(
  soup,
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc
    .record({ at: fc.constantFrom("/?", "https://a.example/#", "app:/x?"), error: text, description: soup, uri })
    .map(({ at, error, description, uri }) => {
      const said = { error, error_description: description, error_uri: uri };
      return `${at}${new URLSearchParams(said)}`;
    }),
);

function holds(failure: OAuthFailure | undefined): void {
  if (failure === undefined) return;
  const line = String(failure);
  expect(NEXT).toContain(failure.next);
  expect(line).toMatch(/^OAuthFailure: [\x20-\x7e]+$/);
  expect(line.length).toBeLessThan(400);
  for (const said of [failure.description, failure.scope, failure.acrValues]) {
    expect(said ?? "").not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(said ?? "").toSatisfy((value: string) => value.length <= 1_000);
  }
  expect(failure.error ?? "x").toMatch(/^[\w.:-]{1,60}$/);
  expect(failure.uri ?? "https://").toMatch(/^https?:\/\/[\x21-\x7e]{0,2000}$/);
  expect(failure.reason ?? "a/b").toMatch(/^[a-z0-9-]+\/[a-z0-9-]+$/);
  expect(failure.ref ?? "0123456789ab").toMatch(/^[0-9a-z]{12}$/);
  const { retryAfter = 0 } = failure;
  expect(Number.isInteger(retryAfter) && retryAfter >= 0 && retryAfter * 1_000 < 2 ** 31).toBe(true);
}

describe("never throws, and keeps its bounds", () => {
  it("for a response", async () => {
    await fc.assert(
      fc.asyncProperty(response, async (given) => holds(await OAuthFailure.from(given))),
      RUNS,
    );
  });

  it("for a callback", () => {
    fc.assert(
      fc.property(callback, (given) => holds(OAuthFailure.from(given))),
      RUNS,
    );
  });

  it("in a time that grows with the text", async () => {
    const long = [
      '="\\'.repeat(20_000),
      'a="'.repeat(20_000),
      "a ".repeat(30_000),
      `a${" ".repeat(60_000)}`,
      "\\".repeat(60_000),
      "a-".repeat(30_000),
    ];
    const before = process.threadCpuUsage();
    for (const text of long) {
      holds(await OAuthFailure.from(new Response(text, { status: 401, headers: { "www-authenticate": text.trim() } })));
      holds(OAuthFailure.from(`/?error=${text}&error_uri=https://a.example/errors/${text}#${text}`));
    }
    expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});

const SECRETS = ["code", "access_token", "refresh_token", "id_token", "state", "client_secret", "code_verifier"];
const secret = fc.stringMatching(/^[\w.~+/-]{20,60}$/);

describe("never tells a secret to a log", () => {
  const silent = (failure: OAuthFailure | undefined, secret: string) => {
    const places = [String(failure), failure?.stack, JSON.stringify(failure), inspect(failure)];
    for (const place of places) expect(place).not.toContain(secret);
  };

  it("of a callback, whatever the server repeats of it", () => {
    fc.assert(
      fc.property(secret, fc.constantFrom("?", "#"), fc.boolean(), (value, at, instead) => {
        const all = Object.fromEntries(SECRETS.map((name) => [name, value]));
        const said = {
          error: instead ? `candor_code_${value}` : "server_error",
          error_description: `No such code: ${value}`,
          error_uri: `https://a.example/${encodeURIComponent(value)}`,
          iss: value,
        };
        const failure = OAuthFailure.from(`https://app.example/cb${at}${new URLSearchParams({ ...all, ...said })}`);
        expect(failure?.state).toBe(value);
        silent(failure, value);
      }),
    );
  });

  it("of a response, whatever the server repeats of it", async () => {
    await fc.assert(
      fc.asyncProperty(secret, fc.boolean(), async (value, nested) => {
        const all = Object.fromEntries(SECRETS.map((name) => [name, value]));
        const error = nested ? { ...all, code: "bad_token", message: value, status: value } : "invalid_token";
        const body = { ...all, error, error_description: value, error_uri: `https://a.example/?${value}` };
        const challenge = `Bearer realm="${value}", scope="${value}", acr_values="${value}", error_description="${value}"`;
        const headers = { "www-authenticate": challenge };
        silent(await OAuthFailure.from(Response.json(body, { status: 401, headers })), value);
      }),
    );
  });
});
