/** What an application reads from the URL to which a user came back, and what it can log of it. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { type Next, OAuthFailure } from "./index.ts";

const CANDOR = encodeURIComponent("https://id.example/errors/user/denied?ref=0123456789ab");
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";

/** As jsdom's, or a polyfill's: no instance of the global class. */
class Elsewhere {
  readonly #own: URLSearchParams;
  constructor(text: string) {
    this.#own = new URLSearchParams(text);
  }
  get = (name: string) => this.#own.get(name);
  getAll = (name: string) => this.#own.getAll(name);
}

describe("a reference at the end of the description", () => {
  const refOf = (error_description: string, more: Record<string, string> = {}) =>
    OAuthFailure.from(`/cb?${new URLSearchParams({ error: "invalid_scope", error_description, ...more })}`)?.ref;

  it("is found without an error_uri", () => {
    expect(refOf("There is no scope 'x'. (ref 25kpgjw2dde2)")).toBe("25kpgjw2dde2");
    expect(refOf("There is no scope '(ref 000000000000)'. (ref 25kpgjw2dde2)")).toBe("25kpgjw2dde2");
  });

  it("is no other text", () => {
    expect(refOf("Something. (ref 25kpgjw2dde2) else")).toBeUndefined();
    expect(refOf("Something. (ref 25kpgjw2ddei)")).toBeUndefined();
    expect(refOf("Something. (ref 25kpgjw2dde)")).toBeUndefined();
  });

  it("gives way to error_uri, and is ignored if that belongs to another server", () => {
    const error_uri = "https://id.example/errors/scope/unknown?ref=0123456789ab";
    expect(refOf("x (ref 25kpgjw2dde2)", { error_uri, iss: "https://id.example" })).toBe("0123456789ab");
    expect(refOf("x (ref 25kpgjw2dde2)", { error_uri, iss: "https://other.example" })).toBeUndefined();
  });

  it("is found in a response, and is in the line for the log", async () => {
    const body = { error: "invalid_grant", error_description: "The code has expired. (ref 25kpgjw2dde2)" };
    const failure = await OAuthFailure.from(Response.json(body, { status: 400 }));
    expect(String(failure)).toBe(
      "OAuthFailure: invalid_grant (ref 25kpgjw2dde2, status 400): sign-in, start a new authorization request",
    );
  });
});

