/** authentik: its error pages, events and responses. */
import type { Dialect } from "./define.ts";

const ERRORS = "https://github.com/goauthentik/authentik/blob/main/authentik/providers/oauth2/errors.py";

export const authentik: Dialect = {
  provider: "authentik",
  name: "authentik",
  hosts: [],
  marks: [/\bauthentik\b/i, /\/application\/o\/(?:authorize|token|userinfo|[\w-]+\/\.well-known)/],
  signatures: [
    {
      id: "redirect-uri",
      says: /request fails due to a missing, invalid, or mismatching redirection URI|Redirect URI Error|Invalid redirect URI was used/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.95,
          fix: "Add the URI under Redirect URIs of the OAuth2/OpenID provider; Strict compares letter by letter, Regex takes a pattern with its dots escaped.",
        },
      ],
      page: ERRORS,
      example: {
        error: "Redirect URI Error",
        description: "The request fails due to a missing, invalid, or mismatching redirection URI (redirect_uri).",
      },
    },
    {
      id: "client",
      says: /client identifier \(client_id\) is missing or invalid|Client ID Error|Invalid client identifier/i,
      distinctive: true,
      means: [
        {
          reason: "client/unknown",
          weight: 0.95,
          fix: "Copy the Client ID of the provider, and let an application use that provider.",
        },
      ],
      page: ERRORS,
      example: { error: "Client ID Error", description: "The client identifier (client_id) is missing or invalid." },
    },
    {
      id: "denied",
      says: /Request has been denied|Permission denied.*policy|Flow does not apply to current user/i,
      means: [
        {
          reason: "user/not-assigned",
          weight: 0.75,
          fix: "Bind the user or group to the application, or correct its policies.",
        },
      ],
      page: ERRORS,
      example: { text: "Permission denied: Request has been denied." },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/unknown",
          weight: 0.6,
          fix: "Add a scope mapping to the provider (Advanced protocol settings, Scopes).",
        },
      ],
      page: ERRORS,
      example: { error: "invalid_scope", description: "The requested scope is invalid, unknown, or malformed" },
    },
    {
      id: "response-type",
      error: "unsupported_response_type",
      means: [{ reason: "request/response-type-unsupported", weight: 0.85, fix: "Send response_type=code." }],
      page: ERRORS,
      example: {
        error: "unsupported_response_type",
        description: "The authorization server does not support obtaining an authorization code using this method",
      },
    },
    {
      id: "malformed",
      error: "invalid_request",
      says: /The request is otherwise malformed/i,
      distinctive: true,
      means: [
        {
          reason: "request/parameter-rejected",
          weight: 0.4,
          fix: "Check the code_challenge, response_mode and request parameters: authentik gives no reason.",
        },
      ],
      page: ERRORS,
      example: { error: "invalid_request", description: "The request is otherwise malformed" },
    },
    {
      id: "login",
      error: "login_required",
      means: [{ reason: "user/login-required", weight: 0.9, fix: "Repeat without prompt=none." }],
      page: ERRORS,
      example: { error: "login_required", description: "The Authorization Server requires End-User authentication" },
    },
    {
      id: "consent",
      error: "consent_required",
      means: [{ reason: "user/consent-required", weight: 0.9, fix: "Repeat without prompt=none." }],
      page: ERRORS,
      example: { error: "consent_required", description: "The Authorization Server requires End-Userconsent" },
    },
    {
      id: "invalid-grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.35, fix: "Redeem each code once." },
        {
          reason: "refresh-token/expired",
          weight: 0.3,
          fix: "Sign in again; Refresh Token validity is set in the provider.",
          tell: "grant_type is refresh_token.",
        },
        { reason: "pkce/verifier-mismatch", weight: 0.25, fix: "Send the verifier of this flow." },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.25,
          fix: "Send the redirect_uri of the authorization request.",
        },
        { reason: "code/expired", weight: 0.25, fix: "Redeem it within Access code validity (one minute)." },
      ],
      page: ERRORS,
      example: {
        error: "invalid_grant",
        description:
          "The provided authorization grant or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client",
      },
    },
    {
      id: "invalid-client",
      error: "invalid_client",
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.6, fix: "Copy the Client Secret of the provider." },
        { reason: "client/unknown", weight: 0.35, fix: "Copy the Client ID." },
        { reason: "client-auth/secret-absent", weight: 0.25, fix: "Send the secret, or set Client type to Public." },
      ],
      page: ERRORS,
      example: {
        error: "invalid_client",
        description:
          "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method)",
      },
    },
    {
      id: "grant-type",
      error: "unsupported_grant_type",
      means: [{ reason: "request/grant-type-unsupported", weight: 0.8, fix: "Check the spelling of grant_type." }],
      page: ERRORS,
      example: {
        error: "unsupported_grant_type",
        description: "The authorization grant type is not supported by the authorization server",
      },
    },
    {
      id: "token",
      error: "invalid_token",
      means: [
        {
          reason: "token/expired",
          weight: 0.6,
          fix: "Refresh the access token; Access Token validity is set in the provider.",
        },
      ],
      page: ERRORS,
      example: {
        error: "invalid_token",
        description: "The access token provided is expired, revoked, malformed, or invalid for other reasons",
      },
    },
    {
      id: "insufficient",
      error: "insufficient_scope",
      means: [{ reason: "token/insufficient-scope", weight: 0.93, fix: "Ask for the scope." }],
      page: ERRORS,
      example: {
        error: "insufficient_scope",
        description: "The request requires higher privileges than provided by the access token",
      },
    },
  ],
};
