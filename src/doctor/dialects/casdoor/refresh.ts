/** Casdoor: refresh tokens, users and registration. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/casdoor/casdoor/blob/master/object/token_oauth_util.go";
const PAGE_1 = "https://github.com/casdoor/casdoor/blob/master/object/oauth_dcr.go";

export const refresh: readonly Signature[] = [
  {
    id: "refresh-revoked",
    error: "invalid_grant",
    says: /refresh token is invalid or revoked/i,
    means: [
      { reason: "refresh-token/revoked", weight: 0.6, fix: "Sign in again." },
      { reason: "refresh-token/unknown", weight: 0.4, fix: "Send the refresh token of the last response." },
      { reason: "refresh-token/reused", weight: 0.3, fix: "Use the newest one." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "refresh token is invalid or revoked" },
  },
  {
    id: "refresh-expired",
    error: "invalid_grant",
    says: /refresh token is expired/i,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.97,
        fix: "Sign in again; Applications > (app) > Refresh token expire.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "refresh token is expired" },
  },
  {
    id: "refresh-parse",
    error: "invalid_grant",
    says: /parse refresh token error/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/corrupted",
        weight: 0.75,
        fix: "Send it whole; after a change of certificate sign in again.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "parse refresh token error: token signature is invalid" },
  },
  {
    id: "refresh-grant",
    error: "unsupported_grant_type",
    says: /grant_type should be refresh_token/i,
    means: [{ reason: "request/parameter-rejected", weight: 0.9, fix: "Send grant_type=refresh_token." }],
    page: PAGE_0,
    example: { error: "unsupported_grant_type", description: "grant_type should be refresh_token" },
  },
  {
    id: "user",
    error: "invalid_grant",
    says: /invalid username or password/i,
    means: [{ reason: "user/credentials-wrong", weight: 0.95, fix: "Check user and password." }],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "invalid username or password: password is incorrect" },
  },
  {
    id: "forbidden",
    error: "invalid_grant",
    says: /user is forbidden to sign in|the user does not exist/i,
    means: [{ reason: "user/account-not-ready", weight: 0.9, fix: "Users > (user): clear Is forbidden." }],
    page: PAGE_0,
    example: {
      error: "invalid_grant",
      description: "the user is forbidden to sign in, please contact the administrator",
    },
  },
  {
    id: "password-oauth",
    error: "unauthorized_client",
    says: /oauth users cannot use (?:password|implicit) grant type/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.85,
        fix: "Use the code flow for users of another provider.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "unauthorized_client",
      description: "OAuth users cannot use password grant type, please use authorization code flow",
    },
  },
  {
    id: "subject-audience",
    error: "invalid_grant",
    says: /subject_token audience does not include the requesting client/i,
    distinctive: true,
    means: [{ reason: "assertion/wrong-audience", weight: 0.97, fix: "Exchange a token whose aud holds this client." }],
    page: PAGE_0,
    example: {
      error: "invalid_grant",
      description: "subject_token audience does not include the requesting client 'abc'",
    },
  },
  {
    id: "cert",
    error: "endpoint_error",
    says: /cert: \S* ?cannot be found|generate jwt token error/i,
    means: [{ reason: "server/fault", weight: 0.85, fix: "Applications > (app) > Cert: choose a certificate." }],
    page: PAGE_0,
    example: { error: "endpoint_error", description: "cert: cert-app cannot be found" },
  },
  {
    id: "dcr",
    error: "access_denied",
    says: /dynamic client registration is disabled for this organization/i,
    distinctive: true,
    means: [
      {
        reason: "registration/not-allowed",
        weight: 0.97,
        fix: "Organizations > (organization): allow dynamic client registration.",
      },
    ],
    page: PAGE_1,
    example: { error: "access_denied", description: "dynamic client registration is disabled for this organization" },
  },
  {
    id: "dcr-redirect",
    error: "invalid_redirect_uri",
    says: /redirect_uris is required and must contain at least one uri/i,
    means: [{ reason: "registration/metadata-invalid", weight: 0.97, fix: "Send redirect_uris." }],
    page: PAGE_1,
    example: {
      error: "invalid_redirect_uri",
      description: "redirect_uris is required and must contain at least one URI",
    },
  },
];
