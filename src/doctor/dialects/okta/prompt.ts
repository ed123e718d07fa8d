/** Okta: silent sign-in, consent and PKCE. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://developer.okta.com/docs/reference/error-codes/";
const PAGE_1 = "https://github.com/okta/okta-oidc-js/issues/804";
const PAGE_2 = "https://github.com/okta/okta-signin-widget/issues/1233";

export const prompt: readonly Signature[] = [
  {
    id: "prompt-none-login",
    error: "login_required",
    says: /client specified not to prompt,? but the user is not logged in/i,
    distinctive: true,
    means: [
      { reason: "user/login-required", weight: 0.9, fix: "Send the user to the full sign-in." },
      {
        reason: "transport/cookies-blocked",
        weight: 0.35,
        fix: "Use a custom URL domain under your own site: the session cookie of okta.com is withheld in iframes.",
        tell: "The user has a session at Okta, yet the iframe says this.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "login_required",
      description: "The client specified not to prompt, but the user is not logged in.",
    },
  },
  {
    id: "prompt-none-reauth",
    error: ["login_required", "interaction_required"],
    says: /client specified not to prompt,? but the client app requires re-?authentication or mfa/i,
    distinctive: true,
    means: [
      {
        reason: "user/interaction-required",
        weight: 0.6,
        fix: "Begin an ordinary sign-in: the sign-on policy asks for it again.",
      },
      { reason: "user/mfa-required", weight: 0.6, fix: "Begin an ordinary sign-in, which can ask the second factor." },
    ],
    page: PAGE_0,
    example: {
      error: "login_required",
      description: "The client specified not to prompt, but the client app requires re-authentication or MFA.",
    },
  },
  {
    id: "consent-required",
    error: "consent_required",
    says: /consent (?:is )?required|requires? (?:user )?consent/i,
    means: [
      {
        reason: "user/consent-required",
        weight: 0.9,
        fix: "Begin a sign-in with prompt=consent, or set the scope's User consent to Implicit.",
      },
    ],
    page: PAGE_0,
    example: { error: "consent_required", description: "The user consent is required for this application." },
  },
  {
    id: "user-declined",
    error: "access_denied",
    says: /resource owner or authorization server denied the request|user (?:declined|denied|cancel)/i,
    means: [{ reason: "user/denied", weight: 0.85, fix: "Let the user try again and accept." }],
    page: PAGE_0,
    example: { error: "access_denied", description: "The resource owner or authorization server denied the request." },
  },
  {
    id: "pkce-required",
    error: "invalid_request",
    says: /pkce code challenge is required/i,
    means: [
      {
        reason: "pkce/required",
        weight: 0.96,
        fix: "Send code_challenge and code_challenge_method=S256 (Admin console > Applications > (app) > General > Require PKCE; always with client authentication None).",
      },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_request",
      description: "PKCE code challenge is required when the token endpoint authentication method is 'NONE'.",
    },
  },
  {
    id: "browser-pkce",
    error: "invalid_request",
    says: /browser requests to the token endpoint must use proof key for code exchange/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/required",
        weight: 0.8,
        fix: "Use PKCE in the browser, with an app of type Single-Page Application.",
      },
      {
        reason: "client/type-mismatch",
        weight: 0.5,
        fix: "Register a Single-Page Application; a Web app redeems its code on the server.",
        tell: "The app is of type Web.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_request",
      description: "Browser requests to the token endpoint must use Proof Key for Code Exchange.",
    },
  },
  {
    id: "pkce-method",
    error: "invalid_request",
    says: /code_challenge_method.{0,60}(?:invalid|not supported|must be|s256)|invalid value for 'code_challenge_method'/i,
    means: [{ reason: "pkce/method-unsupported", weight: 0.93, fix: "Send code_challenge_method=S256." }],
    page: PAGE_0,
    example: { error: "invalid_request", description: "Invalid value for 'code_challenge_method' parameter." },
  },
  {
    id: "pkce-challenge",
    error: "invalid_request",
    says: /code_challenge'?.{0,40}(?:invalid|malformed|must)|invalid value for 'code_challenge'/i,
    means: [
      {
        reason: "pkce/challenge-malformed",
        weight: 0.9,
        fix: "code_challenge is base64url without padding, 43 characters for S256.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", description: "Invalid value for 'code_challenge' parameter." },
  },
  {
    id: "pkce-verifier-missing",
    error: "invalid_grant",
    says: /code_?verifier.{0,40}(?:required|missing|must be provided|not (?:found|provided))|could not load pkce codeverifier/i,
    means: [
      {
        reason: "pkce/verifier-missing",
        weight: 0.94,
        fix: "Send the code_verifier of this sign-in; it is kept in the storage of the page or session that began it.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "The 'code_verifier' is required." },
  },
  {
    id: "pkce-failed",
    error: "invalid_grant",
    says: /pkce verification failed/i,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.96,
        fix: "Keep the verifier of this very sign-in (two tabs or a second sign-in overwrite it) and hash it to base64url without padding.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "PKCE verification failed." },
  },
  {
    id: "sdk-storage",
    says: /unable to retrieve oauth redirect params from storage|unable to parse a token from the url/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.75,
        fix: "Begin and end the sign-in on the same origin, and handle the callback once; the SDK keeps state and verifier in session storage.",
      },
    ],
    page: PAGE_0,
    example: { text: "AuthSdkError: Unable to retrieve OAuth redirect params from storage" },
  },
  {
    id: "sdk-state",
    says: /oauth flow response state doesn'?t match request state/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.97,
        fix: "Finish the sign-in in the tab that began it; run only one at a time.",
      },
    ],
    page: PAGE_0,
    example: { text: "AuthSdkError: OAuth flow response state doesn't match request state" },
  },
  {
    id: "sdk-redirect",
    says: /redirecturi passed to \/authorize must also be passed to \/token/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.85,
        fix: "Set redirectUri in the configuration of OktaAuth, not only in authParams.",
      },
    ],
    page: PAGE_2,
    example: { text: "AuthSdkError: The redirectUri passed to /authorize must also be passed to /token" },
  },
  {
    id: "sdk-future",
    says: /jwt was issued in the future/i,
    distinctive: true,
    means: [
      {
        reason: "time/clock-skew",
        weight: 0.97,
        fix: "Correct the clock of the device, or raise maxClockSkew of the SDK.",
      },
    ],
    page: PAGE_0,
    example: { text: "AuthSdkError: The JWT was issued in the future" },
  },
  {
    id: "sdk-issuer",
    says: /the issuer \[[^\]]*\] does not match/i,
    distinctive: true,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.94,
        fix: "Set issuer to the value in the server's settings: https://domain/oauth2/default, or https://domain for the org server; mind the custom domain.",
      },
    ],
    page: PAGE_0,
    example: {
      text: "AuthSdkError: The issuer [https://dev-000000.okta.com] does not match [https://dev-000000.okta.com/oauth2/default]",
    },
  },
];
