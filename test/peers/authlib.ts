/** Authlib's provider in a Flask application, as its guide builds it. */
import { join } from "node:path";
import { CALLBACK, each, type RunningServer, secretOf } from "../checker/peers/define.ts";
import { freePort } from "../free-port.ts";
import type { Peer } from "./define.ts";
import { serve } from "./program.ts";
import { installPython, pythonIn } from "./python.ts";

const VERSION = "1.9.10";
const user = { username: "ada", password: "lovelace-1815" };

const coded = {
  redirect_uris: [CALLBACK],
  grant_types: ["authorization_code", "refresh_token"],
  response_types: ["code"],
  scope: "openid read",
};
const REGISTERED = [
  { client_id: "web", client_secret: secretOf("web"), token_endpoint_auth_method: "client_secret_basic", ...coded },
  { client_id: "other", client_secret: secretOf("other"), token_endpoint_auth_method: "client_secret_basic", ...coded },
  { client_id: "app", token_endpoint_auth_method: "none", ...coded },
  {
    client_id: "service",
    client_secret: secretOf("service"),
    token_endpoint_auth_method: "client_secret_basic",
    grant_types: ["client_credentials"],
    scope: "read",
  },
];

async function start(folder: string, data: string): Promise<RunningServer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const env = {
    DATA: data,
    ORIGIN: origin,
    USER_JSON: JSON.stringify(user),
    CLIENTS_JSON: JSON.stringify(REGISTERED),
    PYTHONPATH: join(import.meta.dirname, "authlib"),
    PYTHONDONTWRITEBYTECODE: "1",
    // The server is reached without TLS.
    AUTHLIB_INSECURE_TRANSPORT: "1",
  };
  const args = ["-m", "flask", "--app", "app", "run", "--host", "localhost", "--port", String(port)];
  const close = await serve(`${origin}/jwks`, pythonIn(folder), args, { env });
  return { issuer: origin, options: { clients, user }, close };
}

const scope = "openid read";
const clients = {
  web: { client_id: "web", client_secret: secretOf("web"), redirect_uri: CALLBACK, scope },
  other: { client_id: "other", client_secret: secretOf("other"), redirect_uri: CALLBACK, scope },
  public: { client_id: "app", redirect_uri: CALLBACK, scope },
  service: { client_id: "service", client_secret: secretOf("service"), scope: "read" },
};

export const AUTHLIB: Peer = {
  name: "Authlib",
  version: VERSION,
  configuration: "Flask 3.1, SQLAlchemy with SQLite; grants and endpoints as in its guide, open registration",
  needs: ["python3"],
  install: (folder) =>
    installPython(folder, [`Authlib==${VERSION}`, "Flask==3.1.3", "Flask-SQLAlchemy==3.1.1", "joserfc==1.8.0"]),
  start,
  broken: {
    ...each(
      ["authorization/content-security-policy", "authorization/referrer"],
      "The pages are those of the application, which has neither header here.",
    ),
    "authorization/error-iss":
      "`IssuerParameter` adds `iss` where `create_authorization_response` responds, not to the errors of `get_consent_grant`.",
    "authorization/redirect-uri-required": "Without `redirect_uri`, the first registered one is used.",
    ...each(
      ["authorization/request-object", "response-mode/unknown"],
      "`request` is ignored unless `JWTAuthenticationRequest` is registered, and `response_mode` by the code grant.",
    ),
    ...each(["openid-request/max-age-zero", "openid-request/max-age-malformed"], "`max_age` isn't looked at."),
    ...each(["openid-request/forged-hint", "openid-request/unsigned-hint"], "`id_token_hint` isn't looked at."),
    "openid-request/auth-time-kept":
      "`OAuth2AuthorizationCodeMixin` sets `auth_time` to the time at which the code is made.",
    ...each(
      ["pkce/no-plain", "pkce/no-plain-by-default"],
      "`CodeChallenge` accepts `plain`, and takes a challenge without a method for it: `SUPPORTED_CODE_CHALLENGE_METHOD`, `DEFAULT_CODE_CHALLENGE_METHOD`.",
    ),
    "pkce/public-clients":
      "`CodeChallenge(required=True)` misses the challenge only at the token endpoint, where the code then can't be redeemed.",
    "client-secret/malformed-header": "What the header decodes to is no UTF-8, and the exception isn't caught: 500.",
    ...each(
      ["client-secret/one-client", "client-secret/one-method"],
      "With an Authorization header, `client_id` and `client_secret` in the form aren't looked at.",
    ),
    "client-secret/unknown-and-wrong-alike": "The description says whether the client exists.",
    "token/grant-type-required": "It is refused as `unsupported_grant_type`.",
    "token/no-repeated-parameter": "The first value is used at the token endpoint.",
    "token/default-scope": "Without `scope`, nothing is granted, and the response doesn't say so.",
    ...each(
      ["code/twice-revokes-access-token", "code/twice-revokes-refresh-token"],
      "A code is deleted when it is redeemed, so nothing tells that it came again.",
    ),
    ...each(
      ["refresh/reuse-revokes-successor", "refresh/reuse-revokes-access-token"],
      "A refresh token that was revoked is refused, and nothing tells the application that it came again.",
    ),
    "keys/cache": "The JWKS is a route of the application, which sets no Cache-Control here.",
    "userinfo/challenge": 'Without a token, the challenge has `error="missing_authorization"`, which no RFC knows.',
    "userinfo/cors": "Cross-origin requests are left to the application.",
    ...each(
      ["registration/redirect-uri-https", "registration/native-redirect-uri", "registration/redirect-uri-required"],
      "`ClientMetadataClaims` only requires that redirect URIs, if there are any, are URLs.",
    ),
    "registration/redirect-uri-error": "Every wrong member is refused as `invalid_client_metadata`.",
    "registration/public-without-secret": "`generate_client_secret` is called for every client.",
    "registration/consistent": "Response types aren't compared with grant types.",
  },
  sometimes: {
    ...each(
      ["race/code", "race/refresh-token"],
      "A grant is read, used, and deleted or revoked afterwards, in three methods, so several requests can pass between them. How many do is chance.",
    ),
  },
};
