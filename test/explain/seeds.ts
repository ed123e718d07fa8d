/** What users paste, with secrets in it that must not come back. */

/** In every planted secret. */
export const MARK = "pL4nt3d";
const secret = (kind: string): string => `${MARK}-${kind}-0123456789abcdef`;
const jwt = (claims: object): string =>
  [{ alg: "RS256", kid: "k1", typ: "JWT" }, claims]
    .map((one) => Buffer.from(JSON.stringify(one)).toString("base64url"))
    .concat(secret("signature"))
    .join(".");

const CLAIMS = { iss: "https://id.example", aud: "photos", sub: "ada", iat: 1_700_000_000, exp: 1_700_003_600 };

export const SEEDS: readonly string[] = [
  "scope/misspelled",
  "invalid_grant",
  "AADSTS50011",
  `https://id.example/authorize?response_type=code&client_id=photos&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcb&scope=openid,profile&state=${secret("state")}`,
  `https://app.example/cb?error=access_denied&error_description=The+user+said+no&state=xyz`,
  `https://app.example/cb?code=${secret("code")}&state=xyz`,
  `curl -X POST https://id.example/token -u 'photos:${secret("basic")}' -d grant_type=authorization_code -d code=${secret("code")} -d redirect_uri=https://app.example/cb`,
  `curl "https://id.example/token" ^\n  -H "content-type: application/json" ^\n  --data-raw "{\\"client_secret\\":\\"${secret("json")}\\",\\"grant_type\\":\\"client_credentials\\"}"`,
  `POST /token HTTP/1.1\nHost: id.example\nAuthorization: Basic ${Buffer.from(`photos:${secret("header")}`).toString("base64")}\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=${secret("refresh")}\n\nHTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error":"invalid_grant","error_description":"Token has been expired or revoked."}`,
  `{"error":"invalid_client","error_description":"Client authentication failed"}`,
  `grant_type=password&username=ada&password=${secret("password")}&client_id=photos`,
  `Error: invalid_grant\n    at OAuth2Client.refresh (/app/node_modules/x/index.js:12:34)\n    at processTicksAndRejections (node:internal/process/task_queues:95:5)\nrefresh_token=${secret("log")}`,
  jwt(CLAIMS),
  JSON.stringify({
    access_token: jwt(CLAIMS),
    id_token: jwt({ ...CLAIMS, aud: "other" }),
    refresh_token: secret("json-refresh"),
  }),
  JSON.stringify({
    request: {
      method: "POST",
      url: "https://id.example/token",
      headers: { authorization: `Bearer ${secret("bearer")}` },
      body: `client_secret=${secret("form")}`,
    },
    response: { status: 401, headers: { "www-authenticate": 'Bearer error="invalid_token"' }, body: "" },
    context: { registered_redirect_uris: ["https://app.example/cb"], allowed_scopes: ["openid"] },
  }),
  JSON.stringify({
    log: {
      entries: [
        {
          startedDateTime: "2026-06-15T12:00:00Z",
          request: {
            method: "POST",
            url: "https://id.example/token",
            headers: [{ name: "Cookie", value: `session=${secret("cookie")}` }],
            postData: {
              mimeType: "application/x-www-form-urlencoded",
              text: `code=${secret("har")}&grant_type=authorization_code&code_verifier=${secret("verifier")}`,
            },
          },
          response: { status: 400, headers: [], content: { text: '{"error":"invalid_grant"}' } },
        },
      ],
    },
  }),
  JSON.stringify({
    issuer: "https://id.example",
    authorization_endpoint: "https://id.example/authorize",
    scopes_supported: ["openid", "profile"],
  }),
];
