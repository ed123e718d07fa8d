/** FusionAuth: the authorization endpoint. */
import type { Signature } from "../define.ts";

const PAGE = "https://docs.rs/crate/fusionauth-rust-client/latest/source/docs/OAuthErrorReason.md";

export const authorize: readonly Signature[] = [
  {
    id: "invalid_redirect_uri",
    says: /invalid_redirect_uri|invalid redirect uri|redirect_uri.{0,30}(?:not (?:authorized|valid)|invalid)/i,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.85,
        fix: "Admin UI > Applications > (app) > OAuth > Authorized redirect URLs: add the URL exactly as sent (URL validation: Exact match).",
      },
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.3,
        fix: "Send in the token request the redirect_uri of the authorization request.",
        tell: "The token endpoint says it.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"error":"invalid_request","error_reason":"invalid_redirect_uri","error_description":"Invalid redirect uri https://app.example.com/callback"}',
    },
  },
  {
    id: "invalid_client_id",
    says: /invalid_client_id|invalid client_id|client_id .{0,30}is not valid/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.95,
        fix: "client_id is the Application Id (a UUID) of the tenant that owns this host.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"error":"invalid_request","error_reason":"invalid_client_id","error_description":"Invalid client_id"}',
    },
  },
  {
    id: "missing_pkce",
    says: /missing_(?:pkce_)?code_challenge\b|code_challenge.{0,30}(?:required|missing)/i,
    means: [
      {
        reason: "pkce/required",
        weight: 0.95,
        fix: "Send code_challenge and code_challenge_method=S256 (Admin UI > Applications > (app) > OAuth > Proof Key for Code Exchange: Required).",
      },
    ],
    page: PAGE,
    example: {
      body: '{"error":"invalid_request","error_reason":"missing_code_challenge","error_description":"The request is missing a required parameter: code_challenge"}',
    },
  },
  {
    id: "invalid_pkce_code_challenge_method",
    says: /invalid_pkce_code_challenge_method/i,
    distinctive: true,
    means: [{ reason: "pkce/method-unsupported", weight: 0.96, fix: "Send code_challenge_method=S256." }],
    page: PAGE,
    example: {
      body: '{"error":"invalid_request","error_reason":"invalid_pkce_code_challenge_method","error_description":"Invalid code_challenge_method"}',
    },
  },
  {
    id: "invalid_pkce_code_challenge",
    says: /invalid_pkce_code_challenge/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/challenge-malformed",
        weight: 0.95,
        fix: "code_challenge is base64url without padding, 43 to 128 characters.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"error":"invalid_request","error_reason":"invalid_pkce_code_challenge","error_description":"Invalid code_challenge"}',
    },
  },
  {
    id: "invalid_origin",
    says: /invalid_origin(?:_opaque)?|invalid origin/i,
    means: [
      {
        reason: "transport/cors-blocked",
        weight: 0.85,
        fix: "Admin UI > Applications > (app) > OAuth > Authorized request origin URLs: add the origin, or leave the list empty.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"error":"invalid_request","error_reason":"invalid_origin","error_description":"Invalid origin uri http://localhost:3000"}',
    },
  },
  {
    id: "invalid_response_mode",
    says: /invalid_response_mode/i,
    means: [
      {
        reason: "request/response-mode-unsupported",
        weight: 0.95,
        fix: "Use query, fragment or form_post as it fits the response type.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"error":"invalid_request","error_reason":"invalid_response_mode","error_description":"Invalid response_mode"}',
    },
  },
  {
    id: "invalid_response_type",
    says: /invalid_response_type|missing_response_type/i,
    means: [{ reason: "request/response-type-unsupported", weight: 0.85, fix: "Use response_type=code." }],
    page: PAGE,
    example: {
      body: '{"error":"unsupported_response_type","error_reason":"invalid_response_type","error_description":"Invalid response_type"}',
    },
  },
  {
    id: "unknown_scope",
    says: /unknown_scope|scope.{0,30}(?:unknown|not (?:recognized|configured))|invalid_(?:target_entity|entity_permission)_scope/i,
    means: [
      {
        reason: "scope/unknown",
        weight: 0.85,
        fix: "Applications > (app) > Scopes: add the scope, or set Unknown scope policy to Allow or Remove.",
      },
    ],
    page: PAGE,
    example: {
      body: '{"error":"invalid_scope","error_reason":"unknown_scope","error_description":"Unknown scope: orders"}',
    },
  },
  {
    id: "not_licensed",
    says: /not_licensed/i,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.7,
        fix: "The feature wants a license that this instance lacks.",
      },
    ],
    page: PAGE,
    example: { body: '{"error":"access_denied","error_reason":"not_licensed","error_description":"not licensed"}' },
  },
  {
    id: "consent",
    says: /consent_required|user_consent_required/i,
    means: [{ reason: "user/consent-required", weight: 0.9, fix: "Let the user consent on the page." }],
    page: PAGE,
    example: { body: '{"error":"consent_required","error_reason":"consent_required"}' },
  },
  {
    id: "login_prevented",
    says: /login_prevented|user_(?:expired|locked)/i,
    means: [
      { reason: "user/account-not-ready", weight: 0.9, fix: "Unlock the user, or look at what prevents the sign-in." },
    ],
    page: PAGE,
    example: { body: '{"error":"access_denied","error_reason":"login_prevented"}' },
  },
  {
    id: "access_denied",
    error: "access_denied",
    says: /user (?:denied|cancel\w*)/i,
    means: [{ reason: "user/denied", weight: 0.8, fix: "Let the user try again and accept." }],
    page: PAGE,
    example: { error: "access_denied", description: "The user denied the request" },
  },
];
