/** Auth0: the token endpoint. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/auth0/nextjs-auth0/issues/498";
const PAGE_1 = "https://github.com/auth0/ruby-auth0/issues/190";

export const token: readonly Signature[] = [
  {
    id: "refresh-unknown",
    error: "invalid_grant",
    says: /unknown or invalid refresh token/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "With rotation store each new refresh token and refresh in one place; raise Dashboard > Applications > (app) > Settings > Refresh Token Rotation > Overlap Period against races.",
        tell: "The log shows ferrt (reuse), or two processes refresh.",
      },
      {
        reason: "refresh-token/expired",
        weight: 0.4,
        fix: "Sign in again, or raise Dashboard > Applications > (app) > Settings > Refresh Token Expiration (idle and maximum life).",
        tell: "The token lay unused for long.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.35,
        fix: "The grant was revoked (user, administrator, password change): sign in again.",
      },
      {
        reason: "refresh-token/of-other-client",
        weight: 0.15,
        fix: "Refresh with the client_id and tenant that gave it.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Unknown or invalid refresh token." },
  },
  {
    id: "refresh-no-user",
    error: "invalid_grant",
    says: /refresh_token was generated for a user who doesn'?t exist/i,
    distinctive: true,
    means: [{ reason: "user/account-not-ready", weight: 0.85, fix: "The user was deleted: sign in again." }],
    page: PAGE_0,
    example: {
      error: "invalid_grant",
      description: "The refresh_token was generated for a user who doesn't exist anymore.",
    },
  },
  {
    id: "refresh-missing-sdk",
    says: /missing refresh token \(?/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/not-issued",
        weight: 0.9,
        fix: "Ask scope offline_access with the same audience, and switch on Allow Offline Access for the API and Refresh Token in the grant types of the app.",
      },
    ],
    page: PAGE_0,
    example: {
      text: "Missing Refresh Token (audience: 'https://api.example.com', scope: 'openid profile email offline_access')",
    },
  },
  {
    id: "code-invalid",
    error: "invalid_grant",
    says: /invalid authorization code/i,
    means: [
      {
        reason: "code/already-used",
        weight: 0.55,
        fix: "Redeem each code once (React StrictMode and reloads send it twice).",
      },
      { reason: "code/expired", weight: 0.35, fix: "Redeem it at once." },
      {
        reason: "code/of-other-client",
        weight: 0.2,
        fix: "Redeem it with the client_id and tenant that asked for it.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Invalid authorization code" },
  },
  {
    id: "redirect-wrong",
    error: ["unauthorized_client", "invalid_grant"],
    says: /redirect uri is wrong|you sent .+,? (?:and|but) we expected/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.97,
        fix: "Send the same redirect_uri in the token request as in the authorization request.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "unauthorized_client",
      description:
        "The redirect URI is wrong. You sent http://localhost:3000, and we expected http://localhost:3000/callback",
    },
  },
  {
    id: "verifier",
    error: "invalid_grant",
    says: /failed to verify code verifier/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.93,
        fix: "Keep the verifier of this very sign-in; the challenge is base64url without padding of its SHA-256.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Failed to verify code verifier" },
  },
  {
    id: "verifier-missing",
    error: ["invalid_request", "invalid_grant"],
    says: /(?:parameter )?.?code_verifier.{0,20}(?:is required|missing)|missing required parameter: code_verifier/i,
    means: [{ reason: "pkce/verifier-missing", weight: 0.95, fix: "Send code_verifier with the code." }],
    page: PAGE_0,
    example: { error: "invalid_request", description: "Parameter 'code_verifier' is required" },
  },
  {
    id: "grant-type",
    error: "unauthorized_client",
    says: /grant type '?[^']*'? not allowed for the client/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.97,
        fix: "Dashboard > Applications > (app) > Settings > Advanced Settings > Grant Types: tick the grant; Machine to Machine and first-party apps only for some.",
      },
    ],
    page: PAGE_1,
    example: {
      error: "unauthorized_client",
      description: "Grant type 'client_credentials' not allowed for the client.",
    },
  },
  {
    id: "grant-unsupported",
    error: "unsupported_grant_type",
    says: /unsupported grant type/i,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.92,
        fix: "Correct grant_type (authorization_code, refresh_token, client_credentials, password, ...).",
      },
    ],
    page: PAGE_0,
    example: { error: "unsupported_grant_type", description: "Unsupported grant type: code" },
  },
  {
    id: "missing-parameter",
    error: "invalid_request",
    says: /missing required parameter:?/i,
    means: [
      { reason: "request/parameter-absent", weight: 0.85, fix: "Send the parameter that the message names." },
      {
        reason: "request/wrong-content-type",
        weight: 0.3,
        fix: "Let Content-Type fit the body: application/x-www-form-urlencoded or application/json.",
        tell: "The body holds the parameter.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", description: "Missing required parameter: grant_type" },
  },
  {
    id: "content-type",
    says: /content-type.{0,40}(?:not supported|unsupported|must be)|unsupported media type/i,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.93,
        fix: "Send application/x-www-form-urlencoded or application/json, and let the body fit it.",
      },
    ],
    page: PAGE_0,
    example: { body: '{"error":"invalid_request","error_description":"Unsupported Media Type"}', status: 415 },
  },
  {
    id: "secret",
    error: "access_denied",
    says: /^unauthorized$/im,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.65,
        fix: "Copy Client Secret from Dashboard > Applications > (app) > Settings > Basic Information.",
      },
      {
        reason: "client-auth/method-mismatch",
        weight: 0.45,
        fix: "Dashboard > Applications > (app) > Settings > Credentials > Authentication Method: choose the one that is used (Post, Basic, None).",
        tell: "The secret is right.",
      },
      {
        reason: "client-auth/secret-absent",
        weight: 0.3,
        fix: "Send the secret, or set the method to None for a public client.",
      },
    ],
    page: PAGE_0,
    example: { error: "access_denied", description: "Unauthorized" },
  },
  {
    id: "password",
    error: "invalid_grant",
    says: /wrong email or password|wrong email, username or password/i,
    means: [
      {
        reason: "user/credentials-wrong",
        weight: 0.95,
        fix: "Check user and password in the connection used (realm or Default Directory).",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Wrong email or password." },
  },
  {
    id: "default-connection",
    error: "server_error",
    says: /authorization server not configured with default connection/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.8,
        fix: "Set Tenant Settings > General > Default Directory, or use grant type http://auth0.com/oauth/grant-type/password-realm with realm.",
      },
    ],
    page: PAGE_0,
    example: { error: "server_error", description: "Authorization server not configured with default connection." },
  },
  {
    id: "blocked",
    error: ["unauthorized", "too_many_attempts", "access_denied"],
    says: /user is blocked|account (?:is )?blocked|too many (?:attempts|failed)|too_many_attempts|account has been blocked/i,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.85,
        fix: "Dashboard > User Management > (user) > Unblock; attack protection may have locked the account or IP address.",
      },
    ],
    page: PAGE_0,
    example: { error: "unauthorized", description: "user is blocked" },
  },
  {
    id: "rate",
    says: /too many requests|global limit has been reached|too_many_requests/i,
    means: [
      {
        reason: "server/rate-limited",
        weight: 0.96,
        fix: "Wait until x-ratelimit-reset, and cache machine-to-machine tokens.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"error":"too_many_requests","error_description":"Global limit has been reached","statusCode":429}',
      status: 429,
    },
  },
];
