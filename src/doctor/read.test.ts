import { describe, expect, it } from "vitest";
import { read } from "./read.ts";

const b64 = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const JWT = `${b64({ alg: "RS256", kid: "k1" })}.${b64({ iss: "https://id.example", aud: "app", exp: 1700000000 })}.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg`;

/** What is left when what is empty is left out. */
function kinds(text: string) {
  const material = read(text);
  return Object.fromEntries(
    Object.entries(material).filter(
      ([, value]) => (Array.isArray(value) ? value.length : Object.keys(value).length) > 0,
    ),
  );
}

describe("names", () => {
  it.each<[text: string, names: string[]]>([
    ["invalid_grant", ["invalid_grant"]],
    ["  invalid_grant\n", ["invalid_grant"]],
    ["'invalid_client'", ["invalid_client"]],
    ["invalid_scope.", ["invalid_scope"]],
    ["scope/misspelled", ["scope/misspelled"]],
    ["redirect-uri", ["redirect-uri"]],
    ["pkce", ["pkce"]],
    ["AADSTS50011", ["AADSTS50011"]],
    ["AADSTS50011:", ["AADSTS50011"]],
    ["E0000021", ["E0000021"]],
    ["redirect_uri_mismatch", ["redirect_uri_mismatch"]],
    ["OAUTH_CALLBACK_ERROR", ["OAUTH_CALLBACK_ERROR"]],
    ["invalid_grant, AADSTS70008", ["invalid_grant", "AADSTS70008"]],
    ["OAuthException", ["OAuthException"]],
    ["urn:ietf:params:oauth:error:x_y", ["urn:ietf:params:oauth:error:x_y"]],
  ])("%j", (text, names) => {
    expect(kinds(text)).toEqual({ names });
  });

  it.each(["it does not work", "the token is invalid", "Bad Request", "x", "why invalid grant here please?"])(
    "none in %j",
    (text) => {
      expect(kinds(text)).toEqual({ texts: [text] });
    },
  );
});

describe("addresses", () => {
  it.each<[text: string, url: string]>([
    [
      "https://id.example/authorize?response_type=code&client_id=a",
      "https://id.example/authorize?response_type=code&client_id=a",
    ],
    [
      "https://id.example/authorize?response_type=code&amp;client_id=a",
      "https://id.example/authorize?response_type=code&client_id=a",
    ],
    [
      "<https://id.example/oauth2/auth?client_id=a&redirect_uri=x%3A%2Fy>",
      "https://id.example/oauth2/auth?client_id=a&redirect_uri=x%3A%2Fy",
    ],
    [
      '"https://id.example/dialog/oauth?client_id=1&scope=email"',
      "https://id.example/dialog/oauth?client_id=1&scope=email",
    ],
    [
      "https://id.example/authorize?client_id=a\n  &response_type=code\n  &scope=openid%20email",
      "https://id.example/authorize?client_id=a&response_type=code&scope=openid%20email",
    ],
    [
      "https://id.example/authorize?client_id=a&\r\nresponse_type=code&\r\nscope=openid",
      "https://id.example/authorize?client_id=a&response_type=code&scope=openid",
    ],
    [
      "https://id.example/authorize?client_id=a&redirect_uri=https%3\nA%2F%2Fapp.example%2Fcb&response_type=code",
      "https://id.example/authorize?client_id=a&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code",
    ],
    ["\ufeffhttps://id.example/authorize?response_type=token", "https://id.example/authorize?response_type=token"],
    ["login.example.com/authorize?response_type=code", "https://login.example.com/authorize?response_type=code"],
    ["response_type=code&client_id=a&scope=x", "?response_type=code&client_id=a&scope=x"],
    [
      "We open https://id.example/authorize?response_type=code&client_id=a, and nothing happens.",
      "https://id.example/authorize?response_type=code&client_id=a",
    ],
  ])("authorization request: %j", (text, url) => {
    expect(read(text).exchanges).toEqual([{ request: { method: "GET", url, headers: {} } }]);
  });

  it("that was cut off says so", () => {
    const [exchange] = read("Redirecting to https://id.example/authorize?response_type=code&client_id=a...").exchanges;
    expect(exchange?.request).toMatchObject({ partial: true, url: expect.stringMatching(/client_id=a/) });
  });

  it.each<[text: string, redirect: string]>([
    ["https://app.example/cb?error=access_denied&state=1", "https://app.example/cb?error=access_denied&state=1"],
    ["https://app.example/cb#error=login_required", "https://app.example/cb#error=login_required"],
    ["https://app.example/#/cb?error=login_required", "https://app.example/#/cb?error=login_required"],
    [
      "http://localhost:3000/api/auth/callback?code=abc&state=x",
      "http://localhost:3000/api/auth/callback?code=abc&state=x",
    ],
    ["localhost:3000/callback?error=invalid_scope", "http://localhost:3000/callback?error=invalid_scope"],
    ["127.0.0.1:8080/?code=abc", "http://127.0.0.1:8080/?code=abc"],
    ["app.example.com/cb?error=server_error", "https://app.example.com/cb?error=server_error"],
    ["com.example.app:/oauth2redirect?error=access_denied", "com.example.app:/oauth2redirect?error=access_denied"],
    ["myapp://callback?code=abc", "myapp://callback?code=abc"],
    ["/callback?error=invalid_request&error_description=no", "/callback?error=invalid_request&error_description=no"],
    ["?error=invalid_request&error_description=no", "?error=invalid_request&error_description=no"],
    ["code=abc&state=xyz", "?code=abc&state=xyz"],
    ["error=access_denied&state=xyz", "?error=access_denied&state=xyz"],
    [
      "Landed on http://localhost:8080/cb?error=access_denied&amp;state=a. Why?",
      "http://localhost:8080/cb?error=access_denied&state=a",
    ],
    ["opened myapp://cb?error=invalid_scope then closed", "myapp://cb?error=invalid_scope"],
    [
      "https://accounts.google.com/signin/oauth/error?authError=Cg&client_id=1",
      "https://accounts.google.com/signin/oauth/error?authError=Cg&client_id=1",
    ],
  ])("redirect: %j", (text, redirect) => {
    expect(read(text).redirects).toEqual([redirect]);
  });
});

