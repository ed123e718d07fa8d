/** Better Auth: what goes wrong in the callback. */
import type { Signature } from "../define.ts";

const CALLBACK = "https://github.com/better-auth/better-auth/tree/main/packages/better-auth/src/api/routes/callback.ts";

export const callback: readonly Signature[] = [
  {
    id: "state-mismatch",
    says: /\bstate_mismatch\b|State mismatch: (?:verification|state|auth state)/i,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.75,
        fix: "Begin and end the sign-in on the host of baseURL; keep one database or secondary storage for all instances.",
      },
      {
        reason: "transport/cookies-blocked",
        weight: 0.4,
        fix: "Let the state cookie come back: https, one site, or crossSubDomainCookies.",
      },
    ],
    page: CALLBACK,
    example: { text: "https://app.example.com/?error=state_mismatch" },
  },
  {
    id: "state-not-found",
    says: /\bstate_not_found\b|please_restart_the_process/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.85,
        fix: "Begin the sign-in again: the state is unknown, used or older than ten minutes.",
      },
    ],
    page: CALLBACK,
    example: { text: "https://app.example.com/api/auth/error?error=state_not_found" },
  },
  {
    id: "invalid-code",
    says: /\b(?:oauth_)?(?:invalid_code|code_verification_failed)\b/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.4,
        fix: "Read the server's log: the provider refused the code; check clientId and clientSecret.",
      },
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.3,
        fix: "Register <baseURL>/api/auth/callback/<provider> and set baseURL.",
      },
    ],
    page: CALLBACK,
    example: { text: "https://app.example.com/?error=invalid_code" },
  },
  {
    id: "no-code",
    says: /\bno_code\b/i,
    means: [{ reason: "user/denied", weight: 0.5, fix: "Offer the sign-in again: the callback had no code." }],
    page: CALLBACK,
    example: { text: "https://app.example.com/?error=no_code" },
  },
  {
    id: "email",
    says: /\bemail_(?:not_found|not_verified|doesn'?t_match)\b/i,
    means: [
      {
        reason: "scope/missing",
        weight: 0.5,
        fix: "Ask for the e-mail scope at the provider; the account must have a verified email address.",
      },
    ],
    page: CALLBACK,
    example: { text: "https://app.example.com/?error=email_not_found" },
  },
  {
    id: "not-linked",
    says: /\baccount_not_linked\b|unable_to_link_account/i,
    distinctive: true,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.5,
        fix: "Turn on account.accountLinking with the provider in trustedProviders.",
      },
    ],
    page: CALLBACK,
    example: { text: "https://app.example.com/?error=account_not_linked" },
  },
  {
    id: "signup",
    says: /\bsignup_disabled\b/i,
    distinctive: true,
    means: [
      { reason: "user/not-assigned", weight: 0.6, fix: "Allow sign-up for this provider, or create the user first." },
    ],
    page: CALLBACK,
    example: { text: "https://app.example.com/?error=signup_disabled" },
  },
  {
    id: "issuer",
    says: /\bissuer_(?:mismatch|missing)\b/i,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.95,
        fix: "Set issuer of the generic OAuth provider to the iss of the callback.",
      },
    ],
    page: CALLBACK,
    example: { text: "https://app.example.com/?error=issuer_mismatch" },
  },
  {
    id: "user-info",
    says: /unable_to_get_user_info|user_info_is_missing/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.4,
        fix: "Ask for the scopes that the provider's user information wants.",
      },
    ],
    page: CALLBACK,
    example: { text: "https://app.example.com/?error=unable_to_get_user_info" },
  },
  {
    id: "origin",
    says: /\bInvalid (?:origin|callbackURL|redirectURL|errorCallbackURL)\b/i,
    means: [{ reason: "redirect-uri/not-allowed", weight: 0.75, fix: "Add the origin to trustedOrigins." }],
    page: CALLBACK,
    example: { text: '{"message":"Invalid origin"}' },
  },
];
