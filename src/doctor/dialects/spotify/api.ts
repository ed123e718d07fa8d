/** Spotify: the accounts service and the Web API: api. */
import type { Signature } from "../define.ts";

const TOKEN = "https://github.com/spotify/web-api/issues/1106";
const PAGE = "https://github.com/aome510/spotify-player/issues/846";

export const api: readonly Signature[] = [
  {
    id: "denied",
    error: "access_denied",
    means: [{ reason: "user/denied", weight: 0.92, fix: "The user pressed Cancel: offer to begin again." }],
    page: PAGE,
    example: { error: "access_denied" },
  },
  {
    id: "expired",
    says: /The access token expired/i,
    status: 401,
    means: [{ reason: "token/expired", weight: 0.96, fix: "Refresh it at /api/token: access tokens live one hour." }],
    page: TOKEN,
    example: { body: '{"error":{"status":401,"message":"The access token expired"}}', status: 401 },
  },
  {
    id: "token-invalid",
    says: /Invalid access token|Only valid bearer authentication supported/i,
    status: [400, 401],
    means: [
      {
        reason: "token/malformed",
        weight: 0.7,
        fix: "Send Authorization: Bearer <access_token> with the whole token; undefined or a code is none.",
      },
      { reason: "token/unknown", weight: 0.3, fix: "Get a new token." },
    ],
    page: TOKEN,
    example: { body: '{"error":{"status":401,"message":"Invalid access token"}}', status: 401 },
  },
  {
    id: "no-token",
    says: /No token provided/i,
    means: [{ reason: "token/absent", weight: 0.95, fix: "Send Authorization: Bearer <access_token>." }],
    page: TOKEN,
    example: { body: '{"error":{"status":401,"message":"No token provided"}}', status: 401 },
  },
  {
    id: "scope",
    says: /Insufficient client scope/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.95,
        fix: "Ask for the scope that the endpoint's page names and let the user authorize again (show_dialog=true).",
      },
    ],
    page: TOKEN,
    example: { body: '{"error":{"status":403,"message":"Insufficient client scope"}}', status: 403 },
  },
  {
    id: "not-registered",
    says: /User not registered in the Developer Dashboard|user may not be registered/i,
    distinctive: true,
    means: [
      {
        reason: "grant/app-in-testing-mode",
        weight: 0.95,
        fix: "Add the user's e-mail address under Dashboard > your app > User Management, or ask for Extended Quota Mode.",
      },
    ],
    page: TOKEN,
    example: { body: "User not registered in the Developer Dashboard", status: 403 },
  },
  {
    id: "rate",
    says: /API rate limit exceeded/i,
    means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Wait for Retry-After seconds." }],
    page: TOKEN,
    example: { body: '{"error":{"status":429,"message":"API rate limit exceeded"}}', status: 429 },
  },
  {
    id: "server",
    error: "server_error",
    means: [{ reason: "server/fault", weight: 0.85, fix: "Send it again later; check status.spotify.dev." }],
    page: TOKEN,
    example: { error: "server_error", description: "Unexpected error" },
  },
];