describe("raw HTTP", () => {
  const body = "grant_type=authorization_code&code=abc";
  it.each<[what: string, text: string, method: string, url: string, sent: string | undefined]>([
    [
      "whole",
      `POST /token HTTP/1.1\r\nHost: id.example\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n${body}`,
      "POST",
      "https://id.example/token",
      body,
    ],
    ["without headers", `POST https://id.example/token\n\n${body}`, "POST", "https://id.example/token", body],
    ["the body right below", `POST https://id.example/token\n${body}`, "POST", "https://id.example/token", body],
    [
      "a folded body",
      "POST /token HTTP/1.1\nHost: id.example\n\ngrant_type=authorization_code\n&code=abc",
      "POST",
      "https://id.example/token",
      body,
    ],
    [
      "pseudo headers",
      `:method: POST\n:authority: id.example\n:path: /token\n:scheme: https\ncontent-type: application/x-www-form-urlencoded\n\n${body}`,
      "POST",
      "https://id.example/token",
      body,
    ],
    [
      "pseudo headers on two lines",
      ":authority:\nid.example\n:method:\nPOST\n:path:\n/token\n:scheme:\nhttps",
      "POST",
      "https://id.example/token",
      undefined,
    ],
    [
      "a folded request line",
      "GET /authorize?response_type=code\n    &client_id=a HTTP/1.1\nHost: id.example",
      "GET",
      "https://id.example/authorize?response_type=code&client_id=a",
      undefined,
    ],
    [
      "a local host",
      `POST /token HTTP/1.1\nHost: localhost:8080\n\n${body}`,
      "POST",
      "http://localhost:8080/token",
      body,
    ],
    [
      "as curl -v prints it",
      "> POST /token HTTP/2\n> Host: id.example\n> Accept: */*\n>\n* upload completely sent off",
      "POST",
      "https://id.example/token",
      undefined,
    ],
  ])("request: %s", (_, text, method, url, sent) => {
    const [exchange] = read(text).exchanges;
    expect(exchange?.request).toMatchObject({ method, url, ...(sent && { body: sent }) });
    expect(exchange?.response).toBeUndefined();
  });

  it.each<[what: string, text: string, status: number | undefined]>([
    ["whole", 'HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n\r\n{"error":"x_y"}', 400],
    ["HTTP/2", 'HTTP/2 401\ncontent-type: application/json\n\n{"error":"x_y"}', 401],
    ["without headers", 'HTTP/1.1 400 Bad Request\n\n{"error":"x_y"}', 400],
    ["without a blank line", 'HTTP/1.1 400 Bad Request\n{"error":"x_y"}', 400],
    [
      "as curl -v prints it",
      '< HTTP/2 400 \n< content-type: application/json\n< \n* Connection #0 left intact\n{"error":"x_y"}',
      400,
    ],
    ["a status in words", 'HTTP 400 Bad Request\n{"error":"x_y"}', 400],
    ["a status and a phrase", '400 Bad Request\n\n{"error":"x_y"}', 400],
    ["a status alone", '401\n{"error":"x_y"}', 401],
    ["Status:", 'Status: 403 Forbidden\nContent-Type: application/json\n\n{"error":"x_y"}', 403],
    ["on one line", 'HTTP 400: {"error":"x_y"}', 400],
    ["on one line, by a dash", '400 Bad Request - {"error":"x_y"}', 400],
    ["Response (400):", 'Response (400):\n{"error":"x_y"}', 400],
    ["the body alone", '{"error":"x_y"}', undefined],
    ["the body alone, typographic", "{\u201cerror\u201d:\u201cx_y\u201d}", undefined],
    ["in a fence", '```json\n{"error":"x_y"}\n```', undefined],
    ["a form", "error=x_y&error_description=no", undefined],
  ])("response: %s", (_, text, status) => {
    const material = read(text);
    expect(material.exchanges).toHaveLength(1);
    expect(material.exchanges[0]?.response?.status).toBe(status);
    expect(material.exchanges[0]?.response?.body).toMatch(/x_y/);
  });

  it("pairs a transcript, also of several exchanges", () => {
    const text = `POST /par HTTP/1.1\nHost: id.example\n\nclient_id=a&response_type=code\n\n----\n\nHTTP/1.1 201 Created\n\n{"request_uri":"urn:x"}\n\n-----\nPOST /token HTTP/1.1\nHost: id.example\n\n${body}\n\n====\nHTTP/1.1 400 Bad Request\nWWW-Authenticate: Basic\n  realm="x"\n\n{"error":"invalid_grant"}\nWhat now?`;
    const { exchanges, texts } = read(text);
    expect(exchanges.map(({ request, response }) => [request?.url, request?.body, response?.status])).toEqual([
      ["https://id.example/par", "client_id=a&response_type=code", 201],
      ["https://id.example/token", body, 400],
    ]);
    expect(exchanges[1]?.response?.headers).toEqual({ "www-authenticate": 'Basic realm="x"' });
    expect(texts).toEqual(["What now?"]);
  });

  it("takes a page to its end", () => {
    const { exchanges, texts } = read(
      "HTTP/1.1 400 Bad Request\nContent-Type: text/html\n\n<html>\n<h1>Error</h1>\n\n<p>x</p>\n</html>\nThat is it.",
    );
    expect(exchanges[0]?.response?.body).toMatch(/^<html>[\s\S]*<\/html>$/);
    expect(texts).toEqual(["That is it."]);
  });

  it("what the network panel shows", () => {
    const text =
      'Request URL: https://id.example/token\nRequest Method: POST\nStatus Code: 400 Bad Request\nRemote Address: 1.2.3.4:443\nResponse Headers\ncontent-type: application/json\nRequest Headers\norigin: https://app.example\nForm Data\ngrant_type: authorization_code\ncode: a b\nredirect_uri: https://app.example/cb\n\n{"error":"invalid_grant"}';
    expect(read(text).exchanges).toEqual([
      {
        request: {
          method: "POST",
          url: "https://id.example/token",
          headers: { origin: "https://app.example", "content-type": "application/x-www-form-urlencoded" },
          body: "grant_type=authorization_code&code=a+b&redirect_uri=https%3A%2F%2Fapp.example%2Fcb",
        },
        response: { status: 400, headers: { "content-type": "application/json" }, body: '{"error":"invalid_grant"}' },
      },
    ]);
  });
});

