/** Where a library puts the client's secret: into the Authorization header (basic), or into the body (post). */
import { type Setting, setting } from "./define.ts";
import { AT } from "./sources.ts";

export const methodMismatch: readonly Setting[] = [
  setting(
    "Auth.js",
    "js",
    'client: { token_endpoint_auth_method: "client_secret_basic" } // or "client_secret_post"',
    AT["Auth.js"],
  ),
  setting(
    "Authlib",
    "python",
    'client_kwargs={"token_endpoint_auth_method": "client_secret_basic"}  # or "client_secret_post"',
    AT.Authlib,
    "In oauth.register().",
  ),
  setting(
    "Better Auth",
    "js",
    'tokenEndpointAuth: { method: "client_secret_basic" } // or "client_secret_post"',
    AT["Better Auth"],
    "In the configuration of genericOAuth.",
  ),
  setting(
    "django-allauth",
    "python",
    '"settings": {"token_auth_method": "client_secret_basic"}',
    AT["django-allauth"],
    "In the app of openid_connect.",
  ),
  setting(
    "express-openid-connect",
    "js",
    'clientAuthMethod: "client_secret_basic" // or "client_secret_post"',
    AT["express-openid-connect"],
  ),
  setting("GitLab", "ruby", 'client_auth_method: "basic" # "query" sends it in the body', AT.GitLab),
  setting(
    "golang.org/x/oauth2",
    "go",
    "Endpoint: oauth2.Endpoint{AuthStyle: oauth2.AuthStyleInHeader} // or AuthStyleInParams",
    AT.Go,
    "If neither is set, it tries both, and the second refusal hides the first.",
  ),
  setting("Grafana", "ini", "[auth.generic_oauth]\nauth_style = InHeader", AT.Grafana, "Or InParams."),
  setting(
    "grant",
    "js",
    'token_endpoint_auth_method: "client_secret_basic" // the default is "client_secret_post"',
    AT.grant,
  ),
  setting(
    "JupyterHub",
    "python",
    "c.GenericOAuthenticator.basic_auth = True  # False sends it in the body",
    AT.JupyterHub,
  ),
  setting(
    "mod_auth_openidc",
    "apache",
    "OIDCProviderTokenEndpointAuth client_secret_basic",
    AT.mod_auth_openidc,
    "Or client_secret_post.",
  ),
  setting(
    "mozilla-django-oidc",
    "python",
    "OIDC_TOKEN_USE_BASIC_AUTH = True  # the default, False, sends it in the body",
    AT["mozilla-django-oidc"],
  ),
  setting(
    "oauth2 (Ruby)",
    "ruby",
    "OAuth2::Client.new(id, secret, auth_scheme: :basic_auth)",
    AT["oauth2 (Ruby)"],
    "Or :request_body.",
  ),
  setting(
    "oidc-client-ts",
    "js",
    'client_authentication: "client_secret_basic" // or "client_secret_post"',
    AT["oidc-client-ts"],
  ),
  setting(
    "openid-client",
    "js",
    "await client.discovery(issuer, clientId, undefined, client.ClientSecretBasic(secret));",
    AT["openid-client"],
    "Or ClientSecretPost, the default of version 6. Version 5 has token_endpoint_auth_method.",
  ),
  setting(
    "Python Social Auth",
    "python",
    'SOCIAL_AUTH_OIDC_TOKEN_ENDPOINT_AUTH_METHOD = "client_secret_basic"',
    AT["Python Social Auth"],
  ),
  setting("simple-oauth2", "js", 'options: { authorizationMethod: "header" } // or "body"', AT["simple-oauth2"]),
  setting(
    "Spring Security",
    "yaml",
    "client-authentication-method: client_secret_basic # or client_secret_post",
    AT["Spring Security"],
    "In spring.security.oauth2.client.registration.",
  ),
  setting("Synapse", "yaml", "client_auth_method: client_secret_basic # or client_secret_post", AT.Synapse),
];
