/** Django OAuth Toolkit: what it adds to oauthlib. */
import type { Dialect } from "./define.ts";

const BACKEND = "https://github.com/jazzband/django-oauth-toolkit/blob/master/oauth2_provider/oauth2_validators.py";
const EXC = "https://github.com/jazzband/django-oauth-toolkit/blob/master/oauth2_provider/exceptions.py";

export const djangoOauthToolkit: Dialect = {
  provider: "django-oauth-toolkit",
  name: "Django OAuth Toolkit",
  hosts: [],
  marks: [/\boauth2_provider\b/, /Authentication credentials were not provided/],
  signatures: [
    {
      id: "token-expired",
      says: /The access token has expired\./i,
      means: [{ reason: "token/expired", weight: 0.96, fix: "Refresh it; ACCESS_TOKEN_EXPIRE_SECONDS sets the life." }],
      page: BACKEND,
      example: { error: "invalid_token", description: "The access token has expired." },
    },
    {
      id: "token-scope",
      says: /access token is valid but does not have enough scope/i,
      distinctive: true,
      means: [
        { reason: "token/insufficient-scope", weight: 0.98, fix: "Ask for the scope in required_scopes of the view." },
      ],
      page: BACKEND,
      example: {
        error: "insufficient_scope",
        description: "The access token is valid but does not have enough scope.",
      },
    },
    {
      id: "token-invalid",
      says: /The access token is invalid\./i,
      means: [
        { reason: "token/malformed", weight: 0.6, fix: "Send a token of this server, whole." },
        { reason: "token/absent", weight: 0.4, fix: "Send Authorization: Bearer." },
      ],
      page: BACKEND,
      example: { error: "invalid_token", description: "The access token is invalid." },
    },
    {
      id: "credentials",
      says: /Authentication credentials were not provided/i,
      means: [
        {
          reason: "token/absent",
          weight: 0.9,
          fix: "Send Authorization: Bearer; under mod_wsgi set WSGIPassAuthorization On.",
        },
      ],
      page: BACKEND,
      example: { text: '{"detail":"Authentication credentials were not provided."}' },
    },
    {
      id: "logout-redirect",
      says: /does not have this redirect uri registered|Redirect to scheme "[^"]*" is not permitted/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.85,
          fix: "Add it to the application's post logout redirect URIs; ALLOWED_REDIRECT_URI_SCHEMES names the schemes.",
        },
      ],
      page: EXC,
      example: { error: "invalid_request", description: "This client does not have this redirect uri registered." },
    },
    {
      id: "invalid-client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "Copy the secret before it is saved: since version 2 it is stored as a hash.",
        },
        { reason: "client/unknown", weight: 0.35, fix: "Check the client id of the application." },
      ],
      page: BACKEND,
      example: { error: "invalid_client", status: 401 },
    },
    {
      id: "invalid-grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.35, fix: "Redeem each code once." },
        { reason: "code/expired", weight: 0.35, fix: "Redeem it within AUTHORIZATION_CODE_EXPIRE_SECONDS (60)." },
        { reason: "refresh-token/reused", weight: 0.3, fix: "Store the newest refresh token." },
        { reason: "pkce/verifier-mismatch", weight: 0.25, fix: "Send the verifier of this flow." },
      ],
      page: BACKEND,
      example: { error: "invalid_grant", status: 400 },
    },
  ],
};