describe("curl -v", () => {
  const shown =
    "* Trying 1.2.3.4:443...\n> POST /token HTTP/1.1\n> Host: id.example\n> \n* upload completely sent off: 9 bytes\n< HTTP/1.1 401 Unauthorized\n< \n* Connection #0 to host id.example left intact\n";
  it("is the request of the command before it", () => {
    const { exchanges, texts } = read(`$ curl -v -d a=b https://id.example/token\n${shown}{"error":"x_y"}`);
    expect(exchanges).toEqual([
      expect.objectContaining({
        request: expect.objectContaining({
          url: "https://id.example/token",
          body: "a=b",
          headers: expect.objectContaining({ host: "id.example" }),
        }),
        response: { status: 401, headers: {}, body: '{"error":"x_y"}' },
      }),
    ]);
    expect(texts).toEqual([]);
  });

  it("alone shows no body, so the request is a part", () => {
    expect(read(shown).exchanges).toEqual([
      expect.objectContaining({ request: expect.objectContaining({ partial: true }) }),
    ]);
  });
});

describe("spaces that weren't encoded", () => {
  it.each<[text: string, scope: string]>([
    ["https://id.example/authorize?client_id=a&scope=openid email profile&response_type=code", "openid email profile"],
    ["GET https://id.example/authorize?scope=openid email&response_type=code&client_id=a", "openid email"],
    ["client_id=a&scope=openid email&response_type=code", "openid%20email"],
  ])("%j", (text, scope) => {
    const url = read(text).exchanges[0]?.request?.url ?? "";
    expect(url).toContain(`scope=${scope}&`);
    expect(url).toContain("response_type=code");
  });
});

