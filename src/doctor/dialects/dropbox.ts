/** Dropbox: OAuth 2.0 and API v2. */
import type { Dialect } from "./define.ts";

const TOKEN = "https://github.com/dropbox/dropbox-sdk-php/issues/50";
const PAGE = "https://github.com/dropbox/dropbox-sdk-python/issues/203";
const CODE = "https://github.com/mikecotrone/DropboxAPI/issues/1";
const REFRESH = "https://github.com/nextcloud/integration_dropbox/issues/34";
const API = "https://github.com/clark800/dropbox-restore/issues/29";

export const dropbox: Dialect = {
  provider: "dropbox",
  name: "Dropbox",
  hosts: ["www.dropbox.com", "dropbox.com", "api.dropboxapi.com", "api.dropbox.com", "content.dropboxapi.com"],
  marks: [/"\.tag"\s*:\s*"(expired_access_token|invalid_access_token|missing_scope)"/],
  signatures: [
    {
      id: "redirect-page",
      says: /Invalid redirect_uri\. It must exactly match one of the redirect URIs|Invalid redirect_uri[:.]/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URI, port and path included, under Settings > OAuth 2 > Redirect URIs in the App Console.",
        },
        { reason: "redirect-uri/not-allowed", weight: 0.2, fix: "Plain http is for localhost only." },
      ],
      page: PAGE,
      example: {
        text: "Invalid redirect_uri. It must exactly match one of the redirect URIs you've pre-configured for your app (including the path).",
      },
    },
    {
      id: "redirect-token",
      error: "invalid_grant",
      says: /redirect_uri mismatch/i,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.95,
          fix: "Send to /oauth2/token the very redirect_uri of /oauth2/authorize, without added query; none where there was none.",
        },
      ],
      page: TOKEN,
      example: { error: "invalid_grant", description: "redirect_uri mismatch", status: 400 },
    },
    {
      id: "code",
      says: /code does ?n[o']t exist or has expired/i,
      means: [
        {
          reason: "code/already-used",
          weight: 0.5,
          fix: "Exchange each code once.",
          tell: "An earlier exchange succeeded.",
        },
        { reason: "code/expired", weight: 0.45, fix: "Exchange the code within ten minutes." },
        { reason: "code/of-other-client", weight: 0.25, fix: "Use one app key in both requests." },
        { reason: "code/unknown", weight: 0.3, fix: "Send the code unchanged." },
      ],
      page: CODE,
      example: { error: "invalid_grant", description: "code doesn't exist or has expired", status: 400 },
    },
    {
      id: "code-used",
      says: /code has already been used/i,
      means: [{ reason: "code/already-used", weight: 0.96, fix: "Exchange each code once." }],
      page: CODE,
      example: { error: "invalid_grant", description: "code has already been used" },
    },
    {
      id: "verifier",
      says: /(invalid|incorrect) code[_ ]verifier/i,
      means: [
        {
          reason: "pkce/verifier-mismatch",
          weight: 0.93,
          fix: "Send the verifier from which this challenge was made.",
        },
      ],
      page: CODE,
      example: { error: "invalid_grant", description: "invalid code verifier" },
    },
    {
      id: "refresh-malformed",
      says: /refresh[_ ]token is malformed/i,
      means: [
        {
          reason: "refresh-token/unknown",
          weight: 0.85,
          fix: "Exchange the code of the authorization page first (grant_type=authorization_code), and send the refresh_token of that response.",
          tell: "What is sent came from the page that shows a code, or is an access token (sl.).",
        },
        { reason: "code/wrong-kind", weight: 0.2, fix: "Send it as code, with grant_type=authorization_code." },
      ],
      page: REFRESH,
      example: { error: "invalid_grant", description: "refresh token is malformed", status: 400 },
    },
    {
      id: "refresh",
      says: /refresh[_ ]token is invalid|refresh token is invalid or revoked/i,
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.6,
          fix: "Connect the account again: the app was removed under Settings > Connected apps.",
        },
        {
          reason: "refresh-token/unknown",
          weight: 0.4,
          fix: "Send the refresh token of token_access_type=offline, not the code or an access token.",
        },
        { reason: "refresh-token/of-other-client", weight: 0.3, fix: "Refresh with the app key that got the token." },
      ],
      page: REFRESH,
      example: { error: "invalid_grant", description: "refresh token is invalid or revoked", status: 400 },
    },
    {
      id: "client",
      says: /Invalid client_id( or client_secret)?/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.55,
          fix: "Copy App key and App secret of Settings in the App Console.",
        },
        { reason: "client/unknown", weight: 0.5, fix: "Check the App key." },
      ],
      page: PAGE,
      example: { error: "invalid_client", description: "Invalid client_id or client_secret", status: 400 },
    },
    {
      id: "auth-function",
      says: /No auth function available for given request/i,
      means: [
        {
          reason: "client-auth/secret-absent",
          weight: 0.7,
          fix: "Send client_id and client_secret (or, with PKCE, client_id) with the token request.",
        },
        { reason: "token/absent", weight: 0.3, fix: "Send Authorization: Bearer <token>." },
      ],
      page: API,
      example: { text: "No auth function available for given request" },
    },
    {
      id: "grant-type",
      error: "unsupported_grant_type",
      means: [
        { reason: "request/grant-type-unsupported", weight: 0.7, fix: "Use authorization_code or refresh_token." },
        { reason: "request/wrong-content-type", weight: 0.4, fix: "POST a form, not JSON." },
      ],
      page: TOKEN,
      example: { error: "unsupported_grant_type" },
    },
    {
      id: "limit",
      says: /reached its user limit/i,
      means: [
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.95,
          fix: "Press Enable additional users, or apply for production, in the App Console.",
        },
      ],
      page: PAGE,
      example: {
        text: "This app has reached its user limit. Contact the app developer and ask them to use the Dropbox API App Console",
      },
    },
    {
      id: "scope-page",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.65,
          fix: "Tick the scope under Permissions in the App Console and press Submit.",
        },
        { reason: "scope/unknown", weight: 0.4, fix: "Take names from the Permissions tab (files.content.read)." },
      ],
      page: PAGE,
      example: { error: "invalid_scope" },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.95, fix: "The user pressed Cancel: offer to begin again." }],
      page: PAGE,
      example: {
        error: "access_denied",
        description: "The user chose not to give your app access to their Dropbox account.",
      },
    },
    {
      id: "expired_access_token",
      says: /expired_access_token/i,
      means: [
        {
          reason: "token/expired",
          weight: 0.97,
          fix: "Refresh it: tokens live four hours. Ask for token_access_type=offline to get a refresh token.",
        },
        {
          reason: "refresh-token/not-issued",
          weight: 0.3,
          fix: "A token generated in the App Console has no refresh token: run the code flow with token_access_type=offline.",
        },
      ],
      page: API,
      example: {
        body: '{"error_summary":"expired_access_token/...","error":{".tag":"expired_access_token"}}',
        status: 401,
      },
    },
    {
      id: "invalid_access_token",
      says: /invalid_access_token|access token (is malformed|does ?n[o']t exist or has expired)/i,
      means: [
        { reason: "token/revoked", weight: 0.55, fix: "Connect the account again: the token was revoked." },
        {
          reason: "token/malformed",
          weight: 0.4,
          fix: "Send the whole token after Bearer.",
          tell: "It says malformed.",
        },
      ],
      page: API,
      example: {
        body: '{"error_summary":"invalid_access_token/.","error":{".tag":"invalid_access_token"}}',
        status: 401,
      },
    },
    {
      id: "missing_scope",
      says: /missing_scope\/|does not have the required scope/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.95,
          fix: "Tick the scope under Permissions in the App Console, then authorize again: older tokens keep the old scopes.",
        },
      ],
      page: API,
      example: {
        body: '{"error_summary":"missing_scope/.","error":{".tag":"missing_scope","required_scope":"files.content.read"}}',
        status: 401,
      },
    },
    {
      id: "rate",
      says: /too_many_requests\//i,
      means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Wait for Retry-After." }],
      page: API,
      example: {
        body: '{"error_summary":"too_many_requests/..","error":{"reason":{".tag":"too_many_requests"}}}',
        status: 429,
      },
    },
  ],
  departures: [{ says: "Without redirect_uri in both requests the code is shown to the user to copy.", page: TOKEN }],
};
