/** Supabase Auth: refresh tokens, sessions and the OAuth server. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/supabase/auth/blob/master/internal/tokens/service.go";
const PAGE_1 = "https://github.com/supabase/auth/blob/master/internal/api/oauthserver/handlers.go";

export const tokens: readonly Signature[] = [
  {
    id: "refresh-used",
    says: /refresh_token_already_used|invalid refresh token: already used/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.97,
        fix: "Refresh in one place: one client object, middleware that writes the new cookies back; the reuse interval is 10 seconds.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":400,"error_code":"refresh_token_already_used","msg":"Invalid Refresh Token: Already Used"}',
    },
  },
  {
    id: "refresh-not-found",
    says: /refresh_token_not_found|invalid refresh token: refresh token not found|refresh token is not valid/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/revoked",
        weight: 0.6,
        fix: "The session was ended (sign-out, deleted user, other project): sign in again and clear the old cookies.",
      },
      { reason: "refresh-token/unknown", weight: 0.45, fix: "Send the token to the project that gave it." },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":400,"error_code":"refresh_token_not_found","msg":"Invalid Refresh Token: Refresh Token Not Found"}',
    },
  },
  {
    id: "session-newer",
    says: /session expired \(revoked by newer login\)/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/revoked",
        weight: 0.93,
        fix: "Single session per user is on: the newer sign-in ended this one.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":400,"error_code":"session_expired","msg":"Invalid Refresh Token: Session Expired (Revoked by Newer Login)"}',
    },
  },
  {
    id: "session-aal",
    says: /session expired \(low aal|insufficient_aal/i,
    distinctive: true,
    means: [{ reason: "user/mfa-required", weight: 0.93, fix: "Let the user verify the second factor." }],
    page: PAGE_0,
    example: {
      body: '{"code":400,"error_code":"session_expired","msg":"Invalid Refresh Token: Session Expired (Low AAL: User Needs MFA Verification)"}',
    },
  },
  {
    id: "session-gone",
    says: /session_(?:expired|not_found)|invalid refresh token: (?:session expired|no valid session)|session from session_id claim in jwt does not exist|auth session missing/i,
    distinctive: true,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.93,
        fix: "Sign in again (time-box, inactivity or sign-out ended the session).",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":403,"error_code":"session_not_found","msg":"Session from session_id claim in JWT does not exist"}',
      status: 403,
    },
  },
  {
    id: "other-server",
    says: /invalid refresh token: not issued by this server/i,
    distinctive: true,
    means: [{ reason: "refresh-token/unknown", weight: 0.93, fix: "Send it to the project that gave it." }],
    page: PAGE_0,
    example: {
      body: '{"code":400,"error_code":"validation_failed","msg":"Invalid Refresh Token: Not Issued By This Server"}',
    },
  },
  {
    id: "bad-jwt",
    says: /bad_jwt|invalid jwt: unable to parse or verify signature|invalid claim: missing sub claim|JWSError|PGRST301/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.5,
        fix: "Send a token of this project; after a change of JWT keys sign in again.",
      },
      { reason: "token/expired", weight: 0.4, fix: "Refresh the session.", tell: "The message says expired." },
      {
        reason: "token/malformed",
        weight: 0.3,
        fix: "Send the user access token, not the anon or publishable key, where a user is meant (missing sub claim).",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"code":403,"error_code":"bad_jwt","msg":"invalid JWT: unable to parse or verify signature, token is malformed"}',
      status: 403,
    },
  },
  {
    id: "no-authorization",
    says: /no_authorization|requires a valid bearer token/i,
    means: [{ reason: "token/absent", weight: 0.95, fix: "Send Authorization: Bearer with the access token." }],
    page: PAGE_0,
    example: {
      body: '{"code":401,"error_code":"no_authorization","msg":"This endpoint requires a valid Bearer token"}',
      status: 401,
    },
  },
  {
    id: "credentials",
    says: /invalid login credentials|invalid_credentials/i,
    means: [
      {
        reason: "user/credentials-wrong",
        weight: 0.85,
        fix: "Check e-mail and password, and that the account is in this project.",
      },
    ],
    page: PAGE_0,
    example: { body: '{"code":400,"error_code":"invalid_credentials","msg":"Invalid login credentials"}' },
  },
  {
    id: "not-confirmed",
    says: /(?:email|phone)_not_confirmed|(?:email|phone) not confirmed|user_banned|user is banned|provider_email_needs_verification/i,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.95,
        fix: "Confirm the email address (or lift the ban) of the user.",
      },
    ],
    page: PAGE_0,
    example: { body: '{"code":400,"error_code":"email_not_confirmed","msg":"Email not confirmed"}' },
  },
  {
    id: "oauth-code-invalid",
    error: "invalid_grant",
    says: /invalid authorization code/i,
    means: [
      { reason: "code/already-used", weight: 0.55, fix: "Redeem each code once." },
      { reason: "code/unknown", weight: 0.35, fix: "Send it to the project that gave it." },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Invalid authorization code" },
  },
  {
    id: "oauth-code-expired",
    error: "invalid_grant",
    says: /authorization code has expired/i,
    means: [{ reason: "code/expired", weight: 0.97, fix: "Redeem the code at once." }],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Authorization code has expired" },
  },
];
