/** Yahoo: OAuth 2.0 at api.login.yahoo.com. */
import type { Dialect } from "./define.ts";

const PKCE = "https://github.com/mustang-im/mustang/issues/162";
const REFRESH = "https://github.com/josuebrunel/yahoo-oauth/issues/51";
const OOB = "https://github.com/r-lib/httr/issues/483";
const PAGE = "https://github.com/googleworkspace/apps-script-oauth2/issues/61";

export const yahoo: Dialect = {
  provider: "yahoo",
  name: "Yahoo",
  hosts: ["api.login.yahoo.com", "login.yahoo.com"],
  signatures: [
    {
      id: "pkce",
      says: /invalid code challenge or method/i,
      means: [
        { reason: "pkce/required", weight: 0.8, fix: "Send code_challenge and code_challenge_method=S256." },
        { reason: "pkce/method-unsupported", weight: 0.3, fix: "Send code_challenge_method=S256." },
      ],
      page: PKCE,
      example: { error: "invalid_request", description: "invalid code challenge or method" },
    },
    {
      id: "refresh",
      says: /INVALID_REFRESH_TOKEN|Failed to decode\/encode refresh token/i,
      means: [
        { reason: "refresh-token/unknown", weight: 0.6, fix: "Send the refresh token whole and encoded." },
        { reason: "grant/revoked-by-user", weight: 0.35, fix: "Send the user through authorization again." },
      ],
      page: REFRESH,
      example: { error: "INVALID_REFRESH_TOKEN", description: "Failed to decode/encode refresh token", status: 400 },
    },
    {
      id: "redirect",
      error: ["INVALID_REDIRECT_URI", "INVALID_CALLBACK"],
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.8,
          fix: "Set Redirect URI(s) of the app to the one sent, https (oob where there is none).",
        },
      ],
      page: OOB,
      example: { error: "INVALID_REDIRECT_URI" },
    },
    {
      id: "code",
      error: ["INVALID_AUTHORIZATION_CODE", "INVALID_CODE"],
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.45, fix: "Exchange the code at once." },
        { reason: "code/redirect-uri-mismatch", weight: 0.25, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: OOB,
      example: { error: "INVALID_AUTHORIZATION_CODE" },
    },
    {
      id: "request-page",
      says: /Developers: Please specify a valid (request|client|redirect)/i,
      means: [
        { reason: "pkce/required", weight: 0.4, fix: "Send code_challenge with S256." },
        { reason: "scope/not-allowed-for-client", weight: 0.35, fix: "Tick the permission in the app." },
        { reason: "request/parameter-absent", weight: 0.3, fix: "Send client_id, redirect_uri and response_type." },
      ],
      page: PKCE,
      example: { text: "Developers: Please specify a valid request and submit again" },
    },
    {
      id: "client",
      error: ["INVALID_CLIENT_SECRET", "INVALID_CLIENT_ID", "INVALID_CLIENT", "CLIENT_SECRET_MISMATCH"],
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.7,
          fix: "Copy Client ID and Secret of the app; send them by Basic.",
        },
        { reason: "client/unknown", weight: 0.35, fix: "Check the Client ID." },
      ],
      page: OOB,
      example: { error: "INVALID_CLIENT_SECRET" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "refresh-token/revoked", weight: 0.35, fix: "Send the user through authorization again." },
      ],
      page: OOB,
      example: { error: "invalid_grant" },
    },
    {
      id: "token",
      says: /token_expired|Please provide valid credentials/i,
      means: [{ reason: "token/expired", weight: 0.95, fix: "Refresh it: access tokens live one hour." }],
      page: REFRESH,
      example: {
        body: '{"error":{"description":"Please provide valid credentials. OAuth oauth_problem=\\"token_expired\\", realm=\\"yahooapis.com\\""}}',
        status: 401,
      },
    },
    {
      id: "uh-oh",
      says: /Uh oh.{0,10}Looks like something went wrong/is,
      means: [
        { reason: "redirect-uri/unregistered", weight: 0.5, fix: "Set the Redirect URI of the app." },
        { reason: "client/unknown", weight: 0.3, fix: "Check the Client ID." },
      ],
      page: PAGE,
      example: { text: "Uh oh. Looks like something went wrong. Please try again later." },
    },
  ],
};