it("a line that only announces what follows isn't a text", () => {
  const text = 'Request:\nPOST https://id.example/token\n\ngrant_type=x\n\nResponse:\n{"error":"x_y"}';
  expect(kinds(text)).toEqual({
    exchanges: [expect.objectContaining({ response: { headers: {}, body: '{"error":"x_y"}' } })],
  });
});

describe("forms", () => {
  it.each<[text: string, body: string]>([
    ["grant_type=refresh_token&refresh_token=x", "grant_type=refresh_token&refresh_token=x"],
    [
      "grant_type=refresh_token\n&refresh_token=x\n&client_id=a",
      "grant_type=refresh_token&refresh_token=x&client_id=a",
    ],
    ["grant_type: authorization_code\ncode: a/b\nclient_id: x", "grant_type=authorization_code&code=a%2Fb&client_id=x"],
    ["grant_type = password\nusername = me\npassword = p&q", "grant_type=password&username=me&password=p%26q"],
    ['"grant_type": "client_credentials",\n"client_id": "a",', "grant_type=client_credentials&client_id=a"],
  ])("%j", (text, body) => {
    expect(read(text).exchanges).toEqual([{ request: expect.objectContaining({ method: "POST", url: "", body }) }]);
  });
});

describe("JWTs", () => {
  it.each<[what: string, text: string, found: string]>([
    ["alone", JWT, "input"],
    ["broken over lines", `${JWT.slice(0, 60)}\n${JWT.slice(60, 120)}\n${JWT.slice(120)}`, "input"],
    ["bearer", `Authorization: Bearer ${JWT}`, "bearer"],
    ["in JSON of a log line", `2024-01-01 WARN got {"id_token":"${JWT}"} rejected`, "id_token"],
    ["as a parameter", `client_assertion=${JWT} was refused`, "client_assertion"],
    ["in a sentence", `The token ${JWT} is rejected.`, "input"],
    ["without a signature", JWT.slice(0, JWT.lastIndexOf(".")), "input"],
  ])("%s", (_, text, found) => {
    expect(read(text).jwts).toEqual([
      expect.objectContaining({ found, claims: expect.objectContaining({ aud: "app" }) }),
    ]);
  });

  it("decoded by somebody else", () => {
    const text = '{"alg":"RS256","typ":"JWT"}\n{"iss":"https://id.example","aud":"a","exp":1700000000}';
    expect(read(text).jwts).toEqual([
      {
        header: { alg: "RS256", typ: "JWT" },
        claims: { iss: "https://id.example", aud: "a", exp: 1700000000 },
        found: "input",
      },
    ]);
  });
});

describe("documents", () => {
  const discovery = {
    issuer: "https://id.example",
    token_endpoint: "https://id.example/token",
    jwks_uri: "https://id.example/jwks",
  };
  it("a discovery document, alone or among others", () => {
    expect(read(JSON.stringify(discovery)).discovery).toEqual([discovery]);
    const both = read(`${JSON.stringify(discovery, null, 2)}\n\n${JWT}\nit says invalid issuer`);
    expect([both.discovery, both.jwts.length, both.texts]).toEqual([[discovery], 1, ["it says invalid issuer"]]);
    expect(read("x y z", { discovery }).discovery).toEqual([discovery]);
  });

  it("keys", () => {
    const keys = [{ kty: "RSA", kid: "1", alg: "RS256" }];
    expect(read(JSON.stringify({ keys })).context).toEqual({ jwks: { keys } });
  });

  it("the file that Google provides for a client", () => {
    const file = { web: { client_id: "1.apps", client_secret: "x", redirect_uris: ["https://a.example/cb"] } };
    expect(read(JSON.stringify(file)).context).toEqual({
      client_id: "1.apps",
      registered_redirect_uris: ["https://a.example/cb"],
    });
  });
});

