/** Okta: what the API says where its code is cut off. */
import type { Signature } from "../define.ts";

const PAGE = "https://developer.okta.com/docs/reference/error-codes/";

export const apiWords: readonly Signature[] = [
  {
    id: "permission",
    says: /do not have permission to (?:perform the requested action|access the feature)/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.6,
        fix: "Grant the okta.* scope to the app and an admin role to the app or user that calls.",
      },
    ],
    page: PAGE,
    example: { text: "You do not have permission to perform the requested action" },
  },
  {
    id: "invalid-token-provided",
    says: /invalid token provided/i,
    distinctive: true,
    means: [
      { reason: "token/expired", weight: 0.4, fix: "Get a new access token." },
      {
        reason: "token/malformed",
        weight: 0.4,
        fix: "Send Authorization: Bearer for OAuth tokens, SSWS for API tokens.",
      },
      {
        reason: "token/wrong-audience",
        weight: 0.35,
        fix: "For the Okta API use a token of the org server (/oauth2/v1).",
      },
    ],
    page: PAGE,
    example: { text: "Invalid token provided" },
  },
  {
    id: "content-type",
    says: /accept and\/or content-type headers likely do not match/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.95,
        fix: "Send Content-Type: application/x-www-form-urlencoded and Accept: application/json.",
      },
    ],
    page: PAGE,
    example: { text: "Bad request.  Accept and/or Content-Type headers likely do not match supported values." },
  },
  {
    id: "http-method",
    says: /the endpoint does not support the provided http method/i,
    distinctive: true,
    means: [{ reason: "request/wrong-method", weight: 0.95, fix: "The token endpoint takes POST." }],
    page: PAGE,
    example: { text: "The endpoint does not support the provided HTTP method" },
  },
  {
    id: "rate-limit",
    says: /api call exceeded rate limit due to too many requests/i,
    distinctive: true,
    means: [
      { reason: "server/rate-limited", weight: 0.97, fix: "Wait until x-rate-limit-reset, and cache tokens and keys." },
    ],
    page: PAGE,
    example: { text: "API call exceeded rate limit due to too many requests." },
  },
  {
    id: "unknown-server",
    says: /resource not found: \S+ \(AuthorizationServer\)/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.93,
        fix: "Check the id of the authorization server in the path: /oauth2/{id}/v1/...",
      },
    ],
    page: PAGE,
    example: { text: "Not found: Resource not found: default (AuthorizationServer)" },
  },
  {
    id: "access-token-invalid",
    error: "invalid_token",
    says: /(?:access )?token is (?:invalid|expired|invalid or has expired)/i,
    means: [
      { reason: "token/expired", weight: 0.55, fix: "Get a new access token, from the server that the API expects." },
    ],
    page: PAGE,
    example: { error: "invalid_token", description: "The access token is invalid." },
  },
];
