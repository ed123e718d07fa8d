/** What is secret, wherever it appears, and what the doctor still sees of it. */
import { describe, expect, it } from "vitest";
import type { Exchange, Headers } from "../../src/watch/exchange.ts";
import type { Kind, KindName } from "../../src/watch/kind.ts";
import { redacting } from "../../src/watch/redact.ts";
import { STAND_IN } from "../../src/watch/stand-in.ts";

interface Given {
  readonly url?: string;
  readonly headers?: Headers;
  readonly body?: string;
  readonly response?: { readonly headers?: Headers; readonly body?: string };
}

const exchange = ({ url = "https://id.example/token", headers = [], body, response = {} }: Given): Exchange => ({
  ...{ number: 1, at: 0, wait: 1, ms: 2 },
  request: { method: "POST", url, headers, body: { bytes: body?.length ?? 0, text: body } },
  response: {
    ...{ status: 200, statusText: "OK", headers: response.headers ?? [] },
    body: { bytes: response.body?.length ?? 0, text: response.body },
  },
});

const kind = (name: KindName): Kind => ({ name, says: name });
const redact = redacting(Buffer.alloc(32, 7));
const shown = (given: Given, name: KindName = "token", failed = true): string =>
  JSON.stringify(redact(exchange(given), kind(name), failed));

