/** `candor/explain` with anything that a program can catch: errors of many shapes, hostile ones, texts; and no secret in the result. */
import { inspect } from "node:util";
import { rolldown } from "rolldown";
import { describe, expect, it } from "vitest";
import { Explained, explain, explainResponse, rethrow } from "../../src/doctor/index.ts";

const SECRETS = {
  secret: "hunter2-hunter2-hunter2",
  code: "4/0AX4XfWh-q8zK7-9d2",
  token: "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl",
  verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r-wW1gFWFOEjXk",
};
const form = new URLSearchParams({
  grant_type: "authorization_code",
  client_id: "shop",
  client_secret: SECRETS.secret,
  code: SECRETS.code,
  code_verifier: SECRETS.verifier,
});
const URL_OF_TOKEN = "https://id.example.com/token";
const BODY = {
  error: "invalid_grant",
  error_description: "PKCE verification failed: code_verifier does not match code_challenge",
};
const PKCE = "pkce/verifier-mismatch";

const made = (name: string, message: string, members: object): Error =>
  Object.assign(new Error(message), { name }, members);

/** The members that each library's errors have, with the same failure in them. */
const SHAPES: Readonly<Record<string, unknown>> = {
  axios: made("AxiosError", "Request failed with status code 400", {
    isAxiosError: true,
    code: "ERR_BAD_REQUEST",
    config: { url: "/token", baseURL: "https://id.example.com", method: "post", data: form.toString(), headers: {} },
    response: { status: 400, headers: { "content-type": "application/json" }, data: BODY },
  }),
  gaxios: made("GaxiosError", "invalid_grant", {
    config: { url: new URL(URL_OF_TOKEN), method: "POST", data: form, headers: new Headers({ a: "b" }) },
    response: { status: 400, headers: new Headers(), data: BODY },
    status: 400,
  }),
  got: made("HTTPError", "Request failed with status code 400 (Bad Request)", {
    code: "ERR_NON_2XX_3XX_RESPONSE",
    options: { url: new URL(URL_OF_TOKEN), method: "POST", body: form.toString(), headers: {} },
    response: { statusCode: 400, headers: {}, body: JSON.stringify(BODY), url: URL_OF_TOKEN },
  }),
  superagent: made("Error", "Bad Request", {
    status: 400,
    response: { status: 400, headers: {}, body: BODY, text: JSON.stringify(BODY) },
  }),
  "openid-client 5": made("OPError", `invalid_grant (${BODY.error_description})`, BODY),
  "openid-client 6": made("ResponseBodyError", "server responded with an error in the response body", {
    cause: BODY,
    code: "OAUTH_RESPONSE_BODY_ERROR",
    ...BODY,
    status: 400,
    response: new Response(null, { status: 400 }),
  }),
  "simple-oauth2": made("Error", "Response Error: 400 Bad Request", {
    isBoom: true,
    output: { statusCode: 400 },
    data: { isResponseError: true, res: { statusCode: 400, headers: {} }, payload: BODY },
  }),
  "oauth, no Error": { statusCode: 400, data: JSON.stringify(BODY) },
  "oauth, a form as the body": { statusCode: 400, data: new URLSearchParams(BODY).toString() },
  "passport-oauth2": made("TokenError", BODY.error_description, { code: "invalid_grant", uri: undefined, status: 500 }),
  "passport-oauth2, wrapped": made("InternalOAuthError", "Failed to obtain access token", {
    oauthError: { statusCode: 400, data: JSON.stringify(BODY) },
  }),
  arctic: made("Error", "OAuth request error: invalid_grant", {
    code: "invalid_grant",
    description: BODY.error_description,
    uri: null,
    state: null,
  }),
  "@badgateway/oauth2-client": made("Error", BODY.error_description, {
    oauth2Code: "invalid_grant",
    httpCode: 400,
    response: new Response(null, { status: 400 }),
    parsedBody: BODY,
  }),
  "client-oauth2": made("Error", "The provided authorization grant is invalid", { code: "EAUTH", body: BODY }),
  MSAL: made("ServerError", `invalid_grant: ${BODY.error_description}`, {
    errorCode: "invalid_grant",
    errorMessage: BODY.error_description,
    subError: "",
  }),
  "oidc-client-ts": made("ErrorResponse", BODY.error_description, { ...BODY, error_uri: null, form }),
  "Auth.js": made("CallbackRouteError", "Read more at https://errors.authjs.dev#callbackrouteerror", {
    type: "CallbackRouteError",
    cause: {
      err: made("ResponseBodyError", "server responded with an error", { ...BODY, cause: BODY }),
      provider: "shop",
    },
  }),
  "the cause of a cause": new Error("a", { cause: new Error("b", { cause: made("OPError", "c", BODY) }) }),
  "one of several": new AggregateError([new Error("a"), made("OPError", "b", BODY)], "all failed"),
  "a text": `OPError: invalid_grant (${BODY.error_description})`,
  "a plain object": {
    response: { status: 400, body: BODY },
    request: { url: URL_OF_TOKEN, method: "POST", body: form },
  },
  "an error of another realm": Object.setPrototypeOf({ message: "x", stack: "x", name: "OPError", ...BODY }, null),
};