describe("a callback", () => {
  it.each<[callback: string, error: string | undefined, next?: Next]>([
    ["https://app.example/cb?error=access_denied&state=s", "access_denied", "stop"],
    ["https://app.example/cb#error=access_denied&state=s", "access_denied", "stop"],
    ["https://app.example/?error=login_required", "login_required", "sign-in"],
    ["https://app.example/?error=interaction_required", "interaction_required", "sign-in"],
    ["https://app.example/?error=consent_required", "consent_required", "sign-in"],
    ["https://app.example/?error=account_selection_required", "account_selection_required", "sign-in"],
    ["https://app.example/?error=temporarily_unavailable", "temporarily_unavailable", "retry"],
    ["https://app.example/?error=server_error", "server_error", "retry"],
    ["https://app.example/?error=invalid_scope", "invalid_scope", "fix"],
    ["https://app.example/?error=unsupported_response_type", "unsupported_response_type", "fix"],
    ["https://app.example/?error=request_uri_not_supported", "request_uri_not_supported", "fix"],
    ["https://app.example/?error=unmet_authentication_requirements", "unmet_authentication_requirements", "stop"],
    ["https://app.example/?error=redirect_uri_mismatch", "redirect_uri_mismatch", "fix"],
    ["https://app.example/?error=access_denied&error_reason=user_denied#_=_", "access_denied", "stop"],
    ["com.example.app:/cb?error=access_denied", "access_denied", "stop"],
    ["https://app.example/#/cb?error=access_denied", "access_denied", "stop"],
    ["https://app.example/#!/cb?error=access_denied", "access_denied", "stop"],
    ["https://app.example/#error=access_denied&error_description=Why?", "access_denied", "stop"],
    ["/cb?error=access_denied", "access_denied", "stop"],
    ["?error=access_denied", "access_denied", "stop"],
    ["#error=access_denied", "access_denied", "stop"],
    ["https://app.example/?error=invalid_scope#error=server_error", "invalid_scope", "fix"],
    ["https://app.example/?error=#error=server_error", "server_error", "retry"],
    ["https://app.example/?code=c&state=s", undefined],
    ["https://app.example/?error=", undefined],
    ["https://app.example/?error=%00%0A", undefined],
    ["https://app.example/error", undefined],
    ["", undefined],
    ["https://", undefined],
    ["//a:99999?error=x", undefined],
  ])("%s: %s", (callback, error, next) => {
    const failure = OAuthFailure.from(callback);
    expect(failure?.error).toBe(error);
    expect(failure?.next).toBe(next);
    expect(failure?.status).toBeUndefined();
  });

  it("is a URL, the location of a page, or what was posted", () => {
    const text = "https://app.example/cb?error=access_denied&state=s";
    for (const callback of [new URL(text), { href: text }, new URL(text).searchParams])
      expect(OAuthFailure.from(callback)).toMatchObject({ error: "access_denied", state: "s" });
  });

  it("is the parameters of any realm, and a form that was posted", () => {
    const said = "error=access_denied&state=s";
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(said)) form.set(name, value);
    form.set("iss", new Blob(["x"]));
    for (const callback of [form, new Elsewhere(said)])
      expect(OAuthFailure.from(callback)).toMatchObject({ error: "access_denied", state: "s", iss: undefined });
    expect(OAuthFailure.from(new Elsewhere("code=c"))).toBeUndefined();
  });

  it.each<[name: string, source: unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a number", 400],
    ["an object of parameters", { error: "access_denied" }],
    ["what holds parameters", { searchParams: new URLSearchParams("error=access_denied") }],
    ["a URL that is not text", { href: new URL("https://app.example/?error=access_denied") }],
    ["a request", new Request("https://app.example/cb?error=access_denied")],
    ["a request of a framework, whose get is for headers", { get: () => undefined, headers: {}, url: "/?error=x" }],
    ["a response that is not awaited", Promise.resolve(new Response("", { status: 400 }))],
    ["a response of another kind than fetch's", { status: 400, headers: {}, data: { error: "invalid_grant" } }],
  ])("is not %s: taken for a success, a refusal would be lost", (_, source) => {
    expect(() => OAuthFailure.from(source as string)).toThrow(TypeError);
  });

  it.each<[iss: string | undefined, uri: string, believed: boolean]>([
    ["https://id.example", "https://id.example", true],
    ["https://id.example/tenant", "https://id.example/tenant", true],
    ["http://localhost:9400", "http://localhost:9400", true],
    ["https://id.example", "https://evil.example", false],
    ["https://id.example", "https://id.example.evil.example", false],
    ["https://id.example", "https://id.example@evil.example", false],
    ["https://id.example", "https://id.example:444", false],
    ["https://id.example", "http://id.example", false],
    ["https://id.example/tenant", "https://id.example/other", false],
    ["https://id.example/tenant", "https://id.example/tenant/../other", false],
    ["https://id.example/tenant", "https://id.example/tenants", false],
    ["https://", "https://evil.example", false],
    ["https:/", "https://evil.example", false],
    ["https:", "https://evil.example", false],
    ["javascript:", "https://evil.example", false],
    ["", "https://evil.example", false],
    [undefined, "https://id.example", false],
  ])("of iss %s: a reason at %s is believed: %s", (iss, uri, believed) => {
    const said = { error: "login_required", error_uri: `${uri}/errors/grant/account-disabled?ref=000000000000` };
    const failure = OAuthFailure.from(`/cb?${new URLSearchParams(iss === undefined ? said : { ...said, iss })}`);
    expect(failure).toMatchObject({
      next: believed ? "stop" : "sign-in",
      reason: believed ? "grant/account-disabled" : undefined,
      ref: believed ? "000000000000" : undefined,
      uri: new URL(said.error_uri).href,
    });
  });

  it("of Candor has everything", () => {
    const url = `https://app.example/cb?error=access_denied&error_description=The+user+declined.&error_uri=${CANDOR}&state=a%00b%20&iss=https%3A%2F%2Fid.example`;
    const failure = OAuthFailure.from(url);
    expect(failure).toMatchObject({
      error: "access_denied",
      description: "The user declined.",
      uri: "https://id.example/errors/user/denied?ref=0123456789ab",
      reason: "user/denied",
      ref: "0123456789ab",
      iss: "https://id.example",
      next: "stop",
    });
    expect(failure?.state, "to be compared, so as it came").toBe("a\0b ");
  });
});

