/** Logto: tokens and resources. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/logto-io/logto/blob/master/packages/core/src/oidc/grants/refresh-token.ts";
const PAGE_1 = "https://github.com/logto-io/logto/issues/6007";
const PAGE_2 = "https://github.com/logto-io/logto/blob/master/packages/phrases/src/locales/en/errors/oidc.ts";

export const token: readonly Signature[] = [
  {
    id: "refresh-used",
    error: "invalid_grant",
    says: /refresh token already used/i,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.96,
        fix: "Store each new refresh token and refresh in one place; or switch rotation off in the app settings.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "refresh token already used" },
  },
  {
    id: "refresh-expired",
    error: "invalid_grant",
    says: /refresh token is expired/i,
    means: [{ reason: "refresh-token/expired", weight: 0.97, fix: "Sign in again, or raise Refresh token TTL." }],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "refresh token is expired" },
  },
  {
    id: "refresh-not-found",
    error: "invalid_grant",
    says: /refresh token not found|grantid not found/i,
    means: [{ reason: "refresh-token/revoked", weight: 0.6, fix: "Sign in again." }],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "refresh token not found" },
  },
  {
    id: "client-mismatch",
    error: "invalid_grant",
    says: /client mismatch/i,
    means: [{ reason: "refresh-token/of-other-client", weight: 0.9, fix: "Use the client_id that got it." }],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "client mismatch" },
  },
  {
    id: "code-not-found",
    error: "invalid_grant",
    says: /authorization code not found/i,
    means: [
      { reason: "code/already-used", weight: 0.55, fix: "Redeem each code once." },
      { reason: "code/expired", weight: 0.4, fix: "Redeem it at once." },
      { reason: "code/unknown", weight: 0.25, fix: "With several instances share the database or cache." },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "authorization code not found" },
  },
  {
    id: "m2m-target",
    error: "invalid_target",
    says: /both `?resource`? and `?organization_id`? are not provided/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.9,
        fix: "client_credentials wants resource (or organization_id).",
      },
    ],
    page: PAGE_2,
    example: { error: "invalid_target", description: "both `resource` and `organization_id` are not provided" },
  },
  {
    id: "invalid-target",
    error: "invalid_target",
    says: /invalid_target|invalid resource indicator|resource indicator is missing,? or unknown|resource with indicator/i,
    means: [
      {
        reason: "resource/unknown",
        weight: 0.94,
        fix: "resource must be the API identifier under Console > API resources, exactly.",
      },
    ],
    page: PAGE_2,
    example: { error: "invalid_target", description: "resource indicator is missing, or unknown" },
  },
  {
    id: "m2m-organization",
    error: "access_denied",
    says: /app has not associated with the organization|user is not a member of the organization/i,
    distinctive: true,
    means: [
      {
        reason: "user/not-assigned",
        weight: 0.9,
        fix: "Console > Organizations > (organization): add the app or user.",
      },
    ],
    page: PAGE_2,
    example: { error: "access_denied", description: "app has not associated with the organization" },
  },
  {
    id: "organization-scope",
    error: "insufficient_scope",
    says: /refresh token missing required scope/i,
    means: [{ reason: "scope/missing", weight: 0.93, fix: "Ask scope urn:logto:scope:organizations at the sign-in." }],
    page: PAGE_2,
    example: { error: "insufficient_scope", description: "refresh token missing required scope" },
  },
  {
    id: "scope",
    error: "invalid_scope",
    says: /requested scope is not allowed|oidc\.invalid_scope|invalid scope:/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.8,
        fix: "Give the machine-to-machine app a role with the permission.",
      },
    ],
    page: PAGE_2,
    example: { error: "invalid_scope", description: "requested scope is not allowed" },
  },
  {
    id: "subject-token",
    error: "invalid_grant",
    says: /subject token (?:not found|is expired|is already consumed)|unsupported subject token type/i,
    distinctive: true,
    means: [
      { reason: "assertion/expired", weight: 0.6, fix: "Make a new subject token: it is for one use and short-lived." },
    ],
    page: PAGE_2,
    example: { error: "invalid_grant", description: "subject token is expired" },
  },
  {
    id: "suspended",
    error: "invalid_grant",
    says: /user is suspended/i,
    means: [{ reason: "user/account-not-ready", weight: 0.97, fix: "Console > User management > (user): reactivate." }],
    page: PAGE_2,
    example: { error: "invalid_grant", description: "user is suspended" },
  },
];