const S = "S3cret-value-0123456789";
const FORM = [["content-type", "application/x-www-form-urlencoded"]] as const;
const JSON_TYPE = [["Content-Type", "application/json"]] as const;
const base64 = (text: string) => Buffer.from(text).toString("base64");
const jwt = [
  { alg: "RS256", kid: "k" },
  { iss: "https://id.example", exp: 1, email: "ada@x.example", sub: "ada-lovelace" },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .concat("c2lnbmF0dXJlLW9mLXRoaXM")
  .join(".");

describe("is covered:", () => {
  it.each<[what: string, given: Given, name?: KindName]>([
    ["a secret in a form", { headers: FORM, body: `grant_type=x&client_secret=${S}` }],
    ["a code in a form", { headers: FORM, body: `code=${S}` }],
    ["a verifier", { headers: FORM, body: `code_verifier=${S}` }],
    ["a plain challenge", { url: `https://id.example/authorize?code_challenge=${S}&code_challenge_method=plain` }],
    ["a refresh token in JSON", { headers: JSON_TYPE, body: JSON.stringify({ refresh_token: S }) }],
    ["a token in a query", { url: `https://id.example/userinfo?access_token=${S}` }],
    ["a token in a fragment", { response: { headers: [["Location", `https://app.example/#access_token=${S}`]] } }],
    ["a code in a redirect", { response: { headers: [["location", `https://app.example/?a=1&code=${S}`]] } }],
    ["state and nonce", { url: `https://id.example/authorize?state=${S}&nonce=${S}` }],
    ["HTTP Basic", { headers: [["Authorization", `Basic ${base64(`app:${S}`)}`]] }],
    ["HTTP Basic without a colon", { headers: [["Authorization", `Basic ${base64(S)}`]] }],
    ["a bearer token", { headers: [["AUTHORIZATION", `Bearer ${S}`]] }],
    ["another scheme", { headers: [["authorization", S]] }],
    [
      "cookies",
      { headers: [["Cookie", `a=${S}; b="${S}"`]], response: { headers: [["Set-Cookie", `a=${S}; Path=/`]] } },
    ],
    ["an API key", { headers: [["X-Api-Key", S]] }],
    ["a referrer", { headers: [["Referer", `https://app.example/cb?code=${S}`]] }],
    ["tokens of a response", { response: { body: JSON.stringify({ access_token: S, a: [{ id_token: S }] }) } }],
    [
      "a device code and its URL",
      { response: { body: JSON.stringify({ user_code: S, verification_uri_complete: `https://x/?c=${S}` }) } },
    ],
    ["a private key", { response: { body: JSON.stringify({ keys: [{ kty: "EC", x: "x", d: S }] }) } }],
    [
      "a new client's secret",
      { response: { body: JSON.stringify({ client_secret: S, registration_access_token: S }) } },
    ],
    [
      "a secret that the error repeats",
      {
        headers: FORM,
        body: `client_secret=${S}`,
        response: { body: JSON.stringify({ error_description: `${S} is wrong` }) },
      },
    ],
    [
      "a field of a page",
      { response: { body: `<html><input type="hidden" name="x" value="${S}"></html>` } },
      "authorization",
    ],
    ["a form post response", { response: { body: `<form><input name=code value='${S}'></form>` } }, "authorization"],
    ["what a user typed", { headers: FORM, body: `pin=${S}&answer=${S}` }, "response"],
    ["a password in a URL", { url: `https://ada:${S}@id.example/token` }],
    ["a call of an API", { headers: JSON_TYPE, body: `{"x":"${S}"}` }, "api"],
    ["a secret in broken JSON", { headers: JSON_TYPE, body: `{"client_secret":"${S}"` }],
    ["a text without a type", { body: `client_secret: ${S}` }],
  ])("%s", (_, given, name) => {
    const text = shown(given, name);
    const decoded = [...text.matchAll(/[\w+/]{12,}={0,2}/g)].map(([one]) =>
      Buffer.from(one, "base64").toString("latin1"),
    );
    expect([text, ...decoded].join("\n")).not.toContain(S);
  });

  it("what a JWT proves, and whom it is about", () => {
    const text = shown({ response: { body: JSON.stringify({ id_token: jwt }) } });
    expect(text).not.toContain("c2lnbmF0dXJlLW9mLXRoaXM");
    const [, claims = ""] = /ey[\w-]+\.([\w-]+)\.redacted-\d+-/.exec(text) ?? [];
    const read = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, string>;
    expect(read).toMatchObject({ iss: "https://id.example", exp: 1 });
    expect(read.email).toBeUndefined();
    expect(read.sub).toMatch(STAND_IN);
  });

  it("a JWT that nothing names, in a challenge or a page", () => {
    const challenge = [
      ["WWW-Authenticate", `Bearer error="invalid_token", error_description="${jwt} expired"`],
    ] as const;
    expect(shown({ response: { headers: challenge, body: `<p>${jwt}</p>` } }, "authorization")).not.toContain(
      "c2lnbmF0dXJlLW9mLXRoaXM",
    );
  });

  it("later, where only the value appears", () => {
    const one = redacting(Buffer.alloc(32, 1));
    one(exchange({ headers: FORM, body: `code=${S}` }), kind("token"), false);
    const later = one(exchange({ url: `https://id.example/log/${S}` }), kind("api"), true);
    expect(JSON.stringify(later)).not.toContain(S);
  });

  it("what describes a user", () => {
    const body = JSON.stringify({ sub: "1", email: "ada@x.example", address: { street: "High Street" } });
    expect(shown({ response: { body } }, "userinfo")).not.toMatch(/ada@|High Street/);
  });
});

describe("is kept:", () => {
  it.each<[what: string, given: Given, kept: string]>([
    [
      "names",
      { headers: FORM, body: `grant_type=authorization_code&client_id=app&code=${S}` },
      "client_id=app&code=redacted-23-",
    ],
    [
      "the id of the client",
      { headers: [["authorization", `Basic ${base64(`app:${S}`)}`]] },
      base64("app:red").slice(0, 8),
    ],
    [
      "an S256 challenge",
      { url: "https://id.example/authorize?code_challenge=abcdef&code_challenge_method=S256" },
      "code_challenge=abcdef&",
    ],
    [
      "the attributes of a cookie",
      { response: { headers: [["Set-Cookie", `a=${S}; Secure; Path=/`]] } },
      "; Secure; Path=/",
    ],
    [
      "an error and its code",
      { response: { body: '{"error":"invalid_grant","code":"E1","state":"failed"}' } },
      '\\"code\\":\\"E1\\",\\"state\\":\\"failed\\"',
    ],
    [
      "metadata",
      {
        response: {
          body: '{"token_endpoint":"https://id.example/token","id_token_signing_alg_values_supported":["RS256"]}',
        },
      },
      "https://id.example/token",
    ],
    [
      "the error of a form post",
      { response: { body: '<form><input name="error" value="access_denied"></form>' } },
      'value=\\"access_denied\\"',
    ],
  ])("%s", (_, given, kept) => expect(shown(given)).toContain(kept));

  it("whether two secrets are the same, but not across recordings", () => {
    const print = (text: string) => STAND_IN.exec(text)?.[0];
    const [one, same, other] = [S, S, `${S}x`].map((code) => print(shown({ headers: FORM, body: `code=${code}` })));
    expect(one).toBe(same);
    expect(one).not.toBe(other);
    const elsewhere = redacting(Buffer.alloc(32, 8))(
      exchange({ headers: FORM, body: `code=${S}` }),
      kind("token"),
      true,
    );
    expect(print(JSON.stringify(elsewhere))).not.toBe(one);
  });

  it("nothing of what an API returned, unless it is an error", () => {
    const given = { response: { body: '{"error":"insufficient_scope","private":"diary"}' } };
    expect(shown(given, "api", false)).not.toContain("diary");
    expect(shown(given, "api", true)).toContain("insufficient_scope");
  });
});
