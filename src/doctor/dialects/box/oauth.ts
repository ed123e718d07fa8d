/** Box: OAuth 2.0, JWT and client credentials grants, and the API: oauth. */
import type { Signature } from "../define.ts";

const CODE = "https://github.com/box/box-java-sdk/issues/246";
const CLIENT = "https://github.com/cburnette/boxr/issues/22";
const REFRESH = "https://github.com/box/box-python-sdk/issues/587";
const ERRORS = "https://github.com/box/developer.box.com/pull/902";
const AUTHORIZE = "https://developer.box.com/guides/authorization/common-errors";

export const oauth: readonly Signature[] = [
  {
    id: "code-expired",
    says: /authorization code has expired/i,
    means: [
      { reason: "code/expired", weight: 0.8, fix: "Exchange the code within 30 seconds." },
      { reason: "code/already-used", weight: 0.35, fix: "Exchange each code once." },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "The authorization code has expired", status: 400 },
  },
  {
    id: "code",
    says: /Auth code does ?n[o']t exist or is invalid for the client/i,
    means: [
      { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
      { reason: "code/of-other-client", weight: 0.4, fix: "Use the client_id that began the flow." },
      { reason: "code/unknown", weight: 0.35, fix: "Send the code unchanged." },
    ],
    page: ERRORS,
    example: {
      error: "invalid_grant",
      description: "Auth code doesn't exist or is invalid for the client",
      status: 400,
    },
  },
  {
    id: "refresh-expired",
    says: /Refresh token has expired/i,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "Store the refresh_token of every refresh: each can be used once.",
        tell: "The same token was sent before.",
      },
      {
        reason: "refresh-token/expired",
        weight: 0.5,
        fix: "Send the user through authorization again: it lives 60 days.",
      },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "Refresh token has expired", status: 400 },
  },
  {
    id: "refresh",
    says: /Invalid refresh token/i,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "Store the refresh_token of every refresh: each can be used once.",
      },
      { reason: "refresh-token/of-other-client", weight: 0.35, fix: "Refresh with the client that got the token." },
      { reason: "refresh-token/unknown", weight: 0.3, fix: "Send the refresh token; a JWT or CCG token has none." },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "Invalid refresh token", status: 400 },
  },
  {
    id: "no-refresh",
    says: /No "?refresh_token"? parameter found/i,
    means: [
      {
        reason: "refresh-token/not-issued",
        weight: 0.6,
        fix: "Keep the refresh token of the code exchange; a developer token has none and lives one hour.",
      },
      { reason: "request/parameter-absent", weight: 0.5, fix: "Send refresh_token." },
    ],
    page: REFRESH,
    example: { error: "invalid_request", description: 'No "refresh_token" parameter found' },
  },
  {
    id: "client",
    error: "invalid_client",
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.75,
        fix: "Copy Client ID and Client Secret of Configuration in the Developer Console.",
      },
      { reason: "client/unknown", weight: 0.3, fix: "Check the Client ID." },
    ],
    page: CLIENT,
    example: { error: "invalid_client", description: "The client credentials are invalid", status: 400 },
  },
  {
    id: "authorize-client",
    says: /Unable to retrieve service of enterprise app authorization/i,
    means: [{ reason: "client/unknown", weight: 0.93, fix: "Copy the Client ID again, without trailing characters." }],
    page: AUTHORIZE,
    example: { text: "Unable to retrieve service of enterprise app authorization" },
  },
  {
    id: "redirect",
    error: ["redirect_uri_mismatch", "redirect_uri_missing"],
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.93,
        fix: "Add the URI letter for letter under Configuration > OAuth 2.0 Redirect URIs.",
      },
    ],
    page: AUTHORIZE,
    example: {
      error: "redirect_uri_mismatch",
      description: "The redirect URI in the authorization code request does not match the one configured",
    },
  },
  {
    id: "denied",
    error: "access_denied",
    means: [{ reason: "user/denied", weight: 0.95, fix: "The user pressed Deny: offer to begin again." }],
    page: AUTHORIZE,
    example: { error: "access_denied", description: "The user denied access to your application" },
  },
  {
    id: "insufficient",
    says: /requires higher privileges than provided by the access token|access_denied_insufficient_permissions/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.85,
        fix: "Tick the scope under Configuration > Application Scopes, authorize the app again, and get a new token.",
      },
      { reason: "user/not-assigned", weight: 0.2, fix: "Share the item with the service account." },
    ],
    page: ERRORS,
    example: {
      body: '{"type":"error","status":403,"code":"access_denied_insufficient_permissions","message":"Access denied - insufficient permission"}',
      status: 403,
    },
  },
  {
    id: "invalid-token",
    says: /access token provided is invalid/i,
    means: [
      { reason: "token/expired", weight: 0.7, fix: "Refresh it: access tokens live one hour." },
      { reason: "token/unknown", weight: 0.3, fix: "Send the whole access token after Bearer." },
    ],
    page: ERRORS,
    example: { error: "invalid_token", description: "The access token provided is invalid.", status: 401 },
  },
];
