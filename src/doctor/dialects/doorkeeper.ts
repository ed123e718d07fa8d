/** Doorkeeper for Rails: the sentences of its locale file. */
import type { Dialect } from "./define.ts";

const LOCALE = "https://github.com/doorkeeper-gem/doorkeeper/blob/main/config/locales/en.yml";

export const doorkeeper: Dialect = {
  provider: "doorkeeper",
  name: "Doorkeeper (Rails)",
  hosts: [],
  marks: [/\bdoorkeeper\b/i],
  signatures: [
    {
      id: "redirect-uri",
      says: /requested redirect ?uri is malformed or doesn't match (?:the )?client redirect URI|redirect uri included is not valid/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the exact URI to the application's Callback URL, one per line; http needs force_ssl_in_redirect_uri off.",
        },
      ],
      page: LOCALE,
      example: {
        error: "invalid_redirect_uri",
        description: "The requested redirect URI is malformed or doesn't match the client redirect URI.",
      },
    },
    {
      id: "client",
      says: /Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.5,
          fix: "Copy the application's Secret; a hashed one is shown once.",
        },
        { reason: "client/unknown", weight: 0.45, fix: "Copy the application's UID, of this environment." },
        { reason: "client-auth/secret-absent", weight: 0.3, fix: "Send the secret, or unset Confidential." },
      ],
      page: LOCALE,
      example: {
        error: "invalid_client",
        description:
          "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
      },
    },
    {
      id: "missing",
      says: /Missing required parameter: /i,
      means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send the named parameter." }],
      page: LOCALE,
      example: { error: "invalid_request", description: "Missing required parameter: code." },
    },
    {
      id: "challenge",
      says: /Code challenge is required/i,
      distinctive: true,
      means: [{ reason: "pkce/required", weight: 0.98, fix: "Send code_challenge: force_pkce is on." }],
      page: LOCALE,
      example: { error: "invalid_request", description: "Code challenge is required." },
    },
    {
      id: "challenge-method",
      says: /code_challenge_method must be (?:one of )?\S|does not support PKCE as there are no accepted code_challenge_method/i,
      distinctive: true,
      means: [
        {
          reason: "pkce/method-unsupported",
          weight: 0.97,
          fix: "Send code_challenge_method=S256 (pkce_code_challenge_methods).",
        },
      ],
      page: LOCALE,
      example: { error: "invalid_code_challenge_method", description: "The code_challenge_method must be S256." },
    },
    {
      id: "two-methods",
      says: /utilizes more than one mechanism for authenticating the client/i,
      means: [{ reason: "client-auth/repeated", weight: 0.98, fix: "Send the credentials once." }],
      page: LOCALE,
      example: {
        error: "invalid_request",
        description: "The request utilizes more than one mechanism for authenticating the client.",
      },
    },
    {
      id: "not-authorized",
      says: /Request need(?:s)? to be authorized\. Required parameter for authorizing the request is missing or invalid/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-absent",
          weight: 0.5,
          fix: "Send the client's credentials or the token with the request.",
        },
      ],
      page: LOCALE,
      example: {
        error: "invalid_request",
        description:
          "Request needs to be authorized. Required parameter for authorizing the request is missing or invalid.",
      },
    },
    {
      id: "client-method",
      says: /client is not authorized to perform this request using this method/i,
      distinctive: true,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.9,
          fix: "Allow the grant flow for the application (grant_flows, allow_grant_flow_for_client).",
        },
      ],
      page: LOCALE,
      example: {
        error: "unauthorized_client",
        description: "The client is not authorized to perform this request using this method.",
      },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        {
          reason: "code/already-used",
          weight: 0.4,
          fix: "Redeem each code once.",
          tell: "grant_type is authorization_code.",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.35,
          fix: "Send the redirect_uri of the authorization request.",
        },
        {
          reason: "refresh-token/reused",
          weight: 0.35,
          fix: "Store the new refresh token: the old one ends at its first use or when the new access token is used.",
          tell: "grant_type is refresh_token.",
        },
        {
          reason: "code/expired",
          weight: 0.3,
          fix: "Redeem the code within ten minutes (authorization_code_expires_in).",
        },
        { reason: "pkce/verifier-mismatch", weight: 0.25, fix: "Send the verifier of this flow." },
      ],
      page: LOCALE,
      example: {
        error: "invalid_grant",
        description:
          "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
      },
    },
    {
      id: "grant-type",
      error: "unsupported_grant_type",
      means: [{ reason: "request/grant-type-unsupported", weight: 0.8, fix: "Add the grant to grant_flows." }],
      page: LOCALE,
      example: {
        error: "unsupported_grant_type",
        description: "The authorization grant type is not supported by the authorization server.",
      },
    },
    {
      id: "response-type",
      says: /authorization server does not support this response type/i,
      distinctive: true,
      means: [
        {
          reason: "request/response-type-unsupported",
          weight: 0.95,
          fix: "Send response_type=code, or add implicit_oidc to grant_flows.",
        },
      ],
      page: LOCALE,
      example: {
        error: "unsupported_response_type",
        description: "The authorization server does not support this response type.",
      },
    },
    {
      id: "response-mode",
      says: /authorization server does not support this response mode/i,
      distinctive: true,
      means: [{ reason: "request/response-mode-unsupported", weight: 0.97, fix: "Leave response_mode out." }],
      page: LOCALE,
      example: {
        error: "unsupported_response_mode",
        description: "The authorization server does not support this response mode.",
      },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        { reason: "scope/unknown", weight: 0.5, fix: "Add the scope to default_scopes or optional_scopes." },
        { reason: "scope/not-allowed-for-client", weight: 0.5, fix: "Add it to the application's Scopes." },
      ],
      page: LOCALE,
      example: { error: "invalid_scope", description: "The requested scope is invalid, unknown, or malformed." },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.85, fix: "Offer the sign-in again." }],
      page: LOCALE,
      example: {
        error: "access_denied",
        description: "The resource owner or authorization server denied the request.",
      },
    },
    {
      id: "token-revoked",
      says: /The access token was revoked/i,
      distinctive: true,
      means: [{ reason: "grant/session-ended", weight: 0.75, fix: "Sign the user in again." }],
      page: LOCALE,
      example: { error: "invalid_token", description: "The access token was revoked" },
    },
    {
      id: "token-expired",
      says: /The access token expired/i,
      means: [
        { reason: "token/expired", weight: 0.97, fix: "Refresh it; access_token_expires_in is two hours by default." },
      ],
      page: LOCALE,
      example: { error: "invalid_token", description: "The access token expired" },
    },
    {
      id: "token-invalid",
      says: /The access token is invalid/i,
      means: [
        { reason: "token/malformed", weight: 0.6, fix: "Send a token of this server, whole." },
        { reason: "token/absent", weight: 0.4, fix: "Send Authorization: Bearer." },
      ],
      page: LOCALE,
      example: { error: "invalid_token", description: "The access token is invalid" },
    },
    {
      id: "token-scope",
      says: /Access to this resource requires scope "/i,
      distinctive: true,
      means: [{ reason: "token/insufficient-scope", weight: 0.98, fix: "Ask for the scope named." }],
      page: LOCALE,
      example: { error: "insufficient_scope", description: 'Access to this resource requires scope "write".' },
    },
  ],
};
