/** node-oidc-provider: what the token endpoint says, and the details of its log. */
import type { Signature } from "../define.ts";

const CODE = "https://github.com/panva/node-oidc-provider/blob/main/lib/actions/grants/authorization_code.js";
const REFRESH = "https://github.com/panva/node-oidc-provider/blob/main/lib/actions/grants/refresh_token.js";

export const token: readonly Signature[] = [
  {
    id: "code-consumed",
    says: /authorization code already consumed/i,
    distinctive: true,
    means: [
      {
        reason: "code/already-used",
        weight: 0.97,
        fix: "Redeem each code once; the second use revokes the whole grant.",
      },
    ],
    page: CODE,
    example: {
      error: "invalid_grant",
      description: "grant request is invalid",
      text: "error_detail: authorization code already consumed",
    },
  },
  {
    id: "code-expired",
    says: /authorization code is expired/i,
    means: [
      {
        reason: "code/expired",
        weight: 0.97,
        fix: "Redeem the code within ttl.AuthorizationCode (60 seconds by default).",
      },
    ],
    page: CODE,
    example: {
      error: "invalid_grant",
      description: "grant request is invalid",
      text: "error_detail: authorization code is expired",
    },
  },
  {
    id: "code-not-found",
    says: /authorization code not found/i,
    means: [
      {
        reason: "code/unknown",
        weight: 0.8,
        fix: "Check that the adapter's store outlives restarts and is shared by all instances; the in-memory one is not.",
      },
      { reason: "code/corrupted", weight: 0.3, fix: "Send the code decoded once." },
    ],
    page: CODE,
    example: {
      error: "invalid_grant",
      description: "grant request is invalid",
      text: "error_detail: authorization code not found",
    },
  },
  {
    id: "code-redirect",
    says: /authorization code redirect_uri mismatch/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.97,
        fix: "Send in the token request the redirect_uri of the authorization request.",
      },
    ],
    page: CODE,
    example: {
      error: "invalid_grant",
      description: "grant request is invalid",
      text: "error_detail: authorization code redirect_uri mismatch",
    },
  },
  {
    id: "refresh-used",
    says: /refresh token already (?:used|consumed)/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.97,
        fix: "Store the new refresh token of each response before the next refresh; let one process refresh, or change rotateRefreshToken.",
      },
    ],
    page: REFRESH,
    example: {
      error: "invalid_grant",
      description: "grant request is invalid",
      text: "error_detail: refresh token already used",
    },
  },
  {
    id: "refresh-expired",
    says: /refresh token is expired/i,
    means: [
      { reason: "refresh-token/expired", weight: 0.97, fix: "Sign the user in again; ttl.RefreshToken sets the life." },
    ],
    page: REFRESH,
    example: {
      error: "invalid_grant",
      description: "grant request is invalid",
      text: "error_detail: refresh token is expired",
    },
  },
  {
    id: "refresh-not-found",
    says: /refresh token not found/i,
    means: [
      {
        reason: "refresh-token/unknown",
        weight: 0.7,
        fix: "Check the adapter's store and that the token is the newest.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.4,
        fix: "Sign the user in again: an earlier reuse revoked the chain.",
      },
    ],
    page: REFRESH,
    example: {
      error: "invalid_grant",
      description: "grant request is invalid",
      text: "error_detail: refresh token not found",
    },
  },
  {
    id: "refresh-scope",
    says: /refresh token missing requested scopes?/i,
    distinctive: true,
    means: [
      { reason: "scope/exceeds-grant", weight: 0.97, fix: "Ask for no more than was granted, or leave scope out." },
    ],
    page: REFRESH,
    example: { error: "invalid_scope", description: "refresh token missing requested scope" },
  },
  {
    id: "grant-gone",
    says: /error_detail\W+grant (?:not found|is expired)|\bgrant (?:not found|is expired)\b/i,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.75,
        fix: "Sign the user in again: the grant behind the code or token was revoked or ran out (ttl.Grant).",
      },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "grant request is invalid", text: "error_detail: grant not found" },
  },
  {
    id: "client-mismatch",
    says: /\bclient mismatch\b/i,
    means: [
      {
        reason: "code/of-other-client",
        weight: 0.6,
        fix: "Redeem the code with the client that asked for it.",
        tell: "grant_type is authorization_code.",
      },
      {
        reason: "refresh-token/of-other-client",
        weight: 0.5,
        fix: "Refresh with the client that got the token.",
        tell: "grant_type is refresh_token.",
      },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "grant request is invalid", text: "error_detail: client mismatch" },
  },
  {
    id: "account-gone",
    says: /invalid \(referenced account not found\)|associated account not found/i,
    distinctive: true,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.7,
        fix: "Let findAccount return the account; the user was deleted or disabled.",
      },
    ],
    page: CODE,
    example: {
      error: "invalid_grant",
      description: "grant request is invalid",
      text: "error_detail: refresh token invalid (referenced account not found)",
    },
  },
  {
    id: "grant-invalid",
    error: "invalid_grant",
    says: /grant request is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "code/already-used",
        weight: 0.35,
        fix: "Redeem each code once; listen to grant.error and read error_detail for the reason.",
        tell: "grant_type is authorization_code and the callback ran twice.",
      },
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.3,
        fix: "Send the verifier of this flow.",
        tell: "The request has a code_verifier.",
      },
      { reason: "code/redirect-uri-mismatch", weight: 0.3, fix: "Send the redirect_uri of the authorization request." },
      {
        reason: "refresh-token/reused",
        weight: 0.3,
        fix: "Store the newest refresh token.",
        tell: "grant_type is refresh_token.",
      },
      { reason: "code/expired", weight: 0.25, fix: "Redeem the code within 60 seconds." },
      { reason: "code/unknown", weight: 0.25, fix: "Share one store between instances." },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "grant request is invalid", status: 400 },
  },
  {
    id: "grant-type-client",
    says: /requested grant type is not allowed for this client|(?:authorization_code|implicit|refresh_token|client_credentials)\S* is not allowed for this client/i,
    distinctive: true,
    means: [
      { reason: "client/grant-type-not-allowed", weight: 0.95, fix: "Add the grant to the client's grant_types." },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "requested grant type is not allowed for this client" },
  },
  {
    id: "grant-type",
    error: "unsupported_grant_type",
    says: /unsupported grant_type requested/i,
    distinctive: true,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.9,
        fix: "Check the spelling; enable the grant by its feature or registerGrantType.",
      },
    ],
    page: CODE,
    example: { error: "unsupported_grant_type", description: "unsupported grant_type requested" },
  },
];
