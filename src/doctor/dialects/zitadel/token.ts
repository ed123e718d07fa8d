/** ZITADEL: what the token endpoint says. */
import type { Signature } from "../define.ts";

const AUTH = "https://github.com/zitadel/oidc/blob/main/pkg/op/auth_request.go";
const RP = "https://github.com/zitadel/oidc/tree/main/pkg/oidc";

export const token: readonly Signature[] = [
  {
    id: "pkce",
    says: /\bPKCE required\b/i,
    means: [
      {
        reason: "pkce/required",
        weight: 0.97,
        fix: "Send code_challenge with S256; the application's method is PKCE.",
      },
    ],
    page: AUTH,
    example: { error: "invalid_request", description: "PKCE required" },
  },
  {
    id: "verifier-absent",
    says: /\bcode_verifier required\b/i,
    means: [{ reason: "pkce/verifier-missing", weight: 0.97, fix: "Send code_verifier." }],
    page: AUTH,
    example: { error: "invalid_request", description: "code_verifier required" },
  },
  {
    id: "verifier-unexpected",
    says: /code_verifier unexpectedly provided/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.9,
        fix: "Send code_challenge in the authorization request too.",
      },
    ],
    page: AUTH,
    example: { error: "invalid_request", description: "code_verifier unexpectedly provided" },
  },
  {
    id: "verifier",
    says: /\binvalid code_verifier\b|\binvalid code challenge\b/i,
    means: [{ reason: "pkce/verifier-mismatch", weight: 0.96, fix: "Send the verifier of this flow." }],
    page: AUTH,
    example: { error: "invalid_grant", description: "invalid code_verifier" },
  },
  {
    id: "code",
    says: /^(?:invalid_grant\W+)?invalid code$|Errors\.(?:AuthRequest|Token)\.(?:NoCode|CodeNotFound)/i,
    means: [
      { reason: "code/already-used", weight: 0.55, fix: "Redeem each code once." },
      { reason: "code/expired", weight: 0.4, fix: "Redeem it at once." },
    ],
    page: AUTH,
    example: { error: "invalid_grant", description: "invalid code" },
  },
  {
    id: "redirect",
    says: /redirect_uri does not correspond/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.98,
        fix: "Send the redirect_uri of the authorization request.",
      },
    ],
    page: AUTH,
    example: { error: "invalid_grant", description: "redirect_uri does not correspond" },
  },
  {
    id: "refresh",
    says: /invalid_refresh_token|RefreshToken\.?Invalid|Refresh token is invalid/i,
    means: [
      { reason: "refresh-token/unknown", weight: 0.45, fix: "Send the newest refresh token." },
      { reason: "refresh-token/reused", weight: 0.4, fix: "Store the new token of each response." },
      { reason: "refresh-token/expired", weight: 0.35, fix: "Sign in again: idle or absolute life is over." },
    ],
    page: AUTH,
    example: { error: "invalid_grant", description: "Errors.OIDCSession.RefreshTokenInvalid" },
  },
  {
    id: "post",
    says: /auth_method (?:post|private_key_jwt) not supported|private_key_jwt not allowed for this client|client_assertion not supported/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/method-mismatch",
        weight: 0.98,
        fix: "Set the application's Authentication Method to the one that you send.",
      },
    ],
    page: AUTH,
    example: { error: "invalid_client", description: "auth_method post not supported" },
  },
  {
    id: "credentials",
    says: /invalid client_id \/ client_secret/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.85,
        fix: "Regenerate the client secret of the application and copy it whole.",
      },
    ],
    page: AUTH,
    example: { error: "invalid_client", description: "invalid client_id / client_secret" },
  },
  {
    id: "confidential",
    says: /confidential client requires authentication|client must be authenticated|no client credentials provided/i,
    distinctive: true,
    means: [{ reason: "client-auth/secret-absent", weight: 0.97, fix: "Send the client secret or assertion." }],
    page: AUTH,
    example: { error: "invalid_client", description: "confidential client requires authentication" },
  },
  {
    id: "two-methods",
    says: /client authentication must not use more than one method/i,
    distinctive: true,
    means: [{ reason: "client-auth/repeated", weight: 0.98, fix: "Send the credentials once." }],
    page: AUTH,
    example: { error: "invalid_request", description: "client authentication must not use more than one method" },
  },
  {
    id: "basic",
    says: /invalid basic auth header/i,
    means: [{ reason: "client-auth/secret-encoding", weight: 0.8, fix: "Form-encode id and secret before Basic." }],
    page: AUTH,
    example: { error: "invalid_client", description: "invalid basic auth header" },
  },
  {
    id: "grant",
    says: /grant_type "[^"]*" not allowed|client missing grant type/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.98,
        fix: "Turn the grant type on in the application's OIDC configuration.",
      },
    ],
    page: AUTH,
    example: { error: "unauthorized_client", description: "client missing grant type refresh_token" },
  },
  {
    id: "missing",
    says: /\b(?:code|grant_type|refresh_token|assertion|device_code|subject_token|token) missing\b|client_id or client_assertion must be provided/i,
    means: [{ reason: "request/parameter-absent", weight: 0.93, fix: "Send the named parameter as a form." }],
    page: AUTH,
    example: { error: "invalid_request", description: "grant_type missing" },
  },
  {
    id: "assertion",
    says: /JWT assertion failed|\bassertion invalid\b|issuer and sub must be identical|delegation not allowed/i,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.75,
        fix: "Sign with the service user's or application's key: iss and sub are its id, aud is the issuer.",
      },
    ],
    page: AUTH,
    example: { error: "invalid_grant", description: "assertion invalid" },
  },
  {
    id: "rp-audience",
    says: /audience is not valid: /i,
    means: [{ reason: "token/wrong-audience", weight: 0.9, fix: "Use the client id that is in aud." }],
    page: RP,
    example: { text: 'audience is not valid: Audience must contain client_id "app"' },
  },
  {
    id: "rp-issuer",
    says: /issuer does not match: |issuer does not match: Expected/i,
    distinctive: true,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.9,
        fix: "Set the issuer to ExternalDomain with scheme and port.",
      },
    ],
    page: RP,
    example: { text: "issuer does not match: Expected: https://id.example.com, got: http://id.example.com" },
  },
  {
    id: "discovery",
    says: /OpenID Provider Configuration Discovery has failed/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.75,
        fix: "Check the issuer: ZITADEL responds only under ExternalDomain.",
      },
    ],
    page: RP,
    example: { text: "OpenID Provider Configuration Discovery has failed" },
  },
];
