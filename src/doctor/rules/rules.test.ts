/** What rules find in requests, responses and tokens by themselves; and that a right request gives nothing. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isCause } from "../../reasons/causes.ts";
import { buildView } from "../build-view.ts";
import type { Finding } from "../finding.ts";
import type { Context, Exchange, Material } from "../material.ts";
import { NOTHING } from "../material.ts";
import { rules } from "./index.ts";

const findingsOf = (material: Partial<Material>): Finding[] => {
  const view = buildView({ ...NOTHING, ...material });
  return rules.flatMap((rule) => rule.run(view)).sort((a, b) => b.confidence - a.confidence);
};

const FORM = { "content-type": "application/x-www-form-urlencoded" };
const TOKEN = "https://id.example/oauth/token";
const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
const CB = "https://shop.example/cb";
const CODE = "SplxlOBeZQQYbYS6WxSbIAabcdef";

type Parameters = Readonly<Record<string, string | undefined>>;
const form = (parameters: Parameters): string =>
  new URLSearchParams(
    Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined),
  ).toString();

const AUTHORIZE = {
  response_type: "code",
  client_id: "shop",
  redirect_uri: CB,
  scope: "openid profile",
  state: "af0ifjsldkj",
  code_challenge: CHALLENGE,
  code_challenge_method: "S256",
};
const REDEEM = {
  grant_type: "authorization_code",
  code: CODE,
  redirect_uri: CB,
  client_id: "shop",
  code_verifier: VERIFIER,
  client_secret: "7Fjfp0ZBr1KtDRbnfVdmIw",
};
const REFRESH = {
  grant_type: "refresh_token",
  refresh_token: "8xLOxBtZp8abcdefghij",
  client_id: "shop",
  client_secret: "7Fjfp0ZBr1KtDRbnfVdmIw",
};
const CREDENTIALS = {
  grant_type: "client_credentials",
  client_id: "shop",
  client_secret: "7Fjfp0ZBr1KtDRbnfVdmIw",
  scope: "photos",
};

const authorize = (parameters: Parameters = {}, host = "https://id.example/authorize"): Exchange => ({
  request: { method: "GET", url: `${host}?${form({ ...AUTHORIZE, ...parameters })}`, headers: {} },
});
const post = (
  parameters: Parameters,
  more: {
    url?: string;
    headers?: Record<string, string>;
    error?: string;
    description?: string;
    status?: number;
    body?: string;
    answer?: string;
    at?: number;
  } = {},
): Exchange => ({
  request: {
    method: "POST",
    url: more.url ?? TOKEN,
    headers: { ...FORM, ...more.headers },
    body: more.body ?? form(parameters),
  },
  ...(more.error === undefined && more.answer === undefined
    ? {}
    : {
        response: {
          status: more.status ?? (more.answer === undefined ? 400 : 200),
          headers: {},
          body: more.answer ?? JSON.stringify({ error: more.error, error_description: more.description }),
        },
      }),
  ...(more.at === undefined ? {} : { at: more.at }),
});
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
});
const jwt = (claims: object, header: object = { alg: "RS256", kid: "1" }): string =>
  `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2lnbmF0dXJl`;
const callback = (parameters: Parameters): string => `${CB}?${form(parameters)}`;
const NOW = 1_790_000_000;
const ISSUED = JSON.stringify({
  access_token: "2YotnFZFEjr1zCsicMWpAA",
  refresh_token: "newrefresh5678901234",
  scope: "openid profile",
  token_type: "Bearer",
});

type Row = readonly [what: string, material: Partial<Material>, reason: string];
const asked = (what: string, parameters: Parameters, reason: string, context: Context = {}): Row => [
  what,
  { exchanges: [authorize(parameters)], context },
  reason,
];
const redeemed = (what: string, parameters: Parameters, reason: string, more: Parameters1 = {}): Row => [
  what,
  { exchanges: [post({ ...REDEEM, ...parameters }, more)] },
  reason,
];
type Parameters1 = NonNullable<globalThis.Parameters<typeof post>[1]>;
const flow = (what: string, of: Parameters, then: Parameters, reason: string): Row => [
  what,
  { exchanges: [authorize(of), post({ ...REDEEM, ...then }, { error: "invalid_grant" })] },
  reason,
];

const KNOWN: Context = {
  known_scopes: ["openid", "profile", "photos:read", "photos:write"],
  allowed_scopes: ["openid", "profile", "photos:read"],
};
const MS = "https://login.microsoftonline.com/9c1d6e2a-4f0b-4c55-8a51-0d3c6e0f7b21/oauth2/v2.0";

const scopes: readonly Row[] = [
  asked("a comma", { scope: "openid,profile" }, "scope/wrong-delimiter"),
  asked("a comma between names that are unknown", { scope: "read:x,write:x" }, "scope/wrong-delimiter"),
  asked("a semicolon", { scope: "openid;profile" }, "scope/wrong-delimiter"),
  asked("a plus sign, encoded", { scope: "openid+profile" }, "scope/wrong-delimiter"),
  asked("an encoded space, encoded again", { scope: "openid%20profile" }, "scope/wrong-delimiter"),
  asked("a list in JSON", { scope: '["openid","profile"]' }, "scope/wrong-delimiter"),
  asked("quotes", { scope: '"openid profile"' }, "scope/malformed"),
  asked("wrong case", { scope: "OpenID profile" }, "scope/wrong-case"),
  asked("wrong case of a known one", { scope: "openid Photos:Read" }, "scope/wrong-case", KNOWN),
  asked("misspelled", { scope: "openid photo:read" }, "scope/misspelled", KNOWN),
  asked("opendid", { scope: "opendid profile" }, "scope/misspelled"),
  asked("a hyphen", { scope: "openid offline-access" }, "scope/misspelled"),
  asked("unknown", { scope: "openid invoices" }, "scope/unknown", KNOWN),
  asked("not allowed", { scope: "openid photos:write" }, "scope/not-allowed-for-client", KNOWN),
  asked("short name", { scope: "openid read" }, "scope/prefix-missing", {
    known_scopes: ["openid", "api://photos/read"],
  }),
  asked("openid missing", { scope: "profile", response_type: "code id_token", nonce: "n-0S6_WzA2Mj" }, "scope/missing"),
  [
    "Google's short name",
    { exchanges: [authorize({ scope: "openid calendar.readonly" }, "https://accounts.google.com/o/oauth2/v2/auth")] },
    "scope/prefix-missing",
  ],
  [
    "Microsoft, two resources",
    { exchanges: [authorize({ scope: "User.Read https://vault.azure.net/user_impersonation" }, `${MS}/authorize`)] },
    "scope/mixes-resources",
  ],
  [
    "Microsoft, no .default",
    {
      exchanges: [post({ ...CREDENTIALS, scope: "https://graph.microsoft.com/User.Read.All" }, { url: `${MS}/token` })],
    },
    "scope/malformed",
  ],
  [
    "Microsoft, no resource",
    { exchanges: [authorize({ scope: "openid access_as_user" }, `${MS}/authorize`)] },
    "scope/prefix-missing",
  ],
  [
    "a refresh for more",
    {
      exchanges: [
        post(REDEEM, { answer: ISSUED }),
        post({ ...REFRESH, refresh_token: "newrefresh5678901234", scope: "openid email" }, { error: "invalid_scope" }),
      ],
    },
    "scope/exceeds-grant",
  ],
  [
    "another resource",
    {
      exchanges: [post({ ...CREDENTIALS, resource: "https://mcp.example/v1" })],
      discovery: [{ resource: "https://mcp.example/mcp" }],
    },
    "resource/mismatch",
  ],
];

const forms: readonly Row[] = [
  redeemed("JSON", {}, "request/wrong-content-type", {
    body: JSON.stringify(REDEEM),
    headers: { "content-type": "application/json" },
  }),
  redeemed("multipart", {}, "request/wrong-content-type", {
    headers: { "content-type": "multipart/form-data; boundary=x" },
    body: '--x\r\ncontent-disposition: form-data; name="grant_type"\r\n\r\nauthorization_code\r\n--x--',
  }),
  redeemed("another type", {}, "request/wrong-content-type", { headers: { "content-type": "text/plain" } }),
  [
    "parameters in the query",
    { exchanges: [{ request: { method: "POST", url: `${TOKEN}?${form(REDEEM)}`, headers: {} } }] },
    "request/parameter-misplaced",
  ],
  [
    "GET",
    { exchanges: [{ request: { method: "GET", url: `${TOKEN}?${form(REDEEM)}`, headers: {} } }] },
    "request/wrong-method",
  ],
  redeemed("to the authorization endpoint", {}, "request/wrong-endpoint", {
    url: "https://id.example/oauth/authorize",
  }),
  redeemed("nothing there", {}, "request/wrong-endpoint", {
    url: "https://id.example/v9/token",
    answer: "Not Found",
    status: 404,
  }),
  [
    "another token endpoint",
    { exchanges: [post(REDEEM)], discovery: [{ token_endpoint: "https://id.example/v2/token" }] },
    "request/wrong-endpoint",
  ],
  redeemed("plain http", {}, "transport/insecure", { url: "http://id.example/oauth/token" }),
  redeemed("grant_type misspelled", { grant_type: "authorisation_code" }, "request/grant-type-unsupported"),
  redeemed("grant_type with a hyphen", { grant_type: "authorization-code" }, "request/grant-type-unsupported"),
  redeemed("grant_type missing", { grant_type: undefined }, "request/parameter-absent"),
  redeemed("code missing", { code: undefined }, "request/parameter-absent"),
  redeemed("code under another name", { code: undefined, auth_code: CODE }, "request/parameter-absent"),
  redeemed("redirect_url", { redirect_uri: undefined, redirect_url: CB }, "request/parameter-absent"),
  redeemed("&amp;", {}, "request/parameter-absent", { body: form(REDEEM).replaceAll("&client", "&amp;client") }),
  redeemed("repeated", {}, "request/parameter-repeated", { body: `${form(REDEEM)}&client_id=shop` }),
  redeemed("undefined for a client", { client_id: "undefined" }, "client/unknown"),
  redeemed("undefined for a code", { code: "undefined" }, "request/parameter-absent"),
  asked("a placeholder", { client_id: "YOUR_CLIENT_ID" }, "client/unknown"),
  asked("response_type misspelled", { response_type: "codes" }, "request/response-type-unsupported"),
  asked("response_type missing", { response_type: undefined }, "request/parameter-absent"),
  asked("client_id missing", { client_id: undefined }, "request/parameter-absent"),
  asked("no nonce", { response_type: "id_token" }, "request/nonce-missing"),
  asked("tokens in the query", { response_type: "token", response_mode: "query" }, "request/response-mode-unsupported"),
  [
    "grant not allowed",
    { exchanges: [post(CREDENTIALS)], context: { grant_types: ["authorization_code"] } },
    "client/grant-type-not-allowed",
  ],
  [
    "429",
    { exchanges: [{ ...post(CREDENTIALS), response: { status: 429, headers: {}, body: "" } }] },
    "server/rate-limited",
  ],
  ["415", { exchanges: [{ response: { status: 415, headers: {}, body: "" } }] }, "request/wrong-content-type"],
  ["503", { exchanges: [{ response: { status: 503, headers: {}, body: "" } }] }, "server/fault"],
];

const registered = (sent: string, reason: string, uri = CB): Row => [
  `${sent} for ${uri}`,
  { exchanges: [authorize({ redirect_uri: sent })], context: { registered_redirect_uris: [uri] } },
  reason,
];
const redirects: readonly Row[] = [
  registered(`${CB}/`, "redirect-uri/trailing-slash"),
  registered("http://shop.example/cb", "redirect-uri/scheme-mismatch"),
  registered("https://shop.example/CB", "redirect-uri/wrong-case"),
  registered("http://localhost:3001/cb", "redirect-uri/port-mismatch", "http://localhost:3000/cb"),
  registered("http://127.0.0.1:3000/cb", "redirect-uri/host-mismatch", "http://localhost:3000/cb"),
  registered("https://www.shop.example/cb", "redirect-uri/host-mismatch"),
  registered("https%3A%2F%2Fshop.example%2Fcb", "redirect-uri/encoding"),
  registered("https://other.example/back", "redirect-uri/unregistered"),
  registered(`${CB}/deeper`, "redirect-uri/unregistered"),
  asked("relative", { redirect_uri: "/cb" }, "redirect-uri/malformed"),
  asked("a fragment", { redirect_uri: `${CB}#/done` }, "redirect-uri/malformed"),
  asked("encoded twice", { redirect_uri: encodeURIComponent(CB) }, "redirect-uri/encoding"),
  asked("plain http", { redirect_uri: "http://shop.example/cb" }, "redirect-uri/scheme-mismatch"),
  flow("another at the token endpoint", {}, { redirect_uri: `${CB}/` }, "code/redirect-uri-mismatch"),
  flow("none at the token endpoint", {}, { redirect_uri: undefined }, "code/redirect-uri-mismatch"),
];

const codes: readonly Row[] = [
  redeemed("encoded twice", { code: "4%2F0AdQt8qh-abcdef" }, "code/corrupted"),
  redeemed("the parameters behind it", { code: `${CODE}&state=abc` }, "code/corrupted"),
  redeemed("a URL", { code: `${CB}?code=${CODE}` }, "code/corrupted"),
  redeemed("white space", { code: `${CODE}\n` }, "code/corrupted"),
  [
    "cut",
    { exchanges: [post({ ...REDEEM, code: CODE.slice(0, 20) })], redirects: [callback({ code: CODE, state: "x" })] },
    "code/corrupted",
  ],
  [
    "twice",
    { exchanges: [post(REDEEM, { answer: ISSUED, at: 1000 }), post(REDEEM, { error: "invalid_grant", at: 3000 })] },
    "code/already-used",
  ],
  [
    "late",
    {
      exchanges: [
        { request: { method: "GET", url: callback({ code: CODE }), headers: {} }, at: 0 },
        post(REDEEM, { error: "invalid_grant", at: 3_600_000 }),
      ],
    },
    "code/expired",
  ],
  flow("another client", {}, { client_id: "shop2" }, "code/of-other-client"),
  [
    "an access token in place of a refresh token",
    {
      exchanges: [
        post(REDEEM, { answer: ISSUED }),
        post({ ...REFRESH, refresh_token: "2YotnFZFEjr1zCsicMWpAA" }, { error: "invalid_grant" }),
      ],
    },
    "refresh-token/unknown",
  ],
  [
    "a code in place of a refresh token",
    {
      exchanges: [post({ ...REFRESH, refresh_token: CODE }, { error: "invalid_grant" })],
      redirects: [callback({ code: CODE, state: "x" })],
    },
    "refresh-token/unknown",
  ],
  [
    "refreshed twice within seconds",
    {
      exchanges: [
        post(REFRESH, { answer: '{"access_token":"abcdefgh"}', at: 0 }),
        post(REFRESH, { error: "invalid_grant", at: 2000 }),
      ],
    },
    "refresh-token/reused",
  ],
  [
    "a rotated one",
    { exchanges: [post(REFRESH, { answer: ISSUED }), post(REFRESH, { error: "invalid_grant" })] },
    "refresh-token/reused",
  ],
  [
    "no refresh token",
    {
      exchanges: [post(REDEEM, { answer: '{"access_token":"abcdefgh","token_type":"Bearer"}' })],
      texts: ["I get no refresh_token in the response"],
    },
    "refresh-token/not-issued",
  ],
];

const digest = (text: string, encoding: "hex" | "base64"): string => createHash("sha256").update(text).digest(encoding);
const pkce: readonly Row[] = [
  asked("hexadecimal", { code_challenge: digest(VERIFIER, "hex") }, "pkce/challenge-malformed"),
  asked("padded", { code_challenge: `${CHALLENGE}=` }, "pkce/challenge-malformed"),
  asked("base64", { code_challenge: "abcdefghij+lmnopqrstuvwxyzABCDEFGHIJKLMNO/P" }, "pkce/challenge-malformed"),
  asked("wrong case of the method", { code_challenge_method: "s256" }, "pkce/method-unsupported"),
  asked("SHA256", { code_challenge_method: "SHA256" }, "pkce/method-unsupported"),
  asked("plain", { code_challenge_method: "plain" }, "pkce/method-unsupported"),
  asked("a method alone", { code_challenge: undefined }, "pkce/required"),
  flow("another verifier", {}, { code_verifier: VERIFIER.toLowerCase() }, "pkce/verifier-mismatch"),
  flow("unhashed", { code_challenge: VERIFIER }, {}, "pkce/verifier-mismatch"),
  flow("no verifier", {}, { code_verifier: undefined }, "pkce/verifier-missing"),
  redeemed("a short verifier", { code_verifier: "short" }, "pkce/verifier-malformed"),
];

const clients: readonly Row[] = [
  redeemed("two methods", {}, "client-auth/repeated", { headers: basic("shop", "7Fjfp0ZBr1KtDRbnfVdmIw") }),
  redeemed("a line break", { client_secret: "7Fjfp0ZBr1KtDRbnfVdmIw\n" }, "client-auth/secret-wrong"),
  redeemed("quotes", { client_secret: '"7Fjfp0ZBr1KtDRbnfVdmIw"' }, "client-auth/secret-wrong"),
  redeemed(
    "the id of the secret",
    { client_secret: "0b7d9f0e-53a1-4c0e-9a4b-6f1f2ac0d001" },
    "client-auth/secret-wrong",
    { url: `${MS}/token` },
  ),
  redeemed("Basic, not encoded", { client_secret: undefined, client_id: undefined }, "client-auth/secret-encoding", {
    headers: basic("shop", "a+b%c/d=efgh"),
  }),
  redeemed("a broken header", { client_secret: undefined, client_id: undefined }, "client-auth/malformed", {
    headers: { authorization: "Basic shop:secret" },
  }),
  [
    "registered for Basic",
    { exchanges: [post(CREDENTIALS)], context: { token_endpoint_auth_method: "client_secret_basic" } },
    "client-auth/method-mismatch",
  ],
  [
    "registered with a secret",
    {
      exchanges: [post({ ...REDEEM, client_secret: undefined })],
      context: { token_endpoint_auth_method: "client_secret_post" },
    },
    "client-auth/secret-absent",
  ],
  [
    "credentials without any",
    { exchanges: [post({ ...CREDENTIALS, client_secret: undefined })] },
    "client-auth/secret-absent",
  ],
  redeemed("nobody", { client_id: undefined, client_secret: undefined }, "request/parameter-absent"),
  [
    "assertion, other audience",
    { exchanges: [assertion({ aud: "https://other.example/token" })] },
    "client-auth/assertion-wrong-audience",
  ],
  ["assertion, iss is not sub", { exchanges: [assertion({ sub: "someone" })] }, "client-auth/assertion-invalid"],
  ["assertion, not signed", { exchanges: [assertion({}, { alg: "none" })] }, "client-auth/assertion-invalid"],
  [
    "assertion, over",
    { exchanges: [assertion({ exp: NOW - 600, iat: NOW - 900 })], context: { server_time: NOW } },
    "client-auth/assertion-invalid",
  ],
  [
    "assertion, of tomorrow",
    { exchanges: [assertion({ iat: NOW + 600, exp: NOW + 900 })], context: { server_time: NOW } },
    "time/clock-skew",
  ],
];

function assertion(claims: object, header?: object): Exchange {
  const client_assertion = jwt(
    { iss: "shop", sub: "shop", aud: TOKEN, jti: "1", iat: NOW, exp: NOW + 300, ...claims },
    header,
  );
  return post({
    grant_type: "client_credentials",
    client_id: "shop",
    scope: "photos",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion,
  });
}

const CLAIMS = {
  iss: "https://id.example",
  aud: "https://api.example",
  sub: "7",
  iat: NOW,
  exp: NOW + 3600,
  scope: "photos",
};
const call = (claims: object, header?: object): Exchange => ({
  request: {
    method: "GET",
    url: "https://api.example/photos",
    headers: { authorization: `Bearer ${jwt({ ...CLAIMS, ...claims }, header)}` },
  },
  response: { status: 401, headers: {}, body: "" },
});
const called = (what: string, claims: object, reason: string, more: Partial<Material> = {}): Row => [
  what,
  { exchanges: [call(claims)], context: { server_time: NOW + 60 }, ...more },
  reason,
];
const bare = (authorization: string | undefined): Exchange => ({
  request: {
    method: "GET",
    url: "https://api.example/photos",
    headers: authorization === undefined ? {} : { authorization },
  },
  response: { status: 401, headers: { "www-authenticate": "Bearer" }, body: "" },
});
const tokens: readonly Row[] = [
  called("over", { exp: NOW - 60 }, "token/expired"),
  called("not yet", { nbf: NOW + 600 }, "time/clock-skew"),
  called("another issuer", { iss: "https://id.example/" }, "token/wrong-issuer", {
    discovery: [{ issuer: "https://id.example" }],
  }),
  called("another audience", { aud: "https://graph.example.net" }, "token/wrong-audience"),
  called("another key", {}, "token/signature-invalid", { context: { jwks: { keys: [{ kid: "2" }] } } }),
  called("an ID token", { aud: "shop", nonce: "n", scope: undefined }, "token/wrong-audience"),
  ["no header", { exchanges: [bare(undefined)] }, "token/absent"],
  ["Bearer undefined", { exchanges: [bare("Bearer undefined")] }, "token/absent"],
  ["no scheme", { exchanges: [bare(jwt(CLAIMS))] }, "token/absent"],
  ["Bearer twice", { exchanges: [bare("Bearer Bearer abcdefgh")] }, "token/malformed"],
  [
    "insufficient_scope",
    {
      exchanges: [
        {
          response: {
            status: 403,
            headers: { "www-authenticate": 'Bearer error="insufficient_scope", scope="photos:write"' },
            body: "",
          },
        },
      ],
    },
    "token/insufficient-scope",
  ],
  ["clocks that differ", { context: { server_time: NOW, client_time: NOW - 600 } }, "time/clock-skew"],
];

const back = (what: string, parameters: Parameters, reason: string, discovery: Material["discovery"] = []): Row => [
  what,
  { exchanges: [authorize()], redirects: [callback(parameters)], discovery },
  reason,
];
const flows: readonly Row[] = [
  back("another state", { code: CODE, state: "other" }, "request/state-mismatch"),
  back(
    "another issuer",
    { code: CODE, state: "af0ifjsldkj", iss: "https://evil.example" },
    "discovery/issuer-mismatch",
    [{ issuer: "https://id.example" }],
  ),
  [
    "prompt=none",
    {
      exchanges: [authorize({ prompt: "none" })],
      redirects: [callback({ error: "login_required", state: "af0ifjsldkj" })],
    },
    "user/login-required",
  ],
  [
    "issuer of the document",
    {
      exchanges: [
        {
          request: { method: "GET", url: "https://id.example/.well-known/openid-configuration", headers: {} },
          response: { status: 200, headers: {}, body: '{"issuer":"https://inner.example"}' },
        },
      ],
    },
    "discovery/issuer-mismatch",
  ],
];

describe.each<[string, readonly Row[]]>([
  ["scopes", scopes],
  ["the form of a request", forms],
  ["redirect URIs", redirects],
  ["codes and refresh tokens", codes],
  ["PKCE", pkce],
  ["clients", clients],
  ["tokens", tokens],
  ["the flow", flows],
])("%s", (_, rows) => {
  it.each(rows)("%s", (_what, material, reason) => {
    const findings = findingsOf(material);
    expect(findings[0]?.reason, JSON.stringify(findings.slice(0, 4), null, 1)).toBe(reason);
    for (const finding of findings) {
      expect(isCause(finding.reason)).toBe(true);
      expect(finding.fix).not.toBe("");
      for (const { source, at } of finding.evidence)
        if (at !== undefined) expect(at[1]).toBeLessThanOrEqual(source?.length ?? 0);
    }
  });
});

describe("a right request gives nothing", () => {
  it.each<[string, Partial<Material>]>([
    ["authorization", { exchanges: [authorize()] }],
    [
      "authorization, with what is registered",
      { exchanges: [authorize()], context: { ...KNOWN, registered_redirect_uris: [CB] } },
    ],
    ["code", { exchanges: [post(REDEEM)] }],
    [
      "a whole flow",
      {
        exchanges: [authorize(), post(REDEEM, { answer: ISSUED })],
        redirects: [callback({ code: CODE, state: "af0ifjsldkj" })],
      },
    ],
    [
      "Basic",
      {
        exchanges: [
          post(
            { ...REDEEM, client_id: undefined, client_secret: undefined },
            { headers: basic("shop", "7Fjfp0ZBr1KtDRbnfVdmIw") },
          ),
        ],
        context: { token_endpoint_auth_method: "client_secret_basic" },
      },
    ],
    [
      "a public client",
      { exchanges: [post({ ...REDEEM, client_secret: undefined })], context: { token_endpoint_auth_method: "none" } },
    ],
    ["refresh", { exchanges: [post(REFRESH, { answer: ISSUED })] }],
    ["client credentials", { exchanges: [post(CREDENTIALS)] }],
    ["an assertion", { exchanges: [assertion({})], context: { server_time: NOW } }],
    [
      "a call",
      {
        exchanges: [{ ...call({}), response: { status: 200, headers: {}, body: "{}" } }],
        context: { server_time: NOW },
        discovery: [{ issuer: "https://id.example" }],
      },
    ],
    [
      "Google",
      {
        exchanges: [
          authorize(
            { scope: "openid email https://www.googleapis.com/auth/drive" },
            "https://accounts.google.com/o/oauth2/v2/auth",
          ),
        ],
      },
    ],
    [
      "Microsoft",
      { exchanges: [authorize({ scope: "openid offline_access User.Read Mail.Read" }, `${MS}/authorize`)] },
    ],
    [
      "Microsoft, credentials",
      {
        exchanges: [
          post(
            {
              ...CREDENTIALS,
              scope: "https://graph.microsoft.com/.default",
              client_secret: "abc8Q~defghijklmnopqrstuvwxyz",
            },
            { url: `${MS}/token` },
          ),
        ],
      },
    ],
    [
      "commas where they belong",
      {
        exchanges: [
          authorize({ scope: "read_products,write_orders" }, "https://shop.myshopify.com/admin/oauth/authorize"),
        ],
      },
    ],
    ["a custom scheme", { exchanges: [authorize({ redirect_uri: "com.example.app:/cb" })] }],
    ["nothing", {}],
  ])("%s", (_, material) => {
    expect(findingsOf(material).filter(({ confidence }) => confidence >= 0.3)).toEqual([]);
  });
});
