import { describe, expect, it } from "vitest";
import { buildView } from "./build-view.ts";
import { NOTHING } from "./material.ts";
import { read } from "./read.ts";

const view = (input: unknown) => buildView(read(typeof input === "string" ? input : JSON.stringify(input)));
const b64 = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const JWT = `${b64({ alg: "RS256", kid: "k1" })}.${b64({ iss: "https://id.example", aud: "app", exp: 1700000000 })}.c2lnbmF0dXJl`;

describe("the endpoint, by parameters first", () => {
  it.each<[request: string, endpoint: string]>([
    ["https://id.example/authorize?response_type=code", "authorization"],
    ["https://id.example/anything?response_type=code&client_id=a", "authorization"],
    ["https://id.example/token?response_type=code&client_id=a", "authorization"],
    ["https://id.example/x?client_id=a&redirect_uri=b", "authorization"],
    ["https://id.example/oauth2/auth?client_id=a", "authorization"],
    ["https://www.facebook.com/v19.0/dialog/oauth?client_id=a", "authorization"],
    ["curl -d grant_type=x https://id.example/token", "token"],
    ["curl -d grant_type=x https://id.example/authorize", "token"],
    ["curl -d code=x -d client_id=a -d client_secret=b https://github.com/login/oauth/access_token", "token"],
    ["curl -d code=x -d redirect_uri=b https://slack.com/api/oauth.v2.access", "token"],
    ["curl -d code=1 -d client_id=b https://id.example/exchange", "token"],
    ["https://id.example/oauth2/token?grant_type=x&code=y", "token"],
    ["curl -d token=x https://id.example/oauth2/revoke", "revocation"],
    ["curl -d token=x https://id.example/oauth2/introspect", "introspection"],
    ["curl -d client_id=x https://id.example/oauth/device/code", "device"],
    ["curl -H 'Authorization: Bearer x' https://id.example/userinfo", "userinfo"],
    ["https://id.example/.well-known/openid-configuration", "discovery"],
    [`curl --json '{"redirect_uris":["https://a.example"]}' https://id.example/register`, "registration"],
    ["curl https://api.example/things", "other"],
  ])("%s", (request, endpoint) => {
    expect(view({ request }).requests.map((one) => one.endpoint)).toEqual([endpoint]);
  });
});

describe("requests", () => {
  it.each<[what: string, request: unknown, expected: object]>([
    [
      "a form",
      { url: "https://a.b/token", body: "a=1&b=x+y%2Bz&a=2&e=" },
      {
        bodyIs: "form",
        parameters: new Map([
          ["a", "1"],
          ["b", "x y+z"],
          ["e", ""],
        ]),
        repeated: ["a"],
      },
    ],
    [
      "a JSON body",
      {
        method: "POST",
        url: "https://a.b/token",
        headers: { "content-type": "application/json" },
        body: '{"grant_type":"x","n":1}',
      },
      {
        bodyIs: "json",
        body: new Map([
          ["grant_type", "x"],
          ["n", "1"],
        ]),
      },
    ],
    [
      "JSON under a wrong name",
      {
        method: "POST",
        url: "https://a.b/token",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: '{"grant_type":"x"}',
      },
      { bodyIs: "json" },
    ],
    [
      "multipart",
      "curl -F grant_type=x -F code=y https://a.b/token",
      {
        bodyIs: "multipart",
        body: new Map([
          ["grant_type", "x"],
          ["code", "y"],
        ]),
      },
    ],
    ["none", { method: "POST", url: "https://a.b/token" }, { bodyIs: "none", body: new Map() }],
    ["another", { method: "POST", url: "https://a.b/token", body: "<xml/>" }, { bodyIs: "other" }],
    [
      "body before query",
      { method: "POST", url: "https://a.b/token?a=1&c=3", body: "a=2" },
      {
        parameters: new Map([
          ["a", "2"],
          ["c", "3"],
        ]),
        query: new Map([
          ["a", "1"],
          ["c", "3"],
        ]),
      },
    ],
    ["Basic", "curl -u 'my id:se:cret' https://a.b/token", { basic: { id: "my id", secret: "se:cret" } }],
    ["Basic that is none", "curl -H 'Authorization: Basic %%%' https://a.b/token", { basic: undefined }],
    ["Bearer", "curl -H 'authorization: bearer abc' https://a.b/me", { bearer: "abc" }],
    ["DPoP", "curl -H 'authorization: DPoP abc' https://a.b/me", { bearer: "abc" }],
    [
      "what cannot be decoded",
      { url: "https://a.b/token", body: "a=%zz&b=%41%" },
      {
        parameters: new Map([
          ["a", "%zz"],
          ["b", "A%"],
        ]),
      },
    ],
    [
      "__proto__",
      { url: "https://a.b/token", body: "__proto__=1&constructor=2" },
      {
        parameters: new Map([
          ["__proto__", "1"],
          ["constructor", "2"],
        ]),
      },
    ],
    [
      "without a host",
      { method: "POST", url: "/token", body: "a=1" },
      { url: expect.objectContaining({ pathname: "/token" }) },
    ],
  ])("%s", (_, request, expected) => {
    expect(view({ request }).requests).toEqual([expect.objectContaining(expected)]);
  });
});

