/** Supabase Auth: the OAuth 2.1 server. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/supabase/auth/blob/master/internal/api/oauthserver/handlers.go";
const PAGE_1 = "https://github.com/supabase/auth/blob/master/internal/api/oauthserver/authorize.go";
const PAGE_2 = "https://github.com/supabase/auth/blob/master/internal/api/oauthserver/client_auth.go";

export const server: readonly Signature[] = [
  {
    id: "oauth-code-client",
    error: "invalid_grant",
    says: /authorization code was not issued for this client/i,
    distinctive: true,
    means: [{ reason: "code/of-other-client", weight: 0.97, fix: "Redeem it with the client_id that asked for it." }],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Authorization code was not issued for this client" },
  },
  {
    id: "oauth-code-resource",
    error: "invalid_grant",
    says: /authorization code resource does not match/i,
    distinctive: true,
    means: [{ reason: "resource/mismatch", weight: 0.97, fix: "Send the same resource in both requests." }],
    page: PAGE_0,
    example: {
      error: "invalid_grant",
      description: "Authorization code resource does not match the resource parameter",
    },
  },
  {
    id: "oauth-redirect-token",
    error: "invalid_grant",
    says: /invalid redirect_uri/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.95,
        fix: "Send the redirect_uri of the authorization request.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Invalid redirect_uri" },
  },
  {
    id: "oauth-redirect",
    says: /invalid redirect_uri/i,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.93,
        fix: "Dashboard > Authentication > OAuth Apps > (app): add the redirect URI exactly.",
      },
    ],
    page: PAGE_1,
    example: { body: '{"code":400,"error_code":"validation_failed","msg":"invalid redirect_uri"}' },
  },
  {
    id: "oauth-client",
    says: /oauth_client_not_found|invalid client_id/i,
    means: [{ reason: "client/unknown", weight: 0.95, fix: "client_id is the UUID of an OAuth app of this project." }],
    page: PAGE_1,
    example: { body: '{"code":400,"error_code":"oauth_client_not_found","msg":"invalid client_id"}' },
  },
  {
    id: "oauth-pkce",
    error: "invalid_grant",
    says: /pkce verification failed/i,
    means: [{ reason: "pkce/verifier-mismatch", weight: 0.9, fix: "Send the code_verifier that made the challenge." }],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "PKCE verification failed: invalid code verifier" },
  },
  {
    id: "oauth-method",
    error: "invalid_client",
    says: /client is registered for '[^']+' but '[^']+' was used/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/method-mismatch",
        weight: 0.97,
        fix: "Use the token_endpoint_auth_method of the registration.",
      },
    ],
    page: PAGE_2,
    example: {
      error: "invalid_client",
      description:
        "invalid authentication method: client is registered for 'client_secret_basic' but 'client_secret_post' was used",
    },
  },
  {
    id: "oauth-public-secret",
    error: "invalid_client",
    says: /public clients must not provide client_secret/i,
    distinctive: true,
    means: [{ reason: "client/type-mismatch", weight: 0.93, fix: "Send no secret for a public client." }],
    page: PAGE_0,
    example: { error: "invalid_client", description: "public clients must not provide client_secret" },
  },
  {
    id: "oauth-no-secret",
    error: "invalid_client",
    says: /confidential clients must provide client_secret|client authentication required/i,
    means: [{ reason: "client-auth/secret-absent", weight: 0.93, fix: "Send client_secret." }],
    page: PAGE_0,
    example: { error: "invalid_client", description: "Client authentication required" },
  },
  {
    id: "oauth-credentials",
    error: "invalid_client",
    says: /invalid client credentials/i,
    means: [{ reason: "client-auth/secret-wrong", weight: 0.9, fix: "Copy the secret of the OAuth app." }],
    page: PAGE_0,
    example: { error: "invalid_client", description: "Invalid client credentials" },
  },
  {
    id: "oauth-grant",
    error: "unsupported_grant_type",
    says: /client is not allowed to use grant type/i,
    distinctive: true,
    means: [{ reason: "client/grant-type-not-allowed", weight: 0.97, fix: "Register the grant for the client." }],
    page: PAGE_0,
    example: { error: "unsupported_grant_type", description: "Client is not allowed to use grant type: refresh_token" },
  },
  {
    id: "unsupported-grant",
    error: "unsupported_grant_type",
    says: /unsupported[_ ]grant[_ ]type/i,
    means: [
      { reason: "request/grant-type-unsupported", weight: 0.6, fix: "Correct grant_type." },
      {
        reason: "request/parameter-misplaced",
        weight: 0.4,
        fix: "/auth/v1/token wants grant_type in the query, not in the body.",
        tell: "The query has none.",
      },
    ],
    page: PAGE_0,
    example: { error: "unsupported_grant_type", description: "Unsupported grant type: client_credentials" },
  },
  {
    id: "oauth-scope",
    error: ["invalid_scope", "invalid_request"],
    says: /unsupported scope:/i,
    distinctive: true,
    means: [{ reason: "scope/unknown", weight: 0.95, fix: "Ask openid, email, profile or phone." }],
    page: PAGE_0,
    example: { error: "invalid_scope", description: "unsupported scope: offline" },
  },
  {
    id: "dcr",
    says: /oauth_dynamic_client_registration_disabled|dynamic client registration is not enabled/i,
    means: [
      {
        reason: "registration/not-allowed",
        weight: 0.97,
        fix: "Dashboard > Authentication > OAuth Server: Allow Dynamic OAuth Apps.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":403,"error_code":"oauth_dynamic_client_registration_disabled","msg":"Dynamic client registration is not enabled"}',
      status: 403,
    },
  },
  {
    id: "pkce-code",
    error: "invalid_request",
    says: /is required for authorization_code grant|grant_type is required|refresh_token is required/i,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send the parameter that is named in the body." }],
    page: PAGE_0,
    example: { error: "invalid_request", description: "grant_type is required" },
  },
];
