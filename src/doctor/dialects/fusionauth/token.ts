/** FusionAuth: the token endpoint and userinfo. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/FusionAuth/fusionauth-issues/issues/150";
const PAGE_1 = "https://docs.rs/crate/fusionauth-rust-client/latest/source/docs/OAuthErrorReason.md";

export const token: readonly Signature[] = [
  {
    id: "auth_code_not_found",
    says: /auth_code_not_found|invalid authorization code/i,
    means: [
      { reason: "code/already-used", weight: 0.5, fix: "Redeem each code once.", tell: "It was sent before." },
      {
        reason: "code/expired",
        weight: 0.45,
        fix: "Redeem it at once: it lives 30 seconds by default (Tenant > OAuth > Authorization Code duration).",
      },
      { reason: "code/of-other-client", weight: 0.15, fix: "Redeem it with the client_id that asked for it." },
    ],
    page: PAGE_0,
    example: {
      body: '{"error":"invalid_grant","error_reason":"auth_code_not_found","error_description":"Invalid Authorization Code"}',
    },
  },
  {
    id: "invalid_pkce_code_verifier",
    says: /invalid_pkce_code_verifier|invalid code_verifier/i,
    distinctive: true,
    means: [{ reason: "pkce/verifier-mismatch", weight: 0.95, fix: "Send the code_verifier of this very sign-in." }],
    page: PAGE_1,
    example: {
      body: '{"error":"invalid_grant","error_reason":"invalid_pkce_code_verifier","error_description":"Invalid code_verifier"}',
    },
  },
  {
    id: "missing_code_verifier",
    says: /missing_(?:pkce_)?code_verifier/i,
    means: [{ reason: "pkce/verifier-missing", weight: 0.97, fix: "Send code_verifier with the code." }],
    page: PAGE_1,
    example: { body: '{"error":"invalid_request","error_reason":"missing_code_verifier"}' },
  },
  {
    id: "refresh_token_not_found",
    says: /refresh_token_not_found|unable to find refresh token/i,
    means: [
      {
        reason: "refresh-token/revoked",
        weight: 0.45,
        fix: "The token was revoked (sign-out, account change): sign in again.",
      },
      {
        reason: "refresh-token/expired",
        weight: 0.4,
        fix: "Sign in again; JWT settings > Refresh Token duration and expiration policy.",
      },
      {
        reason: "refresh-token/reused",
        weight: 0.35,
        fix: "With one-time use store each new token and refresh in one place.",
      },
    ],
    page: PAGE_1,
    example: { body: '{"error":"invalid_grant","error_reason":"refresh_token_not_found"}' },
  },
  {
    id: "refresh_type",
    says: /refresh_token_type_not_supported/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/wrong-kind",
        weight: 0.9,
        fix: "This token is for single sign-on; refresh with the token of the token response.",
      },
    ],
    page: PAGE_1,
    example: { body: '{"error":"invalid_request","error_reason":"refresh_token_type_not_supported"}' },
  },
  {
    id: "grant_type_disabled",
    says: /grant_type_disabled|grant (?:type )?is disabled/i,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.97,
        fix: "Admin UI > Applications > (app) > OAuth > Enabled grants: tick the grant (Refresh token, ...).",
      },
    ],
    page: PAGE_1,
    example: {
      body: '{"error":"unauthorized_client","error_reason":"grant_type_disabled","error_description":"grant type disabled"}',
    },
  },
  {
    id: "invalid_grant_type",
    says: /invalid_grant_type|missing_grant_type/i,
    means: [
      { reason: "request/grant-type-unsupported", weight: 0.7, fix: "Correct grant_type." },
      {
        reason: "request/wrong-content-type",
        weight: 0.35,
        fix: "Send application/x-www-form-urlencoded.",
        tell: "The body is JSON.",
      },
    ],
    page: PAGE_1,
    example: { body: '{"error":"unsupported_grant_type","error_reason":"invalid_grant_type"}' },
  },
  {
    id: "client_auth_missing",
    says: /client_authentication_missing|missing_client_secret/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.95,
        fix: "Send client_secret, or set Admin UI > Applications > (app) > OAuth > Client authentication to Not required when using PKCE.",
      },
    ],
    page: PAGE_1,
    example: { body: '{"error":"invalid_client","error_reason":"client_authentication_missing"}' },
  },
  {
    id: "client_auth_invalid",
    says: /invalid_client_authentication(?:_scheme)?|invalid client authentication/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.85,
        fix: "Copy the Client secret from Admin UI > Applications > (app) > OAuth > Client secret.",
      },
      { reason: "client-auth/method-mismatch", weight: 0.2, fix: "Use Basic or the body." },
    ],
    page: PAGE_1,
    example: {
      body: '{"error":"invalid_client","error_reason":"invalid_client_authentication","error_description":"Invalid client authentication credentials."}',
    },
  },
  {
    id: "user_credentials",
    says: /invalid_user_credentials|user credentials are invalid/i,
    means: [
      {
        reason: "user/credentials-wrong",
        weight: 0.95,
        fix: "Check user and password, and the registration of the user for the application.",
      },
    ],
    page: PAGE_1,
    example: {
      body: '{"error":"invalid_grant","error_reason":"invalid_user_credentials","error_description":"The user credentials are invalid."}',
    },
  },
  {
    id: "change_password",
    says: /change_password_required|email_verification_required|registration_(?:missing_requirement|required|verification_required)|two_factor_required|user_not_(?:found|registered)/i,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.85,
        fix: "Let the user do the step that error_reason names on the hosted pages.",
      },
    ],
    page: PAGE_1,
    example: { body: '{"error":"change_password_required","error_reason":"change_password_administrative"}' },
  },
  {
    id: "access_token_expired",
    says: /access_token_expired/i,
    means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh the access token." }],
    page: PAGE_1,
    example: { body: '{"error":"invalid_token","error_reason":"access_token_expired"}' },
  },
  {
    id: "access_token_bad",
    says: /access_token_(?:malformed|invalid|failed_processing|required|unavailable_for_processing)/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.75, fix: "Send the access token whole as Authorization: Bearer." }],
    page: PAGE_1,
    example: { body: '{"error":"invalid_token","error_reason":"access_token_malformed"}' },
  },
  {
    id: "missing_parameter",
    says: /missing_(?:client_id|code|redirect_uri|refresh_token|user_code|verification_uri|username|password|token|scope|device_code)|missing a required parameter/i,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send the parameter that error_reason names." }],
    page: PAGE_1,
    example: {
      body: '{"error":"invalid_request","error_reason":"missing_redirect_uri","error_description":"The request is missing a required parameter: redirect_uri"}',
    },
  },
];
