/** node-oauth2-server: refresh tokens, passwords, scopes, parameters. */
import type { Signature } from "../define.ts";

const TOKEN = "https://github.com/node-oauth/node-oauth2-server/blob/master/lib/handlers/token-handler.js";
const REFRESH =
  "https://github.com/node-oauth/node-oauth2-server/blob/master/lib/grant-types/refresh-token-grant-type.js";

export const grants: readonly Signature[] = [
  {
    id: "refresh-expired",
    says: /Invalid grant: refresh token has expired/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.97,
        fix: "Sign the user in again; refreshTokenLifetime sets the life.",
      },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "Invalid grant: refresh token has expired" },
  },
  {
    id: "refresh-client",
    says: /Invalid grant: refresh token was issued to another client/i,
    distinctive: true,
    means: [
      { reason: "refresh-token/of-other-client", weight: 0.97, fix: "Refresh with the client that got the token." },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "Invalid grant: refresh token was issued to another client" },
  },
  {
    id: "refresh-invalid",
    says: /Invalid grant: refresh token is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "Store the new refresh token of each response: the old one is revoked unless alwaysIssueNewRefreshToken is false.",
        tell: "The token worked once before.",
      },
      { reason: "refresh-token/unknown", weight: 0.5, fix: "Check that getRefreshToken finds the token." },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "Invalid grant: refresh token is invalid" },
  },
  {
    id: "password",
    says: /Invalid grant: user credentials are invalid/i,
    distinctive: true,
    means: [
      {
        reason: "user/credentials-wrong",
        weight: 0.95,
        fix: "Check user name and password against the model's getUser.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", description: "Invalid grant: user credentials are invalid" },
  },
  {
    id: "missing-parameter",
    says: /Missing parameter: `(?:code|refresh_token|username|password|grant_type|client_id|client_secret|response_type|state)`/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.9,
        fix: "Send the named parameter in the form body; only state may be waived, by allowEmptyState.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_request", description: "Missing parameter: `refresh_token`" },
  },
  {
    id: "invalid-parameter-scope",
    says: /Invalid parameter: `scope`/i,
    distinctive: true,
    means: [{ reason: "scope/malformed", weight: 0.85, fix: "Separate scopes by one space." }],
    page: TOKEN,
    example: { error: "invalid_scope", description: "Invalid parameter: `scope`" },
  },
  {
    id: "invalid-parameter",
    says: /Invalid parameter: `(?:code|refresh_token|username|password|grant_type|client_id|client_secret|state)`/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.8,
        fix: "Send the named parameter in the characters that RFC 6749 appendix A allows.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_request", description: "Invalid parameter: `client_id`" },
  },
  {
    id: "scope",
    says: /Invalid scope: (?:Requested scope is invalid|Unable to add extra scopes)/i,
    distinctive: true,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.6,
        fix: "Let the model's validateScope accept the scope for this user and client.",
      },
      {
        reason: "scope/exceeds-grant",
        weight: 0.4,
        fix: "Ask in a refresh for no more than was granted.",
        tell: "The request is a refresh.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_scope", description: "Invalid scope: Requested scope is invalid" },
  },
];