type Row = [what: string, body: unknown, expected: object];

describe("errors in bodies", () => {
  it.each<Row>([
    [
      "the standard's",
      { error: "invalid_grant", error_description: "no such code", error_uri: "https://a.b/c" },
      { error: "invalid_grant", words: "invalid_grant\nno such code", uri: "https://a.b/c" },
    ],
    [
      "Entra's",
      {
        error: "invalid_client",
        error_description: "AADSTS7000215: Invalid client secret provided.",
        error_codes: [7000215],
        suberror: "bad_token",
        timestamp: "x",
      },
      { error: "invalid_client", codes: ["7000215", "bad_token", "AADSTS7000215"] },
    ],
    [
      "nested",
      { error: { message: "Invalid redirect_uri", type: "OAuthException", code: 191, error_subcode: 36 } },
      { error: "OAuthException", words: "Invalid redirect_uri", codes: ["191", "36"] },
    ],
    [
      "Google APIs'",
      {
        error: {
          code: 401,
          message: "Request had invalid credentials.",
          status: "UNAUTHENTICATED",
          details: [{ reason: "ACCESS_TOKEN_EXPIRED" }],
        },
      },
      { error: "UNAUTHENTICATED", codes: expect.arrayContaining(["401", "ACCESS_TOKEN_EXPIRED"]) },
    ],
    [
      "Graph's",
      { error: { code: "InvalidAuthenticationToken", message: "Lifetime validation failed" } },
      { error: "InvalidAuthenticationToken", words: "Lifetime validation failed" },
    ],
    [
      "a list",
      { errors: [{ message: "The access token expired", code: "token_expired" }] },
      { error: "token_expired", words: "The access token expired" },
    ],
    ["a list of texts", { errors: ["Token is bad", "again"] }, { words: "Token is bad\nagain" }],
    [
      "Okta's",
      {
        errorCode: "E0000011",
        errorSummary: "Invalid token provided",
        errorId: "x1",
        errorCauses: [{ errorSummary: "because" }],
      },
      { error: "E0000011", words: "Invalid token provided\nbecause" },
    ],
    ["Slack's", { ok: false, error: "bad_redirect_uri" }, { error: "bad_redirect_uri" }],
    ["code and message", { code: "unauthorized", message: "No" }, { error: "unauthorized", words: "No" }],
    ["Message", { Message: "User is not authorized" }, { error: undefined, words: "User is not authorized" }],
    [
      "Intuit's",
      {
        fault: {
          error: [{ message: "AuthenticationFailed", detail: "Token expired", code: "3200" }],
          type: "AUTHENTICATION",
        },
      },
      { error: "AUTHENTICATION", words: "AuthenticationFailed\nToken expired", codes: ["3200"] },
    ],
    [
      "Salesforce's",
      [{ message: "Session expired or invalid", errorCode: "INVALID_SESSION_ID" }],
      { error: "INVALID_SESSION_ID", words: "Session expired or invalid" },
    ],
    [
      "a problem",
      { type: "about:blank", title: "Unauthorized", status: 401, detail: "expired" },
      { words: "Unauthorized\nexpired", codes: expect.arrayContaining(["401"]) },
    ],
    ["a sentence as error", { error: "Invalid client id" }, { error: undefined, words: "Invalid client id" }],
    [
      "an error within words",
      { message: 'Upstream: {"error":"invalid_grant","error_description":"gone"}' },
      { error: "invalid_grant" },
    ],
    [
      "a form",
      "error=bad_verification_code&error_description=The+code+is+incorrect",
      { error: "bad_verification_code", words: "bad_verification_code\nThe code is incorrect" },
    ],
    [
      "a page",
      "<html><head><title>Sign in</title><style>x{}</style></head><body><h1>Error 400: redirect_uri_mismatch</h1><p>You can&rsquo;t sign in</p><script>var x = 'secret'</script></body></html>",
      {
        error: "redirect_uri_mismatch",
        words: "Sign in\nSign in\nError 400: redirect_uri_mismatch\nYou can't sign in",
      },
    ],
    [
      "a page's script",
      '<html><script>$Config={"strServiceExceptionMessage":"AADSTS50011: The redirect URI \\u0027x\\u0027 does not match"}</script></html>',
      { codes: ["AADSTS50011"] },
    ],
    [
      "XML",
      "<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>Token error</Message></Error>",
      { words: expect.stringMatching(/AccessDenied\nToken error/) },
    ],
    [
      "a sentence",
      "Invalid redirect_uri: it is not registered",
      { words: "Invalid redirect_uri: it is not registered" },
    ],
    ["nothing", "", { words: "" }],
  ])("%s", (_, body, expected) => {
    expect(view({ response: { status: 400, body } }).errors).toEqual([
      expect.objectContaining({ from: "response", status: 400, ...expected }),
    ]);
  });

  it.each([
    ["tokens", { access_token: "x", token_type: "Bearer" }],
    ["a person", { sub: "1", name: "A", message: "hello" }],
    ["an empty page", "<html><body>Welcome</body></html>"],
    ["text", "hello"],
  ])("none in %s", (_, body) => {
    expect(view({ response: { status: 200, body } }).errors).toEqual([]);
  });

  it("those that come with 200", () => {
    expect(view({ response: { status: 200, body: { ok: false, error: "invalid_code" } } }).errors).toEqual([
      expect.objectContaining({ error: "invalid_code", status: 200 }),
    ]);
    expect(view({ response: { status: 200, body: "error=bad_verification_code" } }).errors).toHaveLength(1);
  });
});

