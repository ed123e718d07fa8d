/** What servers respond, ours and others, and what an application reads from it. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Next, OAuthFailure } from "./index.ts";

type Body = Readonly<Record<string, unknown>> | string | null;
type Headers = Readonly<Record<string, string>>;

function answer(status: number, body: Body = null, headers: Headers = {}): Response {
  const type = typeof body === "string" || body === null ? {} : { "content-type": "application/json; charset=utf-8" };
  const text = typeof body === "string" || body === null ? body : JSON.stringify(body);
  const response = new Response(text, { status, headers: { ...type, ...headers } });
  // fetch sets none where the server sent none.
  if (!("content-type" in headers) && typeof body === "string") response.headers.delete("content-type");
  return response;
}

const read = (...given: Parameters<typeof answer>) => OAuthFailure.from(answer(...given));
const error = (name: string) => ({ error: name });
const challenge = (value: string): Headers => ({ "www-authenticate": value });
const page = { "content-type": "text/html; charset=utf-8" };
const form = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };

const CANDOR = (code: string, name: string) => ({
  error: name,
  error_description: "What happened.",
  error_uri: `https://id.example/errors/${code}?ref=0123456789ab`,
});

describe("what to do", () => {
  it.each<[next: Next, status: number, body: Body, headers?: Headers]>([
    ["retry", 400, error("authorization_pending")],
    ["retry", 400, error("slow_down")],
    ["retry", 400, error("use_dpop_nonce"), { "dpop-nonce": "n" }],
    ["retry", 401, null, challenge('DPoP error="use_dpop_nonce", error_description="Resource server requires nonce"')],
    ["retry", 500, error("server_error")],
    ["retry", 503, error("temporarily_unavailable")],
    ["retry", 429, error("invalid_client")],
    ["retry", 429, "Too many", page],
    ["retry", 503, null],
    ["retry", 502, "<html>Bad Gateway</html>", page],
    ["retry", 503, error("invalid_client")],
    ["retry", 408, null],
    ["retry", 425, null],
    ["retry", 500, error("who_knows")],

    ["refresh", 401, null, challenge('Bearer error="invalid_token"')],
    ["refresh", 401, error("invalid_token")],
    ["refresh", 401, null, challenge('Bearer realm="api"')],
    ["refresh", 401, null, challenge('Bearer realm="api", Basic realm="api"')],
    ["refresh", 401, null, challenge('Basic realm="api", DPoP algs="ES256"')],
    ["refresh", 401, null],
    ["refresh", 401, CANDOR("token/expired", "invalid_token")],
    ["refresh", 401, CANDOR("token/revoked", "invalid_token")],
    ["refresh", 401, { error: "unauthorized", message: "jwt expired" }],

    ["sign-in", 400, error("invalid_grant")],
    ["sign-in", 400, error("expired_token")],
    ["sign-in", 401, null, challenge('Bearer error="insufficient_user_authentication", acr_values="gold"')],
    ["sign-in", 400, CANDOR("code/already-used", "invalid_grant")],
    ["sign-in", 400, CANDOR("code/expired", "invalid_grant")],
    ["sign-in", 400, CANDOR("code/unknown", "invalid_grant")],
    ["sign-in", 400, CANDOR("refresh-token/reused", "invalid_grant")],
    ["sign-in", 400, CANDOR("refresh-token/expired", "invalid_grant")],
    ["sign-in", 400, CANDOR("grant/session-ended", "invalid_grant")],
    ["sign-in", 400, CANDOR("a-reason/of-later", "invalid_grant")],

    ["ask", 403, null, challenge('Bearer error="insufficient_scope", scope="write"')],
    ["ask", 403, CANDOR("token/insufficient-scope", "insufficient_scope")],

    ["fix", 401, error("invalid_client"), challenge('Basic realm="https://id.example"')],
    ["fix", 400, error("invalid_scope")],
    ["fix", 400, error("invalid_request")],
    ["fix", 400, error("unauthorized_client")],
    ["fix", 400, error("unsupported_grant_type")],
    ["fix", 400, error("unsupported_token_type")],
    ["fix", 400, error("invalid_redirect_uri")],
    ["fix", 400, error("invalid_client_metadata")],
    ["fix", 401, null, challenge('DPoP error="invalid_dpop_proof", algs="ES256"')],
    ["fix", 401, null, challenge('Basic realm="token"')],
    ["fix", 404, "<h1>Not found</h1>", page],
    ["fix", 501, null],
    ["fix", 505, null],
    ["fix", 400, error("constructor")],
    ["fix", 400, CANDOR("code/redirect-uri-mismatch", "invalid_grant")],
    ["fix", 400, CANDOR("code/wrong-kind", "invalid_grant")],
    ["fix", 400, CANDOR("pkce/verifier-mismatch", "invalid_grant")],
    ["fix", 400, CANDOR("refresh-token/corrupted", "invalid_grant")],
    ["fix", 400, CANDOR("refresh-token/of-other-client", "invalid_grant")],
    ["fix", 401, CANDOR("token/wrong-audience", "invalid_token")],
    ["fix", 401, CANDOR("token/malformed", "invalid_token")],
    ["fix", 403, CANDOR("token/no-openid", "insufficient_scope")],
    ["fix", 401, CANDOR("token/key-unproved", "invalid_token")],
    ["fix", 400, CANDOR("refresh-token/key-unproved", "invalid_grant")],

    ["stop", 400, error("access_denied")],
    ["stop", 403, null],
    ["stop", 400, CANDOR("grant/account-disabled", "invalid_grant")],
  ])("%s: %i %j %j", async (next, status, body, headers) => {
    const failure = await read(status, body, headers);
    expect(failure).toBeInstanceOf(OAuthFailure);
    expect(failure).toMatchObject({ next, status });
    expect(failure?.message).toContain(`: ${next}, `);
  });
});

describe("other servers", () => {
  it.each<[who: string, response: Parameters<typeof answer>, read: Partial<OAuthFailure>]>([
    [
      "GitHub, at 200 and in a form",
      [
        200,
        "error=bad_verification_code&error_description=The+code+passed+is+incorrect+or+expired.&error_uri=https%3A%2F%2Fdocs.github.com%2Fapps",
        form,
      ],
      {
        error: "bad_verification_code",
        description: "The code passed is incorrect or expired.",
        uri: "https://docs.github.com/apps",
        next: "fix",
        status: 200,
      },
    ],
    [
      "GitHub, at 200 and in JSON",
      [200, { error: "authorization_pending", error_description: "The authorization request is still pending." }],
      { error: "authorization_pending", next: "retry" },
    ],
    ["GitHub's API", [401, { message: "Bad credentials", status: "401" }], { description: "Bad credentials" }],
    [
      "Facebook",
      [
        400,
        { error: { message: "Error validating access token.", type: "OAuthException", code: 190, fbtrace_id: "A" } },
        challenge('OAuth "Facebook Platform" "invalid_token" "Error validating access token."'),
      ],
      { error: "OAuthException", description: "Error validating access token.", next: "fix" },
    ],
    [
      "Google's token endpoint",
      [400, { error: "invalid_grant", error_description: "Bad Request" }],
      { error: "invalid_grant", description: "Bad Request", next: "sign-in" },
    ],
    [
      "a Google API",
      [
        401,
        { error: { code: 401, message: "Request had invalid authentication credentials.", status: "UNAUTHENTICATED" } },
        challenge('Bearer realm="https://accounts.google.com/", error="invalid_token"'),
      ],
      { error: "invalid_token", description: "Request had invalid authentication credentials.", next: "refresh" },
    ],
    [
      "a Google API without a challenge",
      [403, { error: { code: 403, message: "No.", status: "PERMISSION_DENIED" } }],
      { error: "PERMISSION_DENIED", description: "No.", next: "stop" },
    ],
    [
      "Microsoft Entra",
      [
        400,
        {
          error: "invalid_grant",
          error_description:
            "AADSTS70008: The refresh token has expired.\r\nTrace ID: 1\r\nTimestamp: 2026-01-01 00:00:00Z",
          error_codes: [70008],
          trace_id: "1",
          correlation_id: "2",
          error_uri: "https://login.microsoftonline.com/error?code=70008",
        },
      ],
      {
        error: "invalid_grant",
        description: "AADSTS70008: The refresh token has expired. Trace ID: 1 Timestamp: 2026-01-01 00:00:00Z",
        uri: "https://login.microsoftonline.com/error?code=70008",
        next: "sign-in",
      },
    ],
    [
      "Microsoft Graph",
      [401, { error: { code: "InvalidAuthenticationToken", message: "Lifetime validation failed.", innerError: {} } }],
      { error: "InvalidAuthenticationToken", description: "Lifetime validation failed.", next: "refresh" },
    ],
    ["Slack", [200, { ok: false, error: "invalid_auth" }], { error: "invalid_auth", status: 200, next: "fix" }],
    [
      "Slack, too often",
      [429, { ok: false, error: "ratelimited" }, { "retry-after": "30" }],
      { error: "ratelimited", retryAfter: 30, next: "retry" },
    ],
    [
      "Auth0",
      [403, { error: "access_denied", error_description: "Unauthorized" }],
      { error: "access_denied", next: "stop" },
    ],
    [
      "Okta's API",
      [
        403,
        "",
        challenge(
          'Bearer authorization_uri="http://x.okta.com/oauth2/v1/authorize", realm="http://x.okta.com", scope="okta.users.read", error="insufficient_scope", error_description="The access token provided does not contain the required scopes.", resource="/api/v1/users"',
        ),
      ],
      { error: "insufficient_scope", scope: "okta.users.read", next: "ask" },
    ],
    [
      "Keycloak",
      [400, { error: "invalid_grant", error_description: "Token is not active" }],
      { error: "invalid_grant", description: "Token is not active", next: "sign-in" },
    ],
    [
      "Spring, whose body has another word for it",
      [
        401,
        { timestamp: "2026-01-01", status: 401, error: "Unauthorized", path: "/", message: "m" },
        challenge(
          'Bearer error="invalid_token", error_description="Jwt expired", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
        ),
      ],
      { error: "invalid_token", description: "Jwt expired", next: "refresh" },
    ],
    [
      "an API that takes DPoP and Bearer (RFC 9449 7.1)",
      [
        401,
        "",
        challenge(
          'Bearer, DPoP error="invalid_token", error_description="Invalid DPoP key binding", algs="ES256 PS256"',
        ),
      ],
      { error: "invalid_token", description: "Invalid DPoP key binding", next: "refresh" },
    ],
    [
      "step-up (RFC 9470 3)",
      [
        401,
        "",
        challenge(
          'Bearer error="insufficient_user_authentication",\n error_description="A different authentication level is required", acr_values="myACR other", max_age="5"'.replace(
            "\n",
            "",
          ),
        ),
      ],
      { error: "insufficient_user_authentication", acrValues: "myACR other", maxAge: 5, next: "sign-in" },
    ],
    [
      "a proxy's page",
      [502, "<html><body>?error=invalid_grant</body></html>", page],
      { error: undefined, description: undefined, reason: undefined, status: 502, next: "retry" },
    ],
    [
      "JSON under a wrong type",
      [400, '{"error":"invalid_scope"}', { "content-type": "text/plain" }],
      { error: "invalid_scope" },
    ],
    [
      "a body that speaks of another error than the challenge",
      [401, CANDOR("scope/misspelled", "invalid_scope"), challenge('Bearer error="invalid_token"')],
      { error: "invalid_token", description: undefined, uri: undefined },
    ],
    [
      "a challenge whose error is empty",
      [401, error("invalid_token"), challenge('Bearer error="", realm="api"')],
      { error: "invalid_token" },
    ],
    [
      "a page under a wrong type",
      [400, '<a href="?a=1&error=invalid_grant&b">', { "content-type": "text/plain" }],
      { error: undefined },
    ],
    ["JSON under no type", [400, '\ufeff{"error":"invalid_scope"}'], { error: "invalid_scope" }],
    ["JSON that breaks off", [400, '{"error":"inv', { "content-type": "application/json" }], { error: undefined }],
    ["JSON that is a list", [400, '["error"]', { "content-type": "application/json" }], { error: undefined }],
    ["an error that is not text", [400, { error: 7, error_description: ["x"], error_uri: {} }], { error: undefined }],
    [
      "a challenge whose values are escaped",
      [
        401,
        "",
        challenge(
          'Bearer realm="a, Basic error=\\"x\\"" , error = invalid_token , error_description="say \\"please\\""',
        ),
      ],
      { error: "invalid_token", description: 'say "please"' },
    ],
  ])("%s", async (_, response, expected) => {
    const failure = await read(...response);
    expect(failure).toBeDefined();
    for (const [name, value] of Object.entries(expected))
      expect([name, failure?.[name as "error"]]).toEqual([name, value]);
    expect(failure?.reason).toBeUndefined();
  });
});

describe("no failure", () => {
  it.each<[name: string, response: Response]>([
    ["tokens", answer(200, { access_token: "a", token_type: "Bearer" })],
    ["tokens with an empty error, as some send", answer(200, { access_token: "a", error: "" })],
    ["tokens with an error beside", answer(200, { access_token: "a", error: "none" })],
    ["a token that is not active", answer(200, { active: false })],
    ["a revocation", answer(200)],
    ["nothing", answer(204)],
    ["text of an API about an error", answer(200, { error: "The disk is full." })],
    ["null", answer(200, { error: null })],
    ["a page", answer(200, "error=x", page)],
    ["a stream", answer(200, '{"error":"x"}', { "content-type": "application/x-ndjson" })],
    ["a redirect", answer(302, null, { location: "https://app.example/?error=access_denied" })],
    ["a network error", Response.error()],
  ])("%s", async (_, response) => {
    expect(await OAuthFailure.from(response)).toBeUndefined();
  });
});

describe("a reason of Candor", () => {
  it.each<[uri: unknown, reason: string | undefined]>([
    ["https://id.example/errors/scope/misspelled?ref=0123456789ab", "scope/misspelled"],
    ["http://localhost:9400/errors/redirect-uri/host-mismatch?ref=zzzzzzzzzzzz", "redirect-uri/host-mismatch"],
    ["https://example.com/a/tenant/errors/code/expired?ref=0123456789ab", "code/expired"],
    ["https://id.example/errors/scope/misspelled", undefined],
    ["https://id.example/errors/scope/misspelled?ref=0123456789a", undefined],
    ["https://id.example/errors/scope/misspelled?ref=0123456789abc", undefined],
    ["https://id.example/errors/scope/misspelled?ref=0123456789AB", undefined],
    ["https://id.example/errors/scope/misspelled?ref=0123456789ab&x=1", undefined],
    ["https://id.example/errors/scope/misspelled?ref=0123456789ab\n2026 granted", undefined],
    ["https://id.example/errors/Scope/misspelled?ref=0123456789ab", undefined],
    ["https://id.example/errors/scope/mis--spelled?ref=0123456789ab", undefined],
    [`https://id.example/errors/scope/${"a".repeat(80)}?ref=0123456789ab`, undefined],
    ["/errors/scope/misspelled?ref=0123456789ab", undefined],
    ["javascript:alert(1)//errors/scope/misspelled?ref=0123456789ab", undefined],
    ["https://id.example/#/errors/scope/misspelled?ref=0123456789ab", "scope/misspelled"],
    [["https://id.example/errors/scope/misspelled?ref=0123456789ab"], undefined],
  ])("%j: %s", async (uri, reason) => {
    const failure = await read(400, { error: "invalid_scope", error_uri: uri });
    expect(failure?.reason).toBe(reason);
    expect(failure?.ref !== undefined).toBe(reason !== undefined);
  });

  it.each<[from: string, believed: boolean]>([
    ["https://id.example/token", true],
    ["https://id.example", true],
    ["https://id.example/other?x=1#y", true],
    ["", true],
    ["https://id.example:8443/token", false],
    ["http://id.example/token", false],
    ["https://id.example.evil.example/token", false],
    ["https://id.exam/ple", false],
    ["https://evil.example/https://id.example/", false],
    ["data:application/json,x", false],
    ["/token", false],
  ])("in a response of %j is believed: %s", async (url, believed) => {
    const response = answer(400, CANDOR("grant/account-disabled", "invalid_grant"));
    Object.defineProperty(response, "url", { value: url });
    const failure = await OAuthFailure.from(response);
    expect(failure).toMatchObject({
      next: believed ? "stop" : "sign-in",
      reason: believed ? "grant/account-disabled" : undefined,
      ref: believed ? "0123456789ab" : undefined,
      uri: "https://id.example/errors/grant/account-disabled?ref=0123456789ab",
    });
  });

  it("has a link only if it is an http or https URL", async () => {
    const uriOf = async (error_uri: string) => (await read(400, { error: "x", error_uri }))?.uri;
    expect(await uriOf("javascript:alert(1)")).toBeUndefined();
    expect(await uriOf("java\nscript:alert(1)")).toBeUndefined();
    expect(await uriOf("data:text/html,x")).toBeUndefined();
    expect(await uriOf("/relative")).toBeUndefined();
    expect(await uriOf(`https://a.example/${"x".repeat(3_000)}`)).toBeUndefined();
    expect(await uriOf("https://a.example/wiki?q=a b")).toBe("https://a.example/wiki?q=a%20b");
  });
});

describe("how long to wait", () => {
  it.each<[header: string, seconds: number | undefined]>([
    ["7", 7],
    ["0", 0],
    ["Thu, 01 Jan 2026 00:01:30 GMT", 90],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
    ["999999999", 2_147_483],
    ["Fri, 01 Jan 2500 00:00:00 GMT", 2_147_483],
    ["-5", undefined],
    ["1e3", undefined],
    ["soon", undefined],
    ["soon GMT", undefined],
  ])("%s: %s", async (header, seconds) => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ["Date"] });
    try {
      expect((await read(503, null, { "retry-after": header }))?.retryAfter).toBe(seconds);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("the response", () => {
  it("can still be read, whether it is a failure or not", async () => {
    for (const response of [answer(400, error("invalid_grant")), answer(200, { access_token: "a" })]) {
      const copy = await response.clone().text();
      await OAuthFailure.from(response);
      expect(await response.text()).toBe(copy);
    }
  });

  it("whose body was already read is recognized by its headers", async () => {
    const response = answer(401, error("x"), challenge('Bearer error="invalid_token"'));
    await response.text();
    expect(await OAuthFailure.from(response)).toMatchObject({ error: "invalid_token", next: "refresh" });
  });

  it("that breaks off tells by its status", async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error("reset")) });
    expect(await OAuthFailure.from(new Response(body, { status: 500 }))).toMatchObject({ next: "retry" });
  });

  it("without end is not read to its end", async () => {
    let pulls = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        pulls++;
        controller.enqueue(new Uint8Array(8_192).fill(0x20));
      },
    });
    const headers = { "content-type": "application/json" };
    expect(await OAuthFailure.from(new Response(body, { status: 200, headers }))).toBeUndefined();
    expect(pulls).toBeLessThan(20);
  });

  describe("that never ends", () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    const header = challenge('Bearer error="insufficient_scope"');
    it.each<[name: string, begun: string, status: number, headers: Headers, seen: Partial<OAuthFailure> | undefined]>([
      ["an error", '{"error":', 400, {}, { error: undefined, status: 400, next: "fix" }],
      ["a form", "error=invalid_grant", 400, form, { error: undefined, status: 400, next: "fix" }],
      ["a refusal of an API", "", 403, header, { error: "insufficient_scope", status: 403, next: "ask" }],
      ["a success", '{"error":"x"}', 200, { "content-type": "application/json" }, undefined],
    ])("tells by its status and headers: %s", async (_, begun, status, headers, seen) => {
      let ended: unknown;
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode(begun)),
        cancel: (reason) => {
          ended = reason;
        },
      });
      const response = new Response(body, { status, headers });
      const read = OAuthFailure.from(response);
      await vi.advanceTimersByTimeAsync(4_999);
      expect(vi.getTimerCount()).toBe(1);
      await vi.advanceTimersByTimeAsync(1);
      const failure = await read;
      if (seen === undefined) expect(failure).toBeUndefined();
      else expect(failure).toMatchObject(seen);
      expect(vi.getTimerCount()).toBe(0);

      // The copy's reader has let go: when the application does too, the source hears of it.
      expect(ended).toBeUndefined();
      await response.body?.cancel("enough");
      expect(ended).toContain("enough");
    });

    it("nor gives streams", async () => {
      const copy = { text: () => new Promise(() => {}) };
      const response = { status: 502, ok: false, headers: new Headers(), clone: () => copy };
      const read = OAuthFailure.from(response as never);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await read).toMatchObject({ error: undefined, next: "retry" });
    });

    it("but trickles", async () => {
      const body = new ReadableStream({
        pull: async (controller) => {
          await new Promise((resolve) => setTimeout(resolve, 1_000));
          controller.enqueue(Uint8Array.of(0x20));
        },
      });
      const read = OAuthFailure.from(new Response(body, { status: 500 }));
      await vi.advanceTimersByTimeAsync(5_000);
      expect(await read).toMatchObject({ next: "retry" });
    });
  });

  it("leaves no timer behind when it ends", async () => {
    vi.useFakeTimers();
    try {
      const broken = new ReadableStream({ start: (controller) => controller.error(new Error("reset")) });
      for (const response of [answer(400, error("invalid_grant")), new Response(broken, { status: 500 })]) {
        await OAuthFailure.from(response);
        expect(vi.getTimerCount()).toBe(0);
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it("of a fetch without streams is read completely", async () => {
    const copy = { text: async () => '{"error":"invalid_grant"}' };
    const response = { status: 400, ok: false, headers: new Headers(), clone: () => copy };
    expect(await OAuthFailure.from(response as never)).toMatchObject({ error: "invalid_grant", next: "sign-in" });
  });
});