describe("what can be logged", () => {
  const failure = OAuthFailure.from(
    `/cb?error=access_denied&error_description=code+SECRET&error_uri=${CANDOR.replace("example", "example/SECRET")}&state=SECRET&iss=https://id.example/SECRET&code=SECRET`,
  );

  it("is one line", () => {
    expect(String(failure)).toBe(
      "OAuthFailure: access_denied (user/denied, ref 0123456789ab): stop, the request was denied",
    );
  });

  it("contains nothing that the server wrote freely, however it is printed", () => {
    for (const text of [String(failure), failure?.stack, failure?.message, JSON.stringify(failure), inspect(failure)])
      expect(text).not.toContain("SECRET");
    expect(JSON.parse(JSON.stringify(failure))).toEqual({
      next: "stop",
      error: "access_denied",
      reason: "user/denied",
      ref: "0123456789ab",
    });
  });

  it("cannot be forged", () => {
    const forged = OAuthFailure.from("/?error=x%0Alevel=info%20granted%0D%1b[31m%E2%80%AE%E2%80%A8%22");
    expect(forged?.error).toBeUndefined();
    expect(String(forged)).toBe("OAuthFailure: unusual error: fix, the request or a setting is wrong");
  });

  it.each<[kind: string, error: string]>([
    ["a JWT", JWT],
    ["a JWT behind a word", `invalid_token:${JWT}`],
    ["a JWT that is cut", JWT.slice(0, 30)],
    ["a JWT without its header", JWT.slice(JWT.indexOf(".") + 1)],
    ["a code of Candor", `candor_code_${"a".repeat(56)}`],
    ["a token of Candor that is cut", `no-such-token.candor_access_${"a".repeat(20)}`],
    ["what is long", "a".repeat(61)],
    ["what is very long", "a".repeat(5_000)],
    ["a sentence", "No such code: SplxlOBe"],
    ["an assignment", "code=SplxlOBe"],
    ["a URL", "https://a.example/x"],
    ["another script", "недействительный"],
  ])("does not hold %s sent in place of an error", async (_, error) => {
    const callback = OAuthFailure.from(`/?${new URLSearchParams({ error })}`);
    expect(callback).toMatchObject({ error: undefined, next: "fix", status: undefined });
    expect(String(callback)).toBe("OAuthFailure: unusual error: fix, the request or a setting is wrong");
    const response = await OAuthFailure.from(Response.json({ error }, { status: 401 }));
    expect(String(response)).toBe("OAuthFailure: unusual error (status 401): refresh, get another access token");
    for (const failure of [callback, response])
      for (const text of [failure?.stack, JSON.stringify(failure), inspect(failure)])
        expect(text).not.toContain(error.slice(0, 8));
  });

  it("is a failure even with status 200, whatever the error", async () => {
    expect(await OAuthFailure.from(Response.json({ error: JWT }))).toMatchObject({ error: undefined, status: 200 });
  });

  it.each(["invalid_grant", "OAuthException", "urn:x:error.1-2", "InvalidKeyJwk", "a".repeat(60)])(
    "holds %s",
    (error) => {
      expect(OAuthFailure.from(`/?error=${error}`)?.error).toBe(error);
    },
  );

  it("says what happened if the response has no OAuth error", async () => {
    expect(String(await OAuthFailure.from(new Response("", { status: 502 })))).toBe(
      "OAuthFailure: no OAuth error (status 502): retry, the same request may succeed later",
    );
  });

  it("says once more what a reused refresh token means", async () => {
    const error_uri = "https://id.example/errors/refresh-token/reused?ref=0123456789ab";
    const response = Response.json({ error: "invalid_grant", error_uri }, { status: 400 });
    expect(String(await OAuthFailure.from(response))).toBe(
      "OAuthFailure: invalid_grant (refresh-token/reused, ref 0123456789ab, status 400): sign-in, start a new authorization request. Let only one refresh be in flight at a time",
    );
  });

  it("is an Error to be thrown", () => {
    expect(() => {
      if (failure) throw failure;
    }).toThrow(OAuthFailure);
    expect(failure).toBeInstanceOf(Error);
    expect(failure?.name).toBe("OAuthFailure");
  });
});