describe("the same cause in the errors of", () => {
  it.each(Object.keys(SHAPES))("%s", (name) => {
    const explained = explain(SHAPES[name]);
    expect(explained.code).toBe(PKCE);
    expect(explained.findings[0]?.reason).toBe(PKCE);
  });
});

describe("logs of frameworks", () => {
  it.each<[name: string, log: string, code: RegExp]>([
    [
      "Spring Security",
      `org.springframework.security.oauth2.client.ClientAuthorizationException: [invalid_token_response] An error occurred while attempting to retrieve the OAuth 2.0 Access Token Response: 400 : [{"error":"invalid_grant","error_description":"${BODY.error_description}"}]
	at org.springframework.security.oauth2.client.endpoint.DefaultAuthorizationCodeTokenResponseClient.getResponse(DefaultAuthorizationCodeTokenResponseClient.java:99)`,
      /^pkce\/verifier-mismatch$/,
    ],
    [
      "Spring Security, a resource server",
      'Bearer error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Jwt expired at 2026-01-01T00:00:00Z", error_uri="https://tools.ietf.org/html/rfc6750#section-3.1"',
      /^token\/expired$/,
    ],
    [
      "Spring Security, an ID token",
      "org.springframework.security.oauth2.core.OAuth2AuthenticationException: [invalid_id_token] An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
      /^token\/(?:signature-invalid|algorithm-mismatch)$/,
    ],
    [
      "Microsoft.IdentityModel",
      "Microsoft.IdentityModel.Tokens.SecurityTokenInvalidAudienceException: IDX10214: Audience validation failed. Audiences: 'api://x'. Did not match: validationParameters.ValidAudience: 'y' or validationParameters.ValidAudiences: 'null'.",
      /^token\/wrong-audience$/,
    ],
    [
      "ASP.NET Core",
      `fail: Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware[1]
      An unhandled exception has occurred while executing the request.
      Microsoft.AspNetCore.Authentication.AuthenticationFailureException: An error was encountered while handling the remote login.
       ---> Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectProtocolException: Message contains error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app 'x'.', error_uri: 'https://login.microsoftonline.com/error?code=7000215'.`,
      /^client-auth\/secret-wrong$/,
    ],
  ])("%s", (_, log, code) => {
    expect(explain(log).code).toMatch(code);
    expect(explain(new Error(log)).code).toMatch(code);
  });
});

describe("no secret is in what", () => {
  const full = made("AxiosError", `Request failed: code ${SECRETS.code}, client_secret=${SECRETS.secret}`, {
    config: {
      url: `${URL_OF_TOKEN}?client_secret=${SECRETS.secret}`,
      method: "post",
      data: form.toString(),
      headers: { Authorization: `Bearer ${SECRETS.token}`, Cookie: `session=${SECRETS.secret}` },
      auth: { username: "shop", password: SECRETS.secret },
    },
    response: {
      status: 400,
      headers: { "set-cookie": [`sid=${SECRETS.secret}`] },
      data: { ...BODY, access_token: SECRETS.token, detail: `code ${SECRETS.code} with ${SECRETS.verifier}` },
    },
  });
  const explained = explain(full);
  it.each<[name: string, shown: string]>([
    ["its message says", explained.message],
    ["its stack says", explained.stack ?? ""],
    ["JSON has of it", JSON.stringify(explained)],
    ["a console shows", inspect(explained, { depth: null, showHidden: true })],
    ["its members have", inspect(Object.entries(explained), { depth: null })],
    ["its findings have", inspect([explained.findings, explained.asks], { depth: null })],
  ])("%s", (_, shown) => {
    for (const secret of Object.values(SECRETS)) expect(shown).not.toContain(secret);
  });
  it("has a cause", () => expect(explained.code).toBe(PKCE));
});

