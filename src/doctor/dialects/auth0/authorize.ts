/** Auth0: the authorization endpoint. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/auth0-samples/auth0-nodejs-webapp-sample/issues/80";
const PAGE_1 = "https://github.com/auth0/auth0-python/issues/173";

export const authorize: readonly Signature[] = [
  {
    id: "callback-mismatch",
    says: /callback url mismatch|is not in the list of allowed callback urls/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.85,
        fix: "Dashboard > Applications > (app) > Settings > Application URIs > Allowed Callback URLs: add the redirect_uri exactly as sent; separate several by commas, then Save.",
      },
      {
        reason: "redirect-uri/port-mismatch",
        weight: 0.2,
        fix: "Add the URL with the port that is really used.",
        tell: "Only the port differs.",
      },
      {
        reason: "redirect-uri/wrong-case",
        weight: 0.1,
        fix: "Write it in the same letter case (mobile bundle ids).",
        tell: "Only letter case differs.",
      },
    ],
    page: PAGE_0,
    example: { text: "Callback URL mismatch. The provided redirect_uri is not in the list of allowed callback URLs." },
  },
  {
    id: "logout-mismatch",
    says: /returnto.{0,40}not (?:in the list|defined)|allowed logout urls/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/post-logout-unregistered",
        weight: 0.93,
        fix: "Dashboard > Applications > (app) > Settings > Allowed Logout URLs: add the returnTo URL.",
      },
    ],
    page: PAGE_0,
    example: {
      text: 'The "returnTo" querystring parameter "https://app.example.com" is not defined as a valid URL in "Allowed Logout URLs"',
    },
  },
  {
    id: "unknown-client",
    error: ["unauthorized_client", "invalid_request"],
    says: /unknown client:?/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.94,
        fix: "Copy the Client ID from Dashboard > Applications > (app) > Settings > Basic Information, and use the domain of the same tenant (region too).",
      },
    ],
    page: PAGE_0,
    example: { error: "unauthorized_client", description: "Unknown client: abc123" },
  },
  {
    id: "service-not-enabled",
    error: "access_denied",
    says: /service not enabled within domain/i,
    distinctive: true,
    means: [
      {
        reason: "resource/unknown",
        weight: 0.94,
        fix: "audience must be the Identifier of an API under Dashboard > Applications > APIs, character for character (final slash too), in this tenant.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "access_denied",
      description: "Service not enabled within domain: https://dev-example.eu.auth0.com/api",
    },
  },
  {
    id: "service-not-found",
    error: "access_denied",
    says: /service not found:?/i,
    means: [
      {
        reason: "resource/unknown",
        weight: 0.95,
        fix: "audience must be the Identifier of an API under Dashboard > Applications > APIs, character for character.",
      },
    ],
    page: PAGE_0,
    example: { error: "access_denied", description: "Service not found: https://api.example.com" },
  },
  {
    id: "client-grant",
    error: "access_denied",
    says: /client is not authorized to access|might probably want to create a "?client-grant/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.6,
        fix: "Dashboard > Applications > APIs > (API) > Machine to Machine Applications: switch the application on and tick its scopes.",
      },
    ],
    page: PAGE_1,
    example: {
      error: "access_denied",
      description:
        'Client is not authorized to access "https://dev-example.eu.auth0.com/api/v2/". You need to create a "client-grant" associated to this API.',
    },
  },
  {
    id: "connection-disabled",
    error: ["invalid_request", "unauthorized_client", "access_denied"],
    says: /connection (?:is )?(?:disabled|not enabled|does not exist)|the connection is not enabled|no connections? enabled for the client/i,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.75,
        fix: "Dashboard > Authentication > (connection) > Applications: switch it on for this application; or correct the connection parameter.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", description: "the connection is not enabled" },
  },
  {
    id: "response-type",
    error: ["unsupported_response_type", "unauthorized_client", "invalid_request"],
    says: /response_type.{0,60}(?:not (?:allowed|supported)|unsupported|missing)|unsupported response type|grant type .?implicit.? not allowed|missing required parameter: response_type/i,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.6,
        fix: "Dashboard > Applications > (app) > Settings > Advanced Settings > Grant Types: tick Implicit for token or id_token, or use response_type=code.",
      },
      { reason: "request/parameter-absent", weight: 0.35, fix: "Send response_type=code." },
    ],
    page: PAGE_0,
    example: { error: "unsupported_response_type", description: "Unsupported response type: token" },
  },
  {
    id: "login-required",
    error: "login_required",
    says: /^login required$|login_required/im,
    means: [
      { reason: "user/login-required", weight: 0.7, fix: "Send the user to the ordinary sign-in." },
      {
        reason: "transport/cookies-blocked",
        weight: 0.45,
        fix: "Use a custom domain under your own site, or refresh tokens in place of silent iframes: browsers withhold the cookie of auth0.com.",
        tell: "The user has just signed in, yet silent authentication fails (Safari, Brave, dev keys of a social connection).",
      },
    ],
    page: PAGE_0,
    example: { error: "login_required", description: "Login required" },
  },
  {
    id: "consent-required",
    error: "consent_required",
    says: /^consent required$|consent_required/im,
    means: [
      {
        reason: "user/consent-required",
        weight: 0.9,
        fix: "Dashboard > APIs > (API) > Allow Skipping User Consent, or sign in with prompt; localhost is never counted as first party.",
      },
    ],
    page: PAGE_0,
    example: { error: "consent_required", description: "Consent required" },
  },
  {
    id: "interaction-required",
    error: "interaction_required",
    says: /interaction required|multifactor authentication required for silent/i,
    means: [
      {
        reason: "user/interaction-required",
        weight: 0.85,
        fix: "Begin an ordinary sign-in: MFA, a rule or an action wants the user.",
      },
    ],
    page: PAGE_0,
    example: { error: "interaction_required", description: "Interaction required" },
  },
  {
    id: "mfa-required",
    error: "mfa_required",
    says: /multi-?factor authentication required|mfa_required/i,
    means: [
      {
        reason: "user/mfa-required",
        weight: 0.96,
        fix: "Go on with the mfa_token of the response (/mfa/challenge), or use the code flow; the password and refresh grants cannot ask.",
      },
    ],
    page: PAGE_0,
    example: { error: "mfa_required", description: "Multifactor authentication required" },
  },
  {
    id: "user-denied",
    error: "access_denied",
    says: /user did not authorize the request|user (?:cancel|denied)/i,
    means: [{ reason: "user/denied", weight: 0.95, fix: "Let the user try again and accept." }],
    page: PAGE_0,
    example: { error: "access_denied", description: "User did not authorize the request" },
  },
];
