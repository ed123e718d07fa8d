/** node-oauth2-server: what is said of access tokens, and the rest. */
import type { Signature } from "../define.ts";

const AUTHENTICATE =
  "https://github.com/node-oauth/node-oauth2-server/blob/master/lib/handlers/authenticate-handler.js";

export const resource: readonly Signature[] = [
  {
    id: "token-expired",
    says: /Invalid token: access token has expired/i,
    distinctive: true,
    means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh the access token." }],
    page: AUTHENTICATE,
    example: { error: "invalid_token", description: "Invalid token: access token has expired" },
  },
  {
    id: "token-invalid",
    says: /Invalid token: access token is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.6,
        fix: "Check that getAccessToken finds the token that the token route saved.",
      },
    ],
    page: AUTHENTICATE,
    example: { error: "invalid_token", description: "Invalid token: access token is invalid" },
  },
  {
    id: "no-authentication",
    says: /Unauthorized request: no authentication given/i,
    distinctive: true,
    means: [
      {
        reason: "token/absent",
        weight: 0.97,
        fix: "Send the token as Authorization: Bearer; look for a proxy that drops the header.",
      },
    ],
    page: AUTHENTICATE,
    example: { error: "unauthorized_request", description: "Unauthorized request: no authentication given" },
  },
  {
    id: "malformed-header",
    says: /Invalid request: malformed authorization header/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.85, fix: "Write the header as `Authorization: Bearer <token>`." }],
    page: AUTHENTICATE,
    example: { error: "invalid_request", description: "Invalid request: malformed authorization header" },
  },
  {
    id: "one-method",
    says: /Invalid request: only one authentication method is allowed/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-repeated",
        weight: 0.8,
        fix: "Send the token once: in the header, not in query or body as well.",
      },
    ],
    page: AUTHENTICATE,
    example: { error: "invalid_request", description: "Invalid request: only one authentication method is allowed" },
  },
  {
    id: "token-in-query",
    says: /do not send bearer tokens in query URLs|token may not be passed in the body when using the GET verb/i,
    distinctive: true,
    means: [
      { reason: "request/parameter-misplaced", weight: 0.95, fix: "Send the token in the Authorization header." },
    ],
    page: AUTHENTICATE,
    example: { error: "invalid_request", description: "Invalid request: do not send bearer tokens in query URLs" },
  },
  {
    id: "insufficient-scope",
    says: /Insufficient scope: authorized scope is insufficient/i,
    distinctive: true,
    means: [{ reason: "token/insufficient-scope", weight: 0.97, fix: "Ask for the scope that the route demands." }],
    page: AUTHENTICATE,
    example: { error: "insufficient_scope", description: "Insufficient scope: authorized scope is insufficient" },
  },
];
