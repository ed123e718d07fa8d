/** Auth.js (NextAuth.js): what goes wrong in the callback. */
import type { Signature } from "../define.ts";

const ERRORS = "https://github.com/nextauthjs/next-auth/blob/main/packages/core/src/errors.ts";
const CHECKS =
  "https://github.com/nextauthjs/next-auth/blob/main/packages/core/src/lib/actions/callback/oauth/checks.ts";

export const callback: readonly Signature[] = [
  {
    id: "pkce-cookie",
    says: /pkceCodeVerifier value could not be parsed|PKCE code_verifier cookie was missing|pkce_code_verifier cookie (?:was )?missing/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.55,
        fix: "Begin and end the sign-in on one host over https (AUTH_URL), and let the pkce cookie be SameSite=None for form_post providers such as Apple.",
        tell: "The callback has no cookie at all.",
      },
      {
        reason: "request/state-mismatch",
        weight: 0.5,
        fix: "Begin the sign-in again; keep AUTH_SECRET the same on all instances.",
      },
      { reason: "pkce/verifier-missing", weight: 0.4, fix: "Keep the cookie of the sign-in until the callback." },
    ],
    page: CHECKS,
    example: {
      text: "[auth][error] InvalidCheck: pkceCodeVerifier value could not be parsed. Read more at https://errors.authjs.dev#invalidcheck",
    },
  },
  {
    id: "state-cookie",
    says: /(?:State|Nonce) cookie was missing|(?:state|nonce) value could not be parsed|response parameter "state" missing/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.6,
        fix: "Begin and end the sign-in on one host (AUTH_URL or NEXTAUTH_URL), and begin it by signIn().",
      },
      {
        reason: "transport/cookies-blocked",
        weight: 0.45,
        fix: "Serve over https; let the state cookie be SameSite=None for form_post providers.",
      },
    ],
    page: CHECKS,
    example: { text: "[next-auth][error][OAUTH_CALLBACK_ERROR] State cookie was missing." },
  },
  {
    id: "invalid-check",
    says: /\bInvalidCheck\b/,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.55,
        fix: "Begin the sign-in again on the host of the callback; keep AUTH_SECRET.",
      },
      { reason: "transport/cookies-blocked", weight: 0.45, fix: "Check that the cookies of the sign-in come back." },
    ],
    page: ERRORS,
    example: { text: "[auth][error] InvalidCheck: Read more at https://errors.authjs.dev#invalidcheck" },
  },
  {
    id: "discovery-timeout",
    says: /outgoing request timed out after 3500ms/i,
    distinctive: true,
    means: [
      {
        reason: "server/fault",
        weight: 0.5,
        fix: "Raise httpOptions.timeout of the provider, and check that this host reaches it.",
      },
    ],
    page: ERRORS,
    example: { text: "[next-auth][error][SIGNIN_OAUTH_ERROR] outgoing request timed out after 3500ms" },
  },
  {
    id: "callback-invalid-client",
    says: /OAUTH_CALLBACK_ERROR[\s\S]*invalid_client|CallbackRouteError[\s\S]*invalid_client/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.75,
        fix: "Set AUTH_<PROVIDER>_ID and _SECRET (clientId, clientSecret) to the provider's values in this environment.",
      },
    ],
    page: ERRORS,
    example: { text: "[next-auth][error][OAUTH_CALLBACK_ERROR] invalid_client (Unauthorized)" },
  },
  {
    id: "callback-invalid-grant",
    says: /OAUTH_CALLBACK_ERROR[\s\S]*invalid_grant|CallbackRouteError[\s\S]*invalid_grant/i,
    distinctive: true,
    means: [
      { reason: "code/already-used", weight: 0.4, fix: "Let the callback run once." },
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.35,
        fix: "Set AUTH_URL to the public URL: it makes the redirect_uri.",
      },
    ],
    page: ERRORS,
    example: { text: "[next-auth][error][OAUTH_CALLBACK_ERROR] invalid_grant (Bad Request)" },
  },
  {
    id: "callback-denied",
    says: /OAUTH_CALLBACK_ERROR[\s\S]*access_denied|OAuthCallbackError[\s\S]*access_denied/i,
    distinctive: true,
    means: [{ reason: "user/denied", weight: 0.9, fix: "Offer the sign-in again." }],
    page: ERRORS,
    example: {
      text: "[auth][error] OAuthCallbackError: OAuth Provider returned an error [auth][cause]: access_denied",
    },
  },
  {
    id: "iss",
    says: /OAUTH_CALLBACK_ERROR[\s\S]*iss(?:uer)? (?:mismatch|missing)|unexpected iss value/i,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.85,
        fix: "Set issuer of the provider to the iss that it sends.",
      },
    ],
    page: ERRORS,
    example: { text: "[next-auth][error][OAUTH_CALLBACK_ERROR] iss mismatch, expected a, got: b" },
  },
  {
    id: "id-token-unexpected",
    says: /id_token detected in the response, you must use client\.callback\(\) instead/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.5,
        fix: "Set idToken: true (v4) or type: oidc for the provider: it sends an ID token.",
      },
    ],
    page: ERRORS,
    example: {
      text: "[next-auth][error][OAUTH_CALLBACK_ERROR] id_token detected in the response, you must use client.callback() instead of client.oauthCallback()",
    },
  },
  {
    id: "callback",
    says: /OAUTH_CALLBACK_ERROR|OAuthCallbackError|[?&]error=OAuthCallback\b|error=Callback\b|CallbackRouteError/,
    distinctive: true,
    means: [
      {
        reason: "user/denied",
        weight: 0.25,
        fix: "Read the cause in the server's log: it holds the provider's own error.",
      },
      { reason: "client-auth/secret-wrong", weight: 0.25, fix: "Check clientId and clientSecret of this environment." },
      { reason: "request/state-mismatch", weight: 0.25, fix: "Begin the sign-in again on one host." },
    ],
    page: ERRORS,
    example: { text: "[auth][error] CallbackRouteError: Read more at https://errors.authjs.dev#callbackrouteerror" },
  },
  {
    id: "signin",
    says: /SIGNIN_OAUTH_ERROR|OAuthSignInError|[?&]error=OAuthSignin\b/,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.5,
        fix: "Check the provider's issuer or wellKnown: its document could not be read.",
      },
      { reason: "client/unknown", weight: 0.25, fix: "Set the clientId: an undefined one fails here." },
    ],
    page: ERRORS,
    example: { text: "[next-auth][error][SIGNIN_OAUTH_ERROR] client_id is required" },
  },
  {
    id: "access-denied",
    says: /\bAccessDenied\b/,
    means: [
      {
        reason: "user/policy-blocked",
        weight: 0.7,
        fix: "Look at your signIn callback: it returned false for this user.",
      },
    ],
    page: ERRORS,
    example: { text: "https://app.example.com/api/auth/error?error=AccessDenied" },
  },
  {
    id: "not-linked",
    says: /OAuthAccountNotLinked/,
    distinctive: true,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.5,
        fix: "Sign in with the provider first used for that e-mail, or set allowDangerousEmailAccountLinking.",
      },
    ],
    page: ERRORS,
    example: { text: "https://app.example.com/api/auth/signin?error=OAuthAccountNotLinked" },
  },
  {
    id: "configuration",
    says: /^Configuration$|[?&]error=Configuration\b|There is a problem with the server configuration/,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.3,
        fix: "Read the server's log: mostly AUTH_SECRET, a provider's id or secret, or the checks are at fault.",
      },
      { reason: "request/state-mismatch", weight: 0.3, fix: "Look for InvalidCheck in the log." },
    ],
    page: ERRORS,
    example: { text: "https://app.example.com/api/auth/error?error=Configuration" },
  },
  {
    id: "untrusted-host",
    says: /\bUntrustedHost\b/,
    distinctive: true,
    means: [
      { reason: "request/wrong-environment", weight: 0.6, fix: "Set AUTH_TRUST_HOST=true or AUTH_URL behind a proxy." },
    ],
    page: ERRORS,
    example: {
      text: "[auth][error] UntrustedHost: Host must be trusted. URL was: https://app.example.com/api/auth/session",
    },
  },
  {
    id: "jwt-session",
    says: /JWT_SESSION_ERROR|JWTSessionError/,
    distinctive: true,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.6,
        fix: "Sign in again: the session cookie was made with another AUTH_SECRET (NEXTAUTH_SECRET).",
      },
    ],
    page: ERRORS,
    example: { text: "[next-auth][error][JWT_SESSION_ERROR] decryption operation failed" },
  },
  {
    id: "missing-csrf",
    says: /\bMissingCSRF\b/,
    distinctive: true,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.5,
        fix: "Begin by signIn() or the sign-in form, and let the csrf cookie come back.",
      },
    ],
    page: ERRORS,
    example: { text: "[auth][error] MissingCSRF: CSRF token was missing during an action signin" },
  },
  {
    id: "credentials",
    says: /CredentialsSignin/,
    distinctive: true,
    means: [
      {
        reason: "user/credentials-wrong",
        weight: 0.85,
        fix: "Check user name and password; authorize() returned null.",
      },
    ],
    page: ERRORS,
    example: { text: "https://app.example.com/api/auth/signin?error=CredentialsSignin&code=credentials" },
  },
  {
    id: "client-fetch",
    says: /CLIENT_FETCH_ERROR/,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.6,
        fix: "Set NEXTAUTH_URL and let /api/auth/* reach the handler: HTML came in place of JSON.",
      },
    ],
    page: ERRORS,
    example: { text: "[next-auth][error][CLIENT_FETCH_ERROR] Unexpected token < in JSON at position 0" },
  },
];
