/** oauthlib and requests-oauthlib: what a server built on it says. */
import type { Signature } from "../define.ts";

const CODE =
  "https://github.com/oauthlib/oauthlib/blob/master/oauthlib/oauth2/rfc6749/grant_types/authorization_code.py";

export const server: readonly Signature[] = [
  {
    id: "redirect-uri",
    says: /Mismatching redirect URI/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.93,
        fix: "Add the exact URI to the application's redirect URIs (Django: one per line or space).",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "Mismatching redirect URI." },
  },
  {
    id: "redirect-uri-invalid",
    says: /\bInvalid redirect URI\.|^Invalid redirect URI$/i,
    means: [{ reason: "redirect-uri/malformed", weight: 0.85, fix: "Send an absolute redirect_uri." }],
    page: CODE,
    example: { error: "invalid_request", description: "Invalid redirect URI." },
  },
  {
    id: "redirect-uri-missing",
    says: /Missing redirect URI/i,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send redirect_uri." }],
    page: CODE,
    example: { error: "invalid_request", description: "Missing redirect URI." },
  },
  {
    id: "client-id",
    says: /Invalid client_id parameter value/i,
    distinctive: true,
    means: [
      { reason: "client/unknown", weight: 0.97, fix: "Check the client id in the applications of this instance." },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "Invalid client_id parameter value." },
  },
  {
    id: "client-id-missing",
    says: /Missing client_id parameter/i,
    means: [{ reason: "request/parameter-absent", weight: 0.97, fix: "Send client_id." }],
    page: CODE,
    example: { error: "invalid_request", description: "Missing client_id parameter." },
  },
  {
    id: "response-type",
    says: /Missing response_type parameter/i,
    means: [{ reason: "request/parameter-absent", weight: 0.97, fix: "Send response_type=code." }],
    page: CODE,
    example: { error: "invalid_request", description: "Missing response_type parameter." },
  },
  {
    id: "pkce-required",
    says: /\bCode challenge required/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/required",
        weight: 0.97,
        fix: "Send code_challenge and code_challenge_method=S256 (Django OAuth Toolkit has PKCE_REQUIRED).",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "Code challenge required." },
  },
  {
    id: "verifier",
    says: /\bCode verifier required/i,
    distinctive: true,
    means: [{ reason: "pkce/verifier-missing", weight: 0.97, fix: "Send code_verifier." }],
    page: CODE,
    example: { error: "invalid_request", description: "Code verifier required." },
  },
  {
    id: "pkce-method",
    says: /Transform algorithm not supported/i,
    means: [{ reason: "pkce/method-unsupported", weight: 0.95, fix: "Send code_challenge_method=S256." }],
    page: CODE,
    example: { error: "invalid_request", description: "Transform algorithm not supported." },
  },
  {
    id: "duplicate",
    says: /Duplicate \w+ parameter/i,
    distinctive: true,
    means: [{ reason: "request/parameter-repeated", weight: 0.98, fix: "Send the parameter once." }],
    page: CODE,
    example: { error: "invalid_request", description: "Duplicate scope parameter." },
  },
  {
    id: "query",
    says: /Unable to parse query string|Invalid hex encoding in query string/i,
    distinctive: true,
    means: [
      { reason: "redirect-uri/encoding", weight: 0.5, fix: "Percent-encode every value of the query or form once." },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "Unable to parse query string" },
  },
  {
    id: "code-absent",
    says: /\bMissing code parameter\./i,
    means: [{ reason: "request/parameter-absent", weight: 0.9, fix: "Send code in the form body." }],
    page: CODE,
    example: { error: "invalid_request", description: "Missing code parameter." },
  },
  {
    id: "missing-refresh",
    says: /Missing refresh token parameter/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send refresh_token in the form body." }],
    page: CODE,
    example: { error: "invalid_request", description: "Missing refresh token parameter." },
  },
  {
    id: "nonce",
    says: /Request is missing mandatory nonce parameter/i,
    distinctive: true,
    means: [{ reason: "request/nonce-missing", weight: 0.98, fix: "Send a nonce." }],
    page: CODE,
    example: { error: "invalid_request", description: "Request is missing mandatory nonce parameter." },
  },
  {
    id: "password",
    says: /Invalid credentials given/i,
    means: [{ reason: "user/credentials-wrong", weight: 0.95, fix: "Check user name and password." }],
    page: CODE,
    example: { error: "invalid_grant", description: "Invalid credentials given." },
  },
  {
    id: "token",
    says: /access token provided is expired, revoked, malformed, or invalid for other reasons/i,
    means: [
      { reason: "token/expired", weight: 0.6, fix: "Refresh the access token." },
      { reason: "grant/session-ended", weight: 0.25, fix: "Sign in again: the token was revoked." },
    ],
    page: CODE,
    example: {
      error: "invalid_token",
      description: "The access token provided is expired, revoked, malformed, or invalid for other reasons.",
    },
  },
  {
    id: "get",
    says: /Malformed query string|unsupported_grant_type[\s\S]*GET/i,
    means: [{ reason: "request/wrong-method", weight: 0.4, fix: "POST the parameters as a form." }],
    page: CODE,
    example: { text: "Malformed query string" },
  },
];
