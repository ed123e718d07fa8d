/** bshaffer oauth2-server-php: what is said of access tokens, and the rest. */
import type { Signature } from "../define.ts";

const BEARER = "https://github.com/bshaffer/oauth2-server-php/blob/main/src/OAuth2/TokenType/Bearer.php";
const RESOURCE = "https://github.com/bshaffer/oauth2-server-php/blob/main/src/OAuth2/Controller/ResourceController.php";

export const resource: readonly Signature[] = [
  {
    id: "token-expired",
    says: /The access token provided has expired/i,
    distinctive: true,
    means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh the access token." }],
    page: RESOURCE,
    example: { error: "invalid_token", description: "The access token provided has expired" },
  },
  {
    id: "token-invalid",
    says: /The access token provided is invalid/i,
    means: [{ reason: "token/malformed", weight: 0.6, fix: "Send the token as this server issued it, whole." }],
    page: RESOURCE,
    example: { error: "invalid_token", description: "The access token provided is invalid" },
  },
  {
    id: "token-malformed",
    error: "malformed_token",
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.9, fix: "Send the token as this server issued it." }],
    page: RESOURCE,
    example: { error: "malformed_token", description: 'Malformed token (missing "expires")' },
  },
  {
    id: "scope",
    says: /requires higher privileges than provided by the access token/i,
    means: [{ reason: "token/insufficient-scope", weight: 0.95, fix: "Ask for the scope that the call demands." }],
    page: RESOURCE,
    example: {
      error: "insufficient_scope",
      description: "The request requires higher privileges than provided by the access token",
    },
  },
  {
    id: "one-method",
    says: /Only one method may be used to authenticate at a time/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-repeated",
        weight: 0.85,
        fix: "Send the token once: in the header, not in query or body as well.",
      },
    ],
    page: BEARER,
    example: {
      error: "invalid_request",
      description: "Only one method may be used to authenticate at a time (Auth header, GET or POST)",
    },
  },
  {
    id: "header",
    says: /Malformed auth header/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.8, fix: "Write `Authorization: Bearer <token>`." }],
    page: BEARER,
    example: { error: "invalid_request", description: "Malformed auth header" },
  },
  {
    id: "body-type",
    says: /The content type for POST requests must be "application\/x-www-form-urlencoded"/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.97,
        fix: "Send the token in the Authorization header, or a form body.",
      },
    ],
    page: BEARER,
    example: {
      error: "invalid_request",
      description: 'The content type for POST requests must be "application/x-www-form-urlencoded"',
    },
  },
];
