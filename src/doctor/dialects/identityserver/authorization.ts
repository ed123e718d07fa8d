/** Duende IdentityServer / IdentityServer4: what the authorization endpoint says. */
import type { Signature } from "../define.ts";

const AUTHORIZE =
  "https://github.com/DuendeSoftware/IdentityServer/blob/main/src/IdentityServer/Validation/Default/AuthorizeRequestValidator.cs";

export const authorization: readonly Signature[] = [
  {
    id: "client",
    says: /Unknown client or (?:client )?not enabled/i,
    distinctive: true,
    means: [
      { reason: "client/unknown", weight: 0.8, fix: "Add a Client with that ClientId to the configuration store." },
      {
        reason: "client/disabled",
        weight: 0.35,
        fix: "Set Enabled of the client to true.",
        tell: "The client is in the store.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "unauthorized_client", description: "Unknown client or client not enabled" },
  },
  {
    id: "redirect-uri-token",
    error: "invalid_grant",
    says: /Invalid redirect_uri/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.95,
        fix: "Send in the token request the redirect_uri of the authorization request.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_grant", description: "Invalid redirect_uri" },
  },
  {
    id: "redirect-uri",
    says: /\bInvalid redirect_uri\b/i,
    means: [
      { reason: "redirect-uri/unregistered", weight: 0.9, fix: "Add the exact URI to the client's RedirectUris." },
      {
        reason: "redirect-uri/trailing-slash",
        weight: 0.3,
        fix: "Write it as it is registered, with or without the final slash.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Invalid redirect_uri" },
  },
  {
    id: "redirect-malformed",
    says: /malformed redirect_uri/i,
    means: [{ reason: "redirect-uri/malformed", weight: 0.95, fix: "Send an absolute redirect_uri." }],
    page: AUTHORIZE,
    example: { text: "fail: Duende.IdentityServer.Validation.AuthorizeRequestValidator malformed redirect_uri: app" },
  },
  {
    id: "grant-type",
    says: /Invalid grant type for client/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.95,
        fix: "Set AllowedGrantTypes of the client to the flow of the request (GrantTypes.Code).",
      },
    ],
    page: AUTHORIZE,
    example: { error: "unauthorized_client", description: "Invalid grant type for client" },
  },
  {
    id: "pkce-required",
    says: /code[ _]challenge (?:required|is missing)|Client is missing code challenge/i,
    means: [
      {
        reason: "pkce/required",
        weight: 0.97,
        fix: "Send code_challenge and code_challenge_method=S256, or set RequirePkce of the client to false.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "code challenge required" },
  },
  {
    id: "pkce-plain",
    says: /Transform algorithm not supported|code_challenge_method of plain is not allowed|Unsupported code_challenge_method/i,
    means: [{ reason: "pkce/method-unsupported", weight: 0.97, fix: "Send code_challenge_method=S256." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Transform algorithm not supported" },
  },
  {
    id: "pkce-length",
    says: /Invalid code_challenge|code_challenge is either too short or too long/i,
    means: [
      { reason: "pkce/challenge-malformed", weight: 0.97, fix: "Send base64url(SHA-256(verifier)): 43 characters." },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Invalid code_challenge" },
  },
  {
    id: "scope-authorize",
    error: "invalid_scope",
    says: /Invalid scope/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.6,
        fix: "Add the scope to the client's AllowedScopes (AllowOfflineAccess for offline_access).",
        tell: "The scope is defined on the server.",
      },
      {
        reason: "scope/unknown",
        weight: 0.5,
        fix: "Define the scope as IdentityResource or ApiScope.",
        tell: "The log says: Scope not found in store.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_scope", description: "Invalid scope" },
  },
  {
    id: "openid-missing",
    says: /Identity scopes requested, but openid scope is missing|Missing openid scope|no openid scope/i,
    means: [{ reason: "scope/missing", weight: 0.95, fix: "Add openid to scope." }],
    page: AUTHORIZE,
    example: { error: "invalid_scope", description: "Identity scopes requested, but openid scope is missing" },
  },
  {
    id: "response-type",
    says: /Response type not supported/i,
    means: [{ reason: "request/response-type-unsupported", weight: 0.9, fix: "Send response_type=code." }],
    page: AUTHORIZE,
    example: { error: "unsupported_response_type", description: "Response type not supported" },
  },
  {
    id: "response-type-missing",
    says: /Missing response_type/i,
    means: [{ reason: "request/parameter-absent", weight: 0.97, fix: "Send response_type=code." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Missing response_type" },
  },
  {
    id: "response-mode",
    says: /Invalid response_mode|Unsupported response_mode/i,
    means: [
      {
        reason: "request/response-mode-unsupported",
        weight: 0.95,
        fix: "Send a response_mode that fits the response type.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "unsupported_response_type", description: "Invalid response_mode" },
  },
  {
    id: "browser-token",
    says: /Client (?:is )?not configured to receive access tokens via browser/i,
    distinctive: true,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.95,
        fix: "Use response_type=code, or set AllowAccessTokensViaBrowser.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Client not configured to receive access tokens via browser" },
  },
  {
    id: "nonce",
    says: /Invalid nonce|Nonce required for flow with id_token/i,
    means: [{ reason: "request/nonce-missing", weight: 0.9, fix: "Send a nonce of at most 300 characters." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Invalid nonce" },
  },
  {
    id: "client-id",
    says: /Invalid client_id|client_id is missing or too long/i,
    means: [{ reason: "request/parameter-absent", weight: 0.85, fix: "Send client_id." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Invalid client_id" },
  },
  {
    id: "resource",
    error: "invalid_target",
    says: /resource indicator/i,
    means: [
      {
        reason: "resource/unknown",
        weight: 0.85,
        fix: "Define an ApiResource of that name which holds the scopes asked, enabled.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "invalid_target", description: "Invalid resource indicator." },
  },
  {
    id: "login-required",
    error: "login_required",
    means: [
      {
        reason: "user/login-required",
        weight: 0.9,
        fix: "Repeat without prompt=none; for silent renewal check that the session cookie is SameSite=None over https.",
      },
    ],
    page: AUTHORIZE,
    example: { error: "login_required" },
  },
];
