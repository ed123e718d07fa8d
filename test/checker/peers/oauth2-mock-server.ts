/** oauth2-mock-server, a test double that says yes to everything. */
import { OAuth2Server } from "oauth2-mock-server";
import { freePort } from "../../free-port.ts";
import { CALLBACK, type Checkable, each, type RunningServer, secretOf } from "./define.ts";

const coded = (id: string) => ({
  client_id: id,
  client_secret: secretOf(id),
  token_endpoint_auth_method: "client_secret_basic" as const,
  redirect_uri: CALLBACK,
  scope: "openid offline_access",
});

async function start(): Promise<RunningServer> {
  const port = await freePort();
  const server = new OAuth2Server();
  await server.issuer.keys.generate("RS256");
  await server.start(port, "localhost");
  const { redirect_uri: _, ...service } = coded("service");
  return {
    issuer: `http://localhost:${port}`,
    options: {
      clients: {
        web: coded("web"),
        other: coded("other"),
        public: { client_id: "app", redirect_uri: CALLBACK, scope: "openid offline_access" },
        service,
      },
      user: { username: "ada", password: "whatever" },
    },
    close: () => server.stop(),
  };
}

export const OAUTH2_MOCK_SERVER: Checkable = {
  name: "oauth2-mock-server",
  configuration: "as it comes",
  start,
  broken: {
    ...each(
      ["metadata/no-plain", "metadata/no-password", "metadata/iss-supported", "openid-metadata/claims"],
      "Its metadata is fixed: `plain` and `password` are listed, `iss` and `claims_supported` aren't.",
    ),
    "token/no-password-grant": "The password grant works, with any password.",
    "token/form-only": "JSON is parsed too.",
    "token/scope-unknown": "Any scope is granted, and returned.",
    "token/default-scope": "Without `scope`, the response of client credentials has none.",
    "token/error-no-store": "The request is refused before the header is set.",
    "jwt-access-token/typ": "`typ` is `JWT` unless the test sets another.",
    "cors/authorization": "CORS is on for every path, the authorization endpoint too.",
    ...each(
      [
        ...["redirect-uri/other-host", "redirect-uri/no-suffix", "redirect-uri/no-sub-path", "redirect-uri/case"],
        ...["redirect-uri/no-added-query", "redirect-uri/no-user-info", "redirect-uri/no-subdomain"],
        ...["redirect-uri/no-traversal", "redirect-uri/no-fragment", "redirect-uri/scheme", "redirect-uri/encoded"],
      ],
      "It redirects to any URI: no client is registered.",
    ),
    ...each(
      [
        ...["client-secret/not-empty", "client-secret/whole", "client-secret/not-shorter", "client-secret/case"],
        ...["client-secret/not-in-url", "client-secret/one-method", "client-secret/one-client", "client-secret/wrong"],
        ...["client-secret/unknown-client", "client-secret/challenge", "client-secret/malformed-header"],
      ],
      "Clients aren't authenticated.",
    ),
    ...each(["authorization/client-unknown", "authorization/no-code-for-services"], "Any `client_id` gets a code."),
    ...each(
      [
        ...["openid-request/prompt-login", "openid-request/prompt-consent", "openid-request/prompt-conflict"],
        ...["openid-request/max-age-zero", "openid-request/max-age-malformed", "openid-request/forged-hint"],
        ...["openid-request/unsigned-hint", "response-mode/unknown"],
      ],
      "`prompt`, `max_age`, `id_token_hint` and `response_mode` are ignored, and there are no pages.",
    ),
    ...each(
      ["code/required", "code/no-refresh-token"],
      "Without a verifier, no code is looked up; a refresh token never is.",
    ),
    "code/no-access-token": "The userinfo endpoint looks at no token.",
    "pkce/no-plain-by-default": "A challenge without a method is `plain`.",
    "authorization/prompt-none": "Nobody signs in, and a code is issued all the same.",
    "authorization/request-object": "`request` is ignored.",
    ...each(["authorization/post", "userinfo/post"], "The endpoint has GET only."),
    ...each(
      ["pkce/public-clients", "pkce/verifier-required"],
      "PKCE is verified only if the token request has a verifier.",
    ),
    ...each(["pkce/no-plain", "pkce/malformed-challenge"], "A challenge is stored as it comes; `plain` is supported."),
    ...each(
      [
        ...["code/once-error", "code/unknown", "pkce/wrong-verifier", "token/grant-type-required"],
        ...["token/no-repeated-parameter", "token/error-json", "token/error-characters", "token/grant-type-unknown"],
      ],
      "It is refused with problem details (RFC 9457), which have no `error`.",
    ),
    ...each(
      ["code/bound-to-client", "code/bound-to-redirect-uri", "code/client-authentication", "code/secret-verified"],
      "Codes are bound to nothing, and clients aren't authenticated.",
    ),
    ...each(
      [
        ...["code/twice-revokes-access-token", "code/twice-revokes-refresh-token", "revocation/access-token"],
        ...["revocation/refresh-token", "revocation/refresh-revokes-access", "race/refresh-token"],
      ],
      "No token is kept, so none is ever revoked: every refresh token is granted.",
    ),
    "id-token/auth-time": "`max_age` is ignored.",
    "keys/cache": "The JWKS has no Cache-Control.",
    ...each(
      [
        ...["userinfo/token-required", "userinfo/challenge", "userinfo/bad-token", "userinfo/invalid-token"],
        ...["userinfo/not-in-url", "userinfo/no-id-token"],
      ],
      "It looks at no token.",
    ),
    ...each(
      [
        ...["introspection/unknown", "introspection/authorization", "introspection/secret-verified"],
        ...["introspection/token-required", "introspection/no-store"],
      ],
      "Its response is `active: true`, whatever is sent.",
    ),
    ...each(
      ["revocation/token-required", "revocation/client-authentication"],
      "Its response is 200, whatever is sent.",
    ),
  },
};