describe("errors elsewhere", () => {
  it.each<[header: string, error: string | undefined, words: RegExp]>([
    [
      'Bearer realm="a", error="invalid_token", error_description="The token expired"',
      "invalid_token",
      /^The token expired\nbearer realm="a"/,
    ],
    ['DPoP error="use_dpop_nonce", error_description="Needs a nonce"', "use_dpop_nonce", /Needs a nonce/],
    ['Basic realm="id"', undefined, /basic realm="id"/],
    ["Bearer error=invalid_token", "invalid_token", /bearer/],
  ])("challenge: %s", (header, error, words) => {
    const { errors } = view({ response: { status: 401, headers: { "WWW-Authenticate": header }, body: "" } });
    expect(errors).toEqual([expect.objectContaining({ error, words: expect.stringMatching(words), status: 401 })]);
  });

  it("a challenge and a body", () => {
    const headers = { "WWW-Authenticate": 'Bearer error="invalid_token"' };
    const { errors } = view({ response: { status: 401, headers, body: { message: "Jwt expired" } } });
    expect(errors.map(({ error, words }) => [error, words])).toEqual([
      ["invalid_token", 'bearer error="invalid_token"'],
      [undefined, "Jwt expired"],
    ]);
  });

  it.each<[redirect: string, expected: object]>([
    [
      "https://a.example/cb?error=access_denied&error_description=The+user+denied&state=1",
      { error: "access_denied", words: "access_denied\nThe user denied" },
    ],
    [
      "https://a.example/cb#error=invalid_request&error_description=AADSTS50011%3a+no",
      { error: "invalid_request", codes: ["AADSTS50011"] },
    ],
    [
      "https://a.example/cb?error=access_denied&error_code=200&error_reason=user_denied",
      { error: "access_denied", codes: ["200", "user_denied"] },
    ],
    [
      "https://a.example/cb?error_code=1349048&error_message=URL+Blocked",
      { error: "1349048", words: "1349048\nURL Blocked" },
    ],
    ["https://login.microsoftonline.com/error?code=50011", { error: undefined, codes: ["AADSTS50011", "50011"] }],
    [
      `https://accounts.google.com/signin/oauth/error?authError=${encodeURIComponent(btoa("\n\x15redirect_uri_mismatch\x12\xb0\x01\nYou can't sign in"))}`,
      { error: "redirect_uri_mismatch", words: expect.stringMatching(/You can't sign in/) },
    ],
  ])("redirect: %s", (redirect_url, expected) => {
    expect(view({ redirect_url }).errors).toEqual([expect.objectContaining({ from: "redirect", ...expected })]);
  });

  it("a redirect belongs to the request with its state", () => {
    const at = "https://id.example/authorize?response_type=code&state=";
    const { errors } = view({
      request: [`${at}1`, `${at}2`],
      redirect_url: "https://a.example/?error=access_denied&state=1",
    });
    expect(errors[0]?.request?.parameters.get("state")).toBe("1");
  });

  it.each<[text: string, error: string | undefined, codes: string[]]>([
    [
      "google.auth.exceptions.RefreshError: ('invalid_grant: Token has been expired or revoked.', {'error': 'invalid_grant'})",
      "invalid_grant",
      [],
    ],
    ['oauth2: "invalid_grant" "Token has been expired or revoked."', "invalid_grant", []],
    ["oauthlib.oauth2.rfc6749.errors.InvalidGrantError: (invalid_grant) Bad Request", "invalid_grant", []],
    ['Response: {"error":"invalid_client","error_description":"x"} at line 4', "invalid_client", []],
    ['body="{\\"error\\":\\"unauthorized_client\\"}" level=warn', "unauthorized_client", []],
    ["It printed { error: 'some_vendor_error', error_description: 'x' }", "some_vendor_error", []],
    [':error=>"my_own_error" in Ruby', "my_own_error", []],
    ["[error] => custom_problem in PHP", "custom_problem", []],
    [
      "Message contains error: 'invalid_client', error_description: 'AADSTS7000215: no', error_uri: 'https://login.microsoftonline.com/error?code=7000215'.",
      "invalid_client",
      ["AADSTS7000215"],
    ],
    [
      'type="CODE_TO_TOKEN_ERROR", realmId="r", error="invalid_code", grant_type="authorization_code"',
      "invalid_code",
      ["CODE_TO_TOKEN_ERROR"],
    ],
    ["[next-auth][error][OAUTH_CALLBACK_ERROR] it broke", undefined, ["OAUTH_CALLBACK_ERROR"]],
    ["IDX10205: Issuer validation failed. Issuer: 'x'", undefined, ["IDX10205"]],
    ["url ended with ?error%3Daccess_denied%26x", "access_denied", []],
    ["nothing of note here at all", undefined, []],
  ])("text: %s", (text, error, codes) => {
    const { errors } = view({ text });
    expect(errors.filter(({ from }) => from === "text")).toEqual([expect.objectContaining({ error })]);
    expect(errors.flatMap((said) => said.codes)).toEqual(expect.arrayContaining(codes));
  });

  it.each([
    ["got HTTP 400 from it all", 400],
    ["Request failed with status code 401", 401],
    ["cannot fetch token: 400 Bad Request", 400],
    ["waited 500 ms, then nothing", undefined],
  ])("status in %j", (text, status) => {
    expect(view({ text }).errors[0]?.status).toBe(status);
  });

  it("names, and Windows' and Microsoft's quotes in words", () => {
    expect(view("AADSTS50011").errors).toEqual([
      expect.objectContaining({ error: "AADSTS50011", codes: ["AADSTS50011"] }),
    ]);
    expect(view("The reply URL doesn\u2019t match the \u201cone\u201d registered").words).toContain(
      'doesn\'t match the "one"',
    );
  });
});

it("hosts", () => {
  const text =
    "https://login.example.com/authorize?response_type=code\nhttp://localhost:3000/cb?code=1\nGET https://api.example.org/me failed with an error";
  expect(view(text).hosts).toEqual(["login.example.com", "localhost", "api.example.org"]);
  expect(view({ redirect_url: "/cb?error=x" }).hosts).toEqual([]);
});

it("JWTs with the place where they are", () => {
  const { jwts } = view({
    request: {
      method: "POST",
      url: `https://id.example/token?id_token_hint=${JWT}`,
      headers: { Authorization: `Bearer ${JWT}`, DPoP: JWT },
      body: `client_assertion=${JWT}&assertion=${JWT}`,
    },
    response: { status: 200, body: { id_token: JWT, access_token: JWT } },
    redirect_url: `https://a.example/#id_token=${JWT}`,
  });
  expect(jwts.map(({ found }) => found)).toEqual([
    "id_token_hint",
    "client_assertion",
    "assertion",
    "bearer",
    "dpop",
    "id_token",
    "access_token",
  ]);
  expect(view(JWT).jwts).toEqual([expect.objectContaining({ found: "input", parts: 3 })]);
});

it("nothing is a view too", () => {
  expect(buildView(NOTHING)).toMatchObject({ requests: [], errors: [], words: "", hosts: [], jwts: [] });
});
