/** Sign in with Apple on clients, URLs and requests. */
import type { Signature } from "../define.ts";
import { ERRORS, ID, JWT, NOTE, URI } from "./write.ts";

export const clients: readonly Signature[] = [
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
    parameter: { name: "response_type" },
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
];
