/** Sign in with Apple: few words, so that most messages have several causes. */
import type { Dialect } from "./define.ts";

const NOTE =
  "https://developer.apple.com/documentation/technotes/tn3107-resolving-sign-in-with-apple-response-errors.md";
const ERRORS = "https://developer.apple.com/tutorials/data/documentation/signinwithapplerestapi/errorresponse.md";
const TOKEN = "https://developer.apple.com/documentation/signinwithapplerestapi/generate-and-validate-tokens.md";

const JWT =
  "Make the client secret a fresh ES256 JWT: kid the key's id, iss the team id, sub equal to client_id, aud https://appleid.apple.com, exp within six months; the key is one of Sign in with Apple for that primary App ID.";
const ID =
  "Use the Services ID as client_id for web sign-in and the App ID (bundle id) for codes of a native app; not the team's or the key's id.";
const URI =
  "Under Identifiers > Services ID > Sign in with Apple > Configure, add the exact https Return URL and its domain; localhost and IP addresses are not taken.";
const ONCE = "Redeem each code once and within five minutes; let one handler do it.";

export const apple: Dialect = {
  provider: "apple",
  name: "Sign in with Apple",
  hosts: ["appleid.apple.com", "account.apple.com"],
  marks: [/appleid\.apple\.com/i, /\bAuthenticationServices\b.{0,60}AuthorizationError|ASAuthorizationError/],
  signatures: [
    {
      id: "code-expired-or-revoked",
      says: /The code has expired or has been revoked/i,
      distinctive: true,
      means: [
        {
          reason: "code/expired",
          weight: 0.7,
          fix: ONCE,
          tell: "More than five minutes lie between callback and redemption.",
        },
        { reason: "code/already-used", weight: 0.5, fix: ONCE, tell: "The same code was redeemed before." },
        {
          reason: "grant/revoked-by-user",
          weight: 0.2,
          fix: "Let the user sign in again.",
          tell: "The user removed the app under Sign-In & Security.",
        },
      ],
      page: NOTE,
      example: { error: "invalid_grant", description: "The code has expired or has been revoked." },
    },
    {
      id: "code-used",
      says: /The code has already been used/i,
      distinctive: true,
      means: [{ reason: "code/already-used", weight: 0.97, fix: ONCE }],
      page: "https://developer.apple.com/forums/thread/726004",
      example: { error: "invalid_grant", description: "The code has already been used." },
    },
    {
      id: "code-other-client",
      says: /(?:client_id|client) mismatch|The code was not issued to/i,
      means: [{ reason: "code/of-other-client", weight: 0.95, fix: ID }],
      page: NOTE,
      example: {
        error: "invalid_grant",
        description: "client_id mismatch. The code was not issued to com.example.app.",
      },
    },
    {
      id: "redirect-uri-mismatch-grant",
      error: "invalid_grant",
      says: /redirect_?\s?uri/i,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.93,
          fix: "Send the redirect_uri of the authorization request; leave it away for a code that a native app got.",
        },
      ],
      page: TOKEN,
      example: {
        error: "invalid_grant",
        description: "The redirect_uri does not match the redirect_uri of the authorization request.",
      },
    },
    {
      id: "verifier",
      error: "invalid_grant",
      says: /code_verifier|code verifier/i,
      means: [
        {
          reason: "pkce/verifier-mismatch",
          weight: 0.8,
          fix: "Send the verifier that the code_challenge was made from.",
        },
      ],
      page: TOKEN,
      example: { error: "invalid_grant", description: "The code_verifier is not valid." },
    },
    {
      id: "refresh-invalid",
      says: /(?:The )?(?:refresh )?token (?:has expired or )?(?:has been |is )(?:revoked|invalid|not valid)/i,
      error: "invalid_grant",
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.55,
          fix: "Let the user sign in again: the app was removed under Sign-In & Security > Sign in with Apple.",
        },
        { reason: "refresh-token/revoked", weight: 0.5, fix: "Let the user sign in again." },
        { reason: "refresh-token/of-other-client", weight: 0.3, fix: ID },
      ],
      page: NOTE,
      example: { error: "invalid_grant", description: "The token has expired or has been revoked." },
    },
    {
      id: "invalid-grant-refresh",
      error: "invalid_grant",
      parameter: { name: "grant_type", like: /^refresh_token$/ },
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.55,
          fix: "Let the user sign in again: the app was removed under Sign-In & Security > Sign in with Apple.",
        },
        { reason: "refresh-token/of-other-client", weight: 0.35, fix: ID },
        {
          reason: "refresh-token/unknown",
          weight: 0.35,
          fix: "Store the refresh token whole, and check it once a day at most.",
        },
      ],
      page: NOTE,
      example: {
        error: "invalid_grant",
        request:
          "POST https://appleid.apple.com/auth/token\n\ngrant_type=refresh_token&client_id=com.example.app&refresh_token=example",
      },
    },
    {
      id: "invalid_grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.4, fix: ONCE },
        {
          reason: "code/of-other-client",
          weight: 0.4,
          fix: ID,
          tell: "A native app got the code, and client_id is the Services ID (or the other way round).",
        },
        { reason: "code/expired", weight: 0.35, fix: ONCE },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.3,
          fix: "Send the redirect_uri of the authorization request; leave it away for a code that a native app got.",
        },
      ],
      page: NOTE,
      example: { error: "invalid_grant" },
    },
    {
      id: "redirect-url",
      says: /Invalid (?:web )?redirect (?:url|uri)|invalid_request.{0,40}redirect_uri/i,
      means: [
        { reason: "redirect-uri/unregistered", weight: 0.85, fix: URI },
        { reason: "redirect-uri/not-allowed", weight: 0.3, fix: URI, tell: "It is http, localhost or an IP address." },
      ],
      page: NOTE,
      example: { error: "invalid_request", description: "Invalid web redirect url." },
    },
    {
      id: "response-mode",
      says: /response_mode must be form_post/i,
      distinctive: true,
      means: [
        {
          reason: "request/response-mode-unsupported",
          weight: 0.97,
          fix: "Send response_mode=form_post when scope asks for name or email, and take the callback as POST.",
        },
      ],
      page: NOTE,
      example: {
        error: "invalid_request",
        description: "response_mode must be form_post when name or email scope is requested.",
      },
    },
    {
      id: "client-id-invalid",
      says: /Invalid client id or web redirect url/i,
      distinctive: true,
      means: [
        { reason: "redirect-uri/unregistered", weight: 0.6, fix: URI },
        { reason: "client/unknown", weight: 0.5, fix: ID },
      ],
      page: NOTE,
      example: { error: "invalid_request", description: "Invalid client id or web redirect url." },
    },
    {
      id: "authorize-invalid-client",
      error: "invalid_client",
      endpoint: "authorization",
      says: /Invalid client(?: id)?|invalid_client/i,
      means: [
        { reason: "client/unknown", weight: 0.75, fix: ID },
        { reason: "redirect-uri/unregistered", weight: 0.4, fix: URI },
      ],
      page: NOTE,
      example: {
        error: "invalid_client",
        description: "Invalid client.",
        request:
          "GET https://appleid.apple.com/auth/authorize?client_id=com.example.app&response_type=code&redirect_uri=https%3A%2F%2Fapp.example.com%2Fcb",
      },
    },
    {
      id: "invalid_client",
      error: "invalid_client",
      means: [
        { reason: "client-auth/assertion-invalid", weight: 0.75, fix: JWT },
        { reason: "client/unknown", weight: 0.35, fix: ID },
        {
          reason: "client-auth/secret-expired",
          weight: 0.3,
          fix: "Make a new client secret: exp of the JWT has passed.",
          tell: "It worked for months: the JWT lives six months at most.",
        },
        { reason: "redirect-uri/unregistered", weight: 0.2, fix: URI },
      ],
      page: ERRORS,
      example: { error: "invalid_client" },
    },
    {
      id: "unauthorized_client",
      error: "unauthorized_client",
      means: [
        { reason: "code/of-other-client", weight: 0.5, fix: ID },
        {
          reason: "client/disabled",
          weight: 0.3,
          fix: "Switch the capability Sign in with Apple on for the App ID, and tie the Services ID to it.",
        },
        { reason: "client/grant-type-not-allowed", weight: 0.3, fix: ID },
      ],
      page: ERRORS,
      example: { error: "unauthorized_client" },
    },
    {
      id: "unsupported_grant_type",
      error: "unsupported_grant_type",
      means: [
        { reason: "request/grant-type-unsupported", weight: 0.7, fix: "Send authorization_code or refresh_token." },
        {
          reason: "request/wrong-content-type",
          weight: 0.45,
          fix: "Send the body as application/x-www-form-urlencoded.",
          tell: "The body is JSON.",
        },
      ],
      page: ERRORS,
      example: { error: "unsupported_grant_type" },
    },
    {
      id: "invalid_scope",
      error: "invalid_scope",
      means: [{ reason: "scope/unknown", weight: 0.8, fix: "Send name, email, both with a space, or nothing." }],
      page: ERRORS,
      example: { error: "invalid_scope" },
    },
    {
      id: "user_cancelled_authorize",
      says: /user_cancelled_authorize|popup_closed_by_user|AuthorizationError(?: Code=| error )?1001\b|ASAuthorizationErrorCanceled/i,
      distinctive: true,
      means: [{ reason: "user/denied", weight: 0.93, fix: "Let the user try again." }],
      page: NOTE,
      example: { error: "user_cancelled_authorize" },
    },
    {
      id: "user_trigger_new_signin_flow",
      says: /user_trigger_new_signin_flow/i,
      distinctive: true,
      means: [{ reason: "user/interaction-required", weight: 0.7, fix: "Start a new sign-in." }],
      page: NOTE,
      example: { error: "user_trigger_new_signin_flow" },
    },
    {
      id: "authorization-1000",
      says: /AuthorizationError(?: Code=| error )?1000\b|\bAKAuthenticationError.{0,20}-?7026\b/i,
      distinctive: true,
      means: [
        {
          reason: "client/type-mismatch",
          weight: 0.5,
          fix: "Add the capability Sign in with Apple to the target and its provisioning profile, and try on a device with an Apple Account.",
        },
      ],
      page: NOTE,
      example: { text: 'Error Domain=com.apple.AuthenticationServices.AuthorizationError Code=1000 "(null)"' },
    },
    {
      id: "invalid_request",
      error: "invalid_request",
      means: [
        {
          reason: "request/parameter-absent",
          weight: 0.55,
          fix: "Send client_id, client_secret, grant_type and code (or refresh_token) as a form.",
        },
        {
          reason: "request/wrong-content-type",
          weight: 0.4,
          fix: "Send the body as application/x-www-form-urlencoded.",
        },
        { reason: "redirect-uri/unregistered", weight: 0.25, fix: URI },
      ],
      page: ERRORS,
      example: { error: "invalid_request" },
    },
  ],
  departures: [
    {
      says: "The client secret is a JWT that the client signs itself with ES256, valid six months at most.",
      page: TOKEN,
    },
    {
      says: "With scope name or email only response_mode=form_post is taken, and the user's name comes at the first sign-in only.",
      page: NOTE,
    },
  ],
};
