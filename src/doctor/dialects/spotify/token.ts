/** Spotify: the accounts service and the Web API: token. */
import type { Signature } from "../define.ts";

const TOKEN = "https://github.com/spotify/web-api/issues/1106";
const PAGE = "https://github.com/aome510/spotify-player/issues/846";

export const token: readonly Signature[] = [
  {
    id: "token-redirect",
    error: "invalid_grant",
    says: /Invalid redirect URI/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.92,
        fix: "Send to /api/token the very redirect_uri of /authorize.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", description: "Invalid redirect URI", status: 400 },
  },
  {
    id: "code-invalid",
    error: "invalid_grant",
    says: /Invalid authorization code/i,
    means: [
      {
        reason: "code/already-used",
        weight: 0.6,
        fix: "Exchange each code once: guard the callback against reloads and double effects.",
        tell: "An earlier exchange of the code succeeded.",
      },
      { reason: "code/unknown", weight: 0.35, fix: "Send the code of the callback unchanged." },
      { reason: "code/of-other-client", weight: 0.25, fix: "Use one client_id in both requests." },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", description: "Invalid authorization code" },
  },
  {
    id: "code-expired",
    error: "invalid_grant",
    says: /Authorization code expired/i,
    means: [{ reason: "code/expired", weight: 0.93, fix: "Exchange the code at once; begin again at /authorize." }],
    page: TOKEN,
    example: { error: "invalid_grant", description: "Authorization code expired" },
  },
  {
    id: "verifier",
    says: /code_verifier (was incorrect|must|is)|incorrect code_verifier/i,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.88,
        fix: "Send the code_verifier from which this code_challenge was made: keep it in local storage across the redirect.",
      },
      {
        reason: "pkce/verifier-missing",
        weight: 0.3,
        fix: "Send code_verifier at all: it was lost with the tab or session.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", description: "code_verifier was incorrect" },
  },
  {
    id: "pkce-method",
    says: /code_challenge_method must be|code_challenge (must|is required|has)/i,
    means: [{ reason: "pkce/method-unsupported", weight: 0.85, fix: "Send code_challenge_method=S256." }],
    page: PAGE,
    example: { text: "code_challenge_method must be S256" },
  },
  {
    id: "refresh-revoked",
    error: "invalid_grant",
    says: /Refresh token revoked/i,
    means: [
      {
        reason: "grant/revoked-by-user",
        weight: 0.5,
        fix: "Send the user through /authorize again: the app was removed under Apps in the account.",
        tell: "The token did not come from PKCE.",
      },
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "With PKCE each refresh returns a new refresh_token and ends the old: store it, and let one process refresh.",
        tell: "The flow is PKCE.",
      },
      { reason: "grant/password-changed", weight: 0.2, fix: "Send the user through /authorize again." },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", description: "Refresh token revoked", status: 400 },
  },
  {
    id: "refresh-invalid",
    error: "invalid_grant",
    says: /Invalid refresh token/i,
    means: [
      { reason: "refresh-token/unknown", weight: 0.55, fix: "Send the refresh_token, whole; not the access token." },
      {
        reason: "refresh-token/of-other-client",
        weight: 0.45,
        fix: "Refresh with the client_id that got the token.",
      },
      { reason: "refresh-token/reused", weight: 0.35, fix: "With PKCE store the refresh_token of each refresh." },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", description: "Invalid refresh token" },
  },
  {
    id: "secret",
    error: "invalid_client",
    says: /Invalid client secret/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.95,
        fix: "Copy the secret again: Dashboard > your app > Settings > View client secret.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_client", description: "Invalid client secret", status: 400 },
  },
  {
    id: "client",
    error: "invalid_client",
    means: [
      {
        reason: "client/unknown",
        weight: 0.5,
        fix: "Send the Client ID of the Dashboard, and Authorization: Basic base64(id:secret) without line breaks.",
      },
      {
        reason: "client-auth/secret-absent",
        weight: 0.45,
        fix: "Send Authorization: Basic base64(id:secret), or client_id in the body with PKCE.",
      },
      { reason: "client-auth/secret-wrong", weight: 0.4, fix: "Copy the client secret again." },
    ],
    page: TOKEN,
    example: { error: "invalid_client", description: "Invalid client", status: 400 },
  },
  {
    id: "grant-type",
    error: "unsupported_grant_type",
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.6,
        fix: "POST application/x-www-form-urlencoded to /api/token, not JSON and not the query.",
      },
      {
        reason: "request/grant-type-unsupported",
        weight: 0.45,
        fix: "Use authorization_code, refresh_token or client_credentials.",
      },
    ],
    page: TOKEN,
    example: {
      error: "unsupported_grant_type",
      description: "grant_type must be client_credentials, authorization_code or refresh_token",
    },
  },
  {
    id: "response-type",
    says: /response_type must be/i,
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.85,
        fix: "Send response_type=code; the implicit grant has been withdrawn.",
      },
    ],
    page: PAGE,
    example: { text: "response_type must be code or token" },
  },
];