describe("never throws", () => {
  const circle: Record<string, unknown> = { message: "invalid_grant", stack: "x" };
  circle.cause = circle;
  circle.errors = [circle, circle];
  const thrower = new Proxy(new Error("x"), {
    get() {
      throw new Error("no");
    },
    ownKeys() {
      throw new Error("no");
    },
  });
  const deep = Array.from({ length: 100_000 }).reduce<object>((cause) => ({ message: "x", stack: "x", cause }), {});
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  it.each<[name: string, value: unknown]>([
    ["undefined", undefined],
    ["null", null],
    ["a number", 7],
    ["a symbol", Symbol("x")],
    ["a function", () => 1],
    ["a bigint", 7n],
    ["an empty text", ""],
    ["a circle", circle],
    ["a chain without end", deep],
    ["a proxy that throws", thrower],
    ["a revoked proxy", proxy],
    [
      "a getter that throws",
      {
        get response() {
          throw new Error("no");
        },
        message: "invalid_grant",
        stack: "",
      },
    ],
    [
      "members of wrong types",
      { response: 7, config: "x", request: [], headers: 1, data: Symbol("x"), error: {}, cause: "x", errors: "x" },
    ],
    ["headers that lie", { response: { status: 400, headers: { forEach: 1, getSetCookie: () => 1 }, data: BODY } }],
    [
      "toJSON that throws",
      {
        response: {
          status: 400,
          data: {
            toJSON() {
              throw new Error("no");
            },
          },
        },
      },
    ],
    ["a BigInt in a body", { response: { status: 400, data: { error: "invalid_grant", n: 7n } } }],
    [
      "half a surrogate",
      made("Error", "\ud800 invalid_grant", {
        config: { url: "\ud800", auth: { username: "\u0100", password: "\u0100" } },
      }),
    ],
    ["a URL that is none", { config: { url: "http://[", params: { a: 1 } }, response: { status: 400 } }],
    ["a long message", new Error(`invalid_grant ${"x".repeat(1_000_000)}`)],
    ["a response that was read", new Response("x", { status: 400 })],
  ])("%s", (_, value) => {
    expect(explain(value)).toBeInstanceOf(Explained);
    expect(explain(value, value as never)).toBeInstanceOf(Explained);
  });
});

describe("an error that isn't OAuth's", () => {
  it.each([
    new TypeError("Cannot read properties of null (reading 'x')"),
    new Error("connect ECONNREFUSED 127.0.0.1:5432"),
  ])("has no cause: %s", (error) => {
    expect(explain(error)).toMatchObject({ code: undefined, isOAuth: false, findings: [] });
    expect(() => rethrow(error)).toThrow(error);
    expect(error.cause).toBe(undefined);
  });
});

describe("rethrow", () => {
  const caught = (error: unknown): unknown => {
    try {
      rethrow(error);
    } catch (again) {
      return again;
    }
    return undefined;
  };

  it("keeps the errors that caused it, and adds the explanation to the last of them", () => {
    const last = made("OPError", "x", BODY);
    const error = new Error("a", { cause: last });
    expect(caught(error)).toBe(error);
    expect(error.cause).toBe(last);
    expect(last.cause).toMatchObject({ name: "Explained", code: PKCE });
    // Twice is once.
    caught(error);
    expect((last.cause as Error).cause).toBe(undefined);
  });

  it.each([
    ["a frozen error", Object.freeze(made("OPError", "x", BODY))],
    ["a text", "invalid_grant"],
    ["undefined", undefined],
  ])("throws %s as it is", (_, value) => expect(caught(value)).toBe(value));

  it("considers the context", () => {
    const error = new Error("error=redirect_uri_mismatch");
    expect(() => rethrow(error, { provider: "google" })).toThrow(error);
    expect((error.cause as Explained).providers.join()).toContain("Google");
  });
});

describe("explainResponse", () => {
  const respond = (status: number, body: string | null, headers: HeadersInit = {}) =>
    new Response(body, { status, headers });

  it("reads a copy", async () => {
    const response = respond(400, JSON.stringify(BODY));
    expect((await explainResponse(response)).code).toBe(PKCE);
    expect(await response.json()).toEqual(BODY);
  });

  it("reads a challenge, and the headers of a response that was read", async () => {
    const headers = {
      "www-authenticate": 'Bearer error="invalid_token", error_description="The access token expired"',
    };
    const response = respond(401, "x", headers);
    await response.text();
    expect((await explainResponse(response)).code).toBe("token/expired");
  });

  it("considers the request", async () => {
    const body = new URLSearchParams({ grant_type: "client_credentials", scope: "read,write" });
    const known = { known_scopes: ["read", "write"] };
    const response = respond(400, '{"error":"invalid_scope"}');
    expect((await explainResponse(response, known, { body })).code).toBe("scope/wrong-delimiter");
  });

  it("doesn't reject", async () => {
    for (const value of [undefined, {}, { clone: 1 }, Response.error()])
      expect(await explainResponse(value as Response)).toBeInstanceOf(Explained);
  });
});

it("can be bundled for browsers: nothing of Node is in it", async () => {
  const bundle = await rolldown({
    input: new URL("../../src/doctor/index.ts", import.meta.url).pathname,
    platform: "browser",
    onLog: (level, log) => {
      if (level === "warn") throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({ format: "esm" });
  await bundle.close();
  expect(output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.imports : []))).toEqual([]);
});