describe("texts", () => {
  it.each([
    "2024-05-01T10:00:00Z ERROR c.e.Auth - token request failed: 400 invalid_grant",
    "google.auth.exceptions.RefreshError: ('invalid_grant: Bad Request', {'error': 'invalid_grant'})",
    "Error: Request failed with status code 400\n    at createError (node_modules/axios/lib/core/createError.js:16:15)\n    at settle (settle.js:17:12)",
    '{"level":"error","msg":"oidc callback failed","error":"state mismatch"}',
    '{"error":"invalid_grant","error_descript',
  ])("%j", (text) => {
    expect(kinds(text)).toEqual({ texts: [text] });
  });
});

describe("the JSON form for tools", () => {
  const tool = (value: unknown) => read(JSON.stringify(value));
  it("pairs request and response, and takes the rest", () => {
    const material = tool({
      request: {
        method: "post",
        url: "https://id.example/token",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: "grant_type=x",
      },
      response: { status: 400, headers: { "WWW-Authenticate": "Basic" }, body: { error: "invalid_client" } },
      redirect_url: "localhost:3000/cb?code=1",
      text: "invalid_client everywhere",
      context: { client_id: "a", allowed_scopes: "openid email", known_scopes: 7, server_time: 1700000000 },
    });
    expect(material).toEqual({
      exchanges: [
        {
          request: {
            method: "POST",
            url: "https://id.example/token",
            headers: { "content-type": "application/x-www-form-urlencoded" },
            body: "grant_type=x",
          },
          response: { status: 400, headers: { "www-authenticate": "Basic" }, body: '{"error":"invalid_client"}' },
        },
      ],
      redirects: ["http://localhost:3000/cb?code=1"],
      texts: ["invalid_client everywhere"],
      jwts: [],
      names: [],
      discovery: [],
      context: { client_id: "a", allowed_scopes: ["openid", "email"], server_time: 1700000000 },
    });
  });

  it.each<[what: string, request: unknown, expected: object]>([
    [
      "a URL",
      "https://id.example/authorize?response_type=code",
      { method: "GET", url: "https://id.example/authorize?response_type=code" },
    ],
    [
      "curl",
      "curl -d grant_type=x https://id.example/token",
      { method: "POST", url: "https://id.example/token", body: "grant_type=x" },
    ],
    [
      "raw",
      "POST /token HTTP/1.1\nHost: id.example\n\ngrant_type=x",
      { method: "POST", url: "https://id.example/token", body: "grant_type=x" },
    ],
    [
      "an object as form",
      { url: "https://id.example/token", body: { grant_type: "x", a: 1 } },
      { method: "POST", body: "grant_type=x&a=1" },
    ],
    [
      "an object as JSON",
      {
        url: "https://id.example/token",
        headers: [{ name: "Content-Type", value: "application/json" }],
        body: { a: 1 },
      },
      { body: '{"a":1}' },
    ],
  ])("request: %s", (_, request, expected) => {
    expect(tool({ request }).exchanges).toEqual([{ request: expect.objectContaining(expected) }]);
  });

  it("arrays, and members that stand for others", () => {
    const { exchanges, redirects, texts } = tool({
      request: ["https://id.example/authorize?response_type=code", { method: "POST", url: "https://id.example/token" }],
      response: [null, { statusCode: "400 Bad Request", data: { error: "x" } }],
      redirect_url: ["https://a.example/?code=1", "https://a.example/?error=x"],
      text: ["one thing", "another thing"],
    });
    expect(exchanges.map(({ request, response }) => [request?.method, response?.status])).toEqual([
      ["GET", undefined],
      ["POST", 400],
    ]);
    expect([redirects.length, texts]).toEqual([2, ["one thing", "another thing"]]);
    expect(tool([{ text: "one thing" }, { response: { status: 401 } }]).exchanges).toHaveLength(1);
  });

  it("reads what its text holds", () => {
    expect(tool({ text: 'HTTP/1.1 400 Bad Request\n\n{"error":"x"}' }).exchanges[0]?.response?.status).toBe(400);
    expect(tool({ text: "invalid_grant" }).names).toEqual(["invalid_grant"]);
  });

  it("separate context takes precedence", () => {
    const input = JSON.stringify({ context: { client_id: "inner", provider: "okta" } });
    expect(read(input, { client_id: "outer" }).context).toEqual({ client_id: "outer", provider: "okta" });
  });
});
