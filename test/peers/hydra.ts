/** Ory Hydra with SQLite in memory, and a small login and consent application beside it. */
import { join } from "node:path";
import { CALLBACK, each, type RunningServer, secretOf } from "../checker/peers/define.ts";
import { listen } from "../checker/peers/listen.ts";
import { freePort } from "../free-port.ts";
import type { Peer } from "./define.ts";
import { loginAndConsent } from "./hydra/login-consent.ts";
import { run, serve } from "./program.ts";

const VERSION = "2.3.0";
/** What its own go.mod replaces, which a build from outside does not see. */
const REPLACED = "github.com/gobuffalo/pop/v6=github.com/ory/pop/v6@v6.2.1-0.20241121111754-e5dfc0f3344b";
const user = { username: "ada", password: "lovelace-1815" };
const SCOPE = "openid profile offline_access";

const code = {
  redirect_uris: [CALLBACK],
  post_logout_redirect_uris: [CALLBACK],
  grant_types: ["authorization_code", "refresh_token"],
  response_types: ["code"],
  scope: SCOPE,
};
const REGISTERED = [
  { client_id: "web", client_secret: secretOf("web"), ...code },
  { client_id: "other", client_secret: secretOf("other"), ...code },
  { client_id: "app", token_endpoint_auth_method: "none", ...code },
  {
    client_id: "service",
    client_secret: secretOf("service"),
    grant_types: ["client_credentials"],
    scope: "read write",
  },
];

async function start(folder: string): Promise<RunningServer> {
  const [port, adminPort, appPort] = [await freePort(), await freePort(), await freePort()];
  const [issuer, admin, app] = [port, adminPort, appPort].map((one) => `http://localhost:${one}`) as [
    string,
    string,
    string,
  ];
  const closeApp = await listen(appPort, loginAndConsent(admin, user));
  const env = {
    DSN: "memory",
    SECRETS_SYSTEM: "a-secret-of-the-peer-that-is-long-enough",
    SERVE_PUBLIC_HOST: "localhost",
    SERVE_PUBLIC_PORT: String(port),
    SERVE_ADMIN_HOST: "localhost",
    SERVE_ADMIN_PORT: String(adminPort),
    URLS_SELF_ISSUER: issuer,
    URLS_LOGIN: `${app}/login`,
    URLS_CONSENT: `${app}/consent`,
    URLS_LOGOUT: `${app}/logout`,
    OIDC_DYNAMIC_CLIENT_REGISTRATION_ENABLED: "true",
    WEBFINGER_OIDC_DISCOVERY_CLIENT_REGISTRATION_URL: `${issuer}/oauth2/register`,
    SQA_OPT_OUT: "true",
    LOG_LEVEL: "error",
  };
  const closeServer = await serve(`${admin}/health/ready`, join(folder, "hydra"), ["serve", "all", "--dev"], { env });
  for (const client of REGISTERED) await register(admin, client);
  return {
    issuer,
    options: { clients, user, registration: { redirect_uri: CALLBACK, scope: SCOPE } },
    close: async () => {
      await closeServer();
      await closeApp();
    },
  };
}

async function register(admin: string, client: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${admin}/admin/clients`, { method: "POST", headers, body: JSON.stringify(client) });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
}

const coded = { redirect_uri: CALLBACK, scope: SCOPE };
const clients = {
  web: { client_id: "web", client_secret: secretOf("web"), post_logout_redirect_uri: CALLBACK, ...coded },
  other: { client_id: "other", client_secret: secretOf("other"), ...coded },
  public: { client_id: "app", ...coded },
  service: { client_id: "service", client_secret: secretOf("service"), scope: "read" },
};

export const HYDRA: Peer = {
  name: "Ory Hydra",
  version: VERSION,
  configuration: "SQLite in memory, `--dev` for http, client registration on; otherwise its default settings",
  needs: ["go", "gcc"],
  install: async (folder) => {
    const go = (...args: string[]) => run("go", args, { cwd: folder });
    await go("mod", "init", "peer");
    await go("mod", "edit", `-replace=${REPLACED}`);
    await go("get", `github.com/ory/hydra/v2@v${VERSION}`);
    await go("build", "-tags", "sqlite", "-o", "hydra", "github.com/ory/hydra/v2");
  },
  start,
  broken: {
    "metadata/signing-algorithms":
      "`private_key_jwt` is listed, and `token_endpoint_auth_signing_alg_values_supported` is left out.",
    "metadata/no-plain": "The metadata lists `plain` always. By default it is refused.",
    "metadata/no-implicit": "The metadata lists `token` always. Each client is registered with its response types.",
    "metadata/iss-supported": "Its authorization responses have no `iss` (RFC 9207).",
    ...each(
      [
        "registration/redirect-uri-required",
        "registration/redirect-uri-https",
        "registration/redirect-uri-scheme",
        "registration/native-redirect-uri",
      ],
      "Redirect URIs are parsed, and must have no fragment. Nothing else is asked of them, with or without `--dev`.",
    ),
    "registration/media-type": "The body is parsed as JSON, whatever Content-Type says.",
    ...each(
      ["registration/auth-method-supported", "registration/grant-type-supported", "registration/consistent"],
      "Methods, grant types and response types are stored as they come.",
    ),
    "registration-management/challenge": "The 401 has no WWW-Authenticate.",
    "registration-management/token-in-query": "Tokens are taken from the header, the form or the query.",
    "token/grant-type-unknown": "An unknown grant type is `invalid_request`.",
    ...each(
      ["token/no-repeated-parameter", "authorization/no-repeated-parameter"],
      "Of a parameter that is repeated, the first value is used.",
    ),
    "client-secret/one-client": "With an Authorization header, `client_id` in the form isn't looked at.",
    "client-secret/challenge": "`invalid_client` has no WWW-Authenticate.",
    ...each(
      ["client-jwt/aud-issuer", "client-jwt/aud-issuer-only"],
      "`aud` must be the URL of the token endpoint, as RFC 7523 allows.",
    ),
    "client-jwt/aud-single": "One of several values of `aud` is enough, as RFC 7523 allows.",
    ...each(
      ["client-jwt/expired", "client-jwt/not-before", "client-jwt/error"],
      "An assertion outside its time is a 500, `error`.",
    ),
    "client-jwt/one-assertion": "Of two assertions, the first is used.",
    "client-jwt/one-method": "If there is an assertion, the Authorization header isn't looked at.",
    "pkce/public-clients": "PKCE must be turned on for public clients (`oauth2.pkce.enforced_for_public_clients`).",
    "pkce/malformed-challenge": "The challenge is stored as it comes. Only the verifier is checked.",
    ...each(
      ["code/required", "refresh/required"],
      "A missing `code` or `refresh_token` is looked up as an empty one, and is `invalid_grant`.",
    ),
    "refresh/narrower-scope": "`scope` of a refresh request is ignored. The response says what was granted.",
    ...each(
      ["userinfo/challenge", "userinfo/invalid-token"],
      'The challenge has `error="request_unauthorized"`, with a bad token and without any.',
    ),
    ...each(
      ["userinfo/not-in-url", "userinfo/not-twice"],
      "Tokens are taken from the header first, and then from the form or the query.",
    ),
    "userinfo/cors": "CORS must be turned on (`serve.public.cors.enabled`).",
    "logout/client-matches-hint": "`client_id` is ignored at sign-out.",
  },
  sometimes: {
    "race/refresh-token": "Two of several requests at once can each rotate the token, with this database.",
    "client-secret/unknown-and-wrong-take-the-same-time": "Unknown clients are refused before a hash is computed.",
  },
};
