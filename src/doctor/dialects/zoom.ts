/** Zoom: zoom.us/oauth and the API. */
import type { Dialect } from "./define.ts";

const ERRORS = "https://developers.zoom.us/docs/integrations/oauth-error-messages/";
const GRANT = "https://github.com/zoom/server-to-server-oauth-token/issues/3";
const CLIENT = "https://github.com/JubaerHossain/zoom-laravel/issues/3";
const REDIRECT = "https://github.com/FerroxLabs/wayland/issues/1158";
const REFRESH = "https://github.com/raycast/extensions/issues/10525";
const SCOPES =
  "https://raw.githubusercontent.com/anthropics/knowledge-work-plugins/main/partner-built/zoom-plugin/skills/team-chat/troubleshooting/oauth-issues.md";

export const zoom: Dialect = {
  provider: "zoom",
  name: "Zoom",
  hosts: ["zoom.us", "api.zoom.us", ".zoom.us"],
  marks: [/marketplace\.zoom\.us/],
  signatures: [
    {
      id: "redirect",
      says: /Invalid redirect: \S+ \(4,?700\)|Invalid redirect url\b/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.85,
          fix: "Enter the URI letter for letter as OAuth Redirect URL and in the OAuth Allow List of the app in the Marketplace.",
        },
        {
          reason: "redirect-uri/not-allowed",
          weight: 0.35,
          fix: "Use https (a tunnel such as ngrok for tests): plain http://localhost is no longer taken.",
          tell: "The URI is http://localhost.",
        },
        {
          reason: "request/wrong-environment",
          weight: 0.2,
          fix: "Use the Development credentials with the development redirect, the Production ones with the other.",
        },
      ],
      page: REDIRECT,
      example: { body: '{"status":false,"errorCode":4700,"errorMessage":"Invalid redirect url","result":null}' },
    },
    {
      id: "4709",
      says: /Redirect URI mismatch|redirect_uri mismatch/i,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.9,
          fix: "Send to /oauth/token the very redirect_uri of /oauth/authorize.",
        },
      ],
      page: ERRORS,
      example: { body: '{"reason":"Redirect URI mismatch.","error":"invalid_request"}', status: 400 },
    },
    {
      id: "code-expired",
      says: /(authorization )?code (is|has) expired/i,
      means: [
        {
          reason: "code/expired",
          weight: 0.93,
          fix: "Exchange the code at once: it lives five minutes (ten at most).",
        },
      ],
      page: ERRORS,
      example: { body: '{"reason":"Authorization code is expired","error":"invalid_grant"}', status: 400 },
    },
    {
      id: "4734",
      says: /Invalid authorization code/i,
      means: [
        {
          reason: "code/already-used",
          weight: 0.5,
          fix: "Exchange each code once.",
          tell: "An earlier exchange succeeded.",
        },
        { reason: "code/unknown", weight: 0.4, fix: "Send the code of the callback unchanged." },
        {
          reason: "code/of-other-client",
          weight: 0.3,
          fix: "Use the credentials (development or production) that began the flow.",
        },
      ],
      page: ERRORS,
      example: { body: '{"reason":"Invalid authorization code","error":"invalid_request"}', status: 400 },
    },
    {
      id: "code-client",
      says: /does not match authenticated client/i,
      means: [
        { reason: "client-auth/client-id-mismatch", weight: 0.6, fix: "Send one client id in Basic and body." },
        { reason: "code/of-other-client", weight: 0.5, fix: "Use the credentials that began the flow." },
      ],
      page: ERRORS,
      example: {
        body: '{"reason":"Client ID does not match authenticated client","error":"invalid_client"}',
        status: 400,
      },
    },
    {
      id: "disabled",
      says: /app(lication)? (has been|is) (disabled|deactivated)/i,
      means: [
        {
          reason: "client/disabled",
          weight: 0.95,
          fix: "Activate the app in the Marketplace (Activation), or have the admin allow it.",
        },
      ],
      page: ERRORS,
      example: { body: '{"reason":"The app has been disabled","error":"invalid_client"}' },
    },
    {
      id: "4702",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.65,
          fix: "Copy Client ID and Client Secret of App Credentials again, of the same environment, and send them by Basic.",
        },
        { reason: "client/unknown", weight: 0.35, fix: "Check the Client ID." },
        {
          reason: "client/type-mismatch",
          weight: 0.2,
          fix: "Server-to-Server, General and JWT apps have credentials of their own.",
        },
      ],
      page: CLIENT,
      example: {
        error: "invalid_client",
        body: '{"reason":"Invalid client_id or client_secret","error":"invalid_client"}',
        status: 400,
      },
    },
    {
      id: "4706",
      says: /Client ID or client secret is missing/i,
      means: [
        { reason: "client-auth/secret-absent", weight: 0.93, fix: "Send Authorization: Basic base64(id:secret)." },
      ],
      page: ERRORS,
      example: { body: '{"reason":"Client ID or client secret is missing.","error":"invalid_request"}', status: 400 },
    },
    {
      id: "4705",
      error: "unsupported_grant_type",
      means: [
        {
          reason: "client/type-mismatch",
          weight: 0.5,
          fix: "account_credentials belongs to a Server-to-Server OAuth app, authorization_code to a General app: use the credentials of that app.",
          tell: "grant_type is account_credentials.",
        },
        {
          reason: "request/grant-type-unsupported",
          weight: 0.45,
          fix: "Use authorization_code, refresh_token, account_credentials or the device grant.",
        },
        {
          reason: "request/parameter-misplaced",
          weight: 0.3,
          fix: "Send grant_type in a form body (or all of it in the query), not in JSON.",
        },
      ],
      page: GRANT,
      example: {
        error: "unsupported_grant_type",
        body: '{"reason":"unsupported grant type","error":"unsupported_grant_type"}',
        status: 400,
      },
    },
    {
      id: "account",
      error: "invalid_request",
      says: /Bad Request/i,
      means: [
        {
          reason: "request/parameter-absent",
          weight: 0.5,
          fix: "With account_credentials send account_id of App Credentials; with authorization_code code and redirect_uri.",
        },
        { reason: "client/disabled", weight: 0.3, fix: "Activate the Server-to-Server app in the Marketplace." },
        { reason: "code/unknown", weight: 0.2, fix: "Send the code of the callback unchanged." },
      ],
      page: GRANT,
      example: { error: "invalid_request", body: '{"reason":"Bad Request","error":"invalid_request"}', status: 400 },
    },
    {
      id: "scopes-api",
      says: /Invalid access token, does not contain scopes?/i,
      distinctive: true,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.95,
          fix: "Add the named scope under Scopes of the app, then authorize again (or get a new account token).",
        },
      ],
      page: SCOPES,
      example: {
        body: '{"code":4711,"message":"Invalid access token, does not contain scopes:[meeting:write:meeting]."}',
        status: 400,
      },
    },
    {
      id: "token-expired",
      says: /Access token is expired/i,
      means: [
        { reason: "token/expired", weight: 0.96, fix: "Refresh it (or get a new account token): it lives one hour." },
      ],
      page: ERRORS,
      example: { body: '{"code":124,"message":"Access token is expired."}', status: 401 },
    },
    {
      id: "token",
      says: /Invalid access token|Token'?s Signature resulted invalid/i,
      means: [
        { reason: "token/unknown", weight: 0.5, fix: "Send the access token of /oauth/token, whole, after Bearer." },
        { reason: "token/expired", weight: 0.35, fix: "Get a new one: it lives one hour." },
        {
          reason: "token/revoked",
          weight: 0.25,
          fix: "A new account_credentials token does not end others, a removed app does: install it again.",
        },
      ],
      page: ERRORS,
      example: { body: '{"code":124,"message":"Invalid access token."}', status: 401 },
    },
    {
      id: "revoked",
      says: /token (has been|was|is) revoked/i,
      means: [
        { reason: "refresh-token/revoked", weight: 0.7, fix: "Send the user through authorization again." },
        { reason: "grant/revoked-by-user", weight: 0.45, fix: "Install the app again." },
      ],
      page: ERRORS,
      example: { body: '{"reason":"The token has been revoked","error":"invalid_grant"}' },
    },
    {
      id: "refresh",
      error: "invalid_grant",
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.55,
          fix: "Store the refresh_token of every refresh and let one process refresh.",
          tell: "The same token was sent before.",
        },
        {
          reason: "refresh-token/expired",
          weight: 0.35,
          fix: "Send the user through authorization again: it lives 90 days.",
        },
        { reason: "grant/revoked-by-user", weight: 0.3, fix: "Install the app again: it was removed." },
        {
          reason: "code/already-used",
          weight: 0.2,
          fix: "Exchange each code once.",
          tell: "grant_type is authorization_code.",
        },
      ],
      page: REFRESH,
      example: { error: "invalid_grant", body: '{"reason":"Invalid Token!","error":"invalid_grant"}', status: 400 },
    },
    {
      id: "empty",
      says: /Token cannot be empty/i,
      means: [{ reason: "token/absent", weight: 0.95, fix: "Send Authorization: Bearer <token>." }],
      page: ERRORS,
      example: { body: '{"code":4700,"message":"Token cannot be empty."}', status: 401 },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        { reason: "scope/not-allowed-for-client", weight: 0.75, fix: "Add the scope under Scopes of the app." },
        { reason: "scope/unknown", weight: 0.3, fix: "Take names from the granular scopes of the app." },
      ],
      page: ERRORS,
      example: { error: "invalid_scope", body: '{"reason":"Invalid scope","error":"invalid_scope"}' },
    },
    {
      id: "rate",
      says: /exceeded the (daily|per-?second|maximum) .{0,20}(rate )?limit|reached the maximum per-second/i,
      means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Wait for Retry-After." }],
      page: ERRORS,
      example: {
        body: '{"code":429,"message":"You have reached the maximum per-second rate limit for this API. Try again later."}',
        status: 429,
      },
    },
  ],
  departures: [
    { says: "The words are in reason, not in error_description.", page: ERRORS },
    { says: "Server-to-Server apps use the grant account_credentials, a name of Zoom's own.", page: GRANT },
  ],
};
