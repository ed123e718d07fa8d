/** HubSpot: OAuth at app.hubspot.com and api.hubapi.com. */
import type { Dialect } from "./define.ts";

const REDIRECT = "https://github.com/HubSpot/oauth-quickstart-python/issues/3";
const CODE = "https://github.com/HGData/mk-node-hubspot/issues/87";
const REFRESH = "https://github.com/airbytehq/airbyte/issues/79592";
const QUICK = "https://github.com/HubSpot/oauth-quickstart-nodejs/issues/17";

export const hubspot: Dialect = {
  provider: "hubspot",
  name: "HubSpot",
  hosts: [
    "app.hubspot.com",
    "api.hubapi.com",
    "api.hubspot.com",
    ".hubspot.com",
    "app-eu1.hubspot.com",
    "mcp.hubspot.com",
  ],
  marks: [/"category"\s*:\s*"(EXPIRED_AUTHENTICATION|MISSING_SCOPES|INVALID_AUTHENTICATION)"/],
  signatures: [
    {
      id: "redirect-page",
      says: /redirect URL .{0,200}does ?n[o']t match the app'?s registered redirect URL|redirect_uri does ?n[o']t match the client registered redirect_uri/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the URL letter for letter under Auth > Redirect URLs of the app.",
        },
      ],
      page: REDIRECT,
      example: {
        text: "Authorization failed because the redirect URL 'http://localhost:3000/' doesn't match the app's registered redirect URL",
      },
    },
    {
      id: "MISMATCH_REDIRECT_URI_AUTH_CODE",
      says: /MISMATCH_REDIRECT_URI_AUTH_CODE|redirect (uri|url) does not match (initial|the) auth/i,
      distinctive: true,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.96,
          fix: "Send to /oauth/v1/token the very redirect_uri of /oauth/authorize.",
        },
      ],
      page: CODE,
      example: {
        body: '{"status":"MISMATCH_REDIRECT_URI_AUTH_CODE","message":"redirect URI does not match initial auth code URI"}',
        status: 400,
      },
    },
    {
      id: "BAD_REDIRECT_URI",
      says: /BAD_REDIRECT_URI|missing or (invalid|unknown) redirect ?uri/i,
      means: [
        { reason: "request/parameter-absent", weight: 0.55, fix: "Send redirect_uri in the form body." },
        { reason: "redirect-uri/unregistered", weight: 0.5, fix: "Add the URL under Auth > Redirect URLs of the app." },
      ],
      page: CODE,
      example: { body: '{"status":"BAD_REDIRECT_URI","message":"missing or invalid redirect uri"}', status: 400 },
    },
    {
      id: "BAD_AUTH_CODE",
      says: /BAD_AUTH_CODE|missing or unknown auth code/i,
      distinctive: true,
      means: [
        {
          reason: "code/already-used",
          weight: 0.5,
          fix: "Exchange each code once.",
          tell: "An earlier exchange succeeded.",
        },
        { reason: "code/expired", weight: 0.35, fix: "Exchange the code at once." },
        {
          reason: "request/parameter-absent",
          weight: 0.35,
          fix: "Send code in a form body, not in JSON.",
          tell: "No code reached the token request.",
        },
        { reason: "code/unknown", weight: 0.3, fix: "Send the code of the callback, of this very app and region." },
      ],
      page: CODE,
      example: {
        body: '{"status":"BAD_AUTH_CODE","message":"missing or unknown auth code","correlationId":"00000000-0000-0000-0000-000000000000"}',
        status: 400,
      },
    },
    {
      id: "EXPIRED_AUTH_CODE",
      says: /EXPIRED_AUTH_CODE|auth code (has |is )?expired/i,
      means: [{ reason: "code/expired", weight: 0.96, fix: "Exchange the code at once." }],
      page: CODE,
      example: { body: '{"status":"EXPIRED_AUTH_CODE","message":"auth code has expired"}', status: 400 },
    },
    {
      id: "BAD_REFRESH_TOKEN",
      says: /BAD_REFRESH_TOKEN|missing or (invalid|unknown) refresh token/i,
      distinctive: true,
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.45,
          fix: "Install the app again in the account: it was uninstalled.",
        },
        {
          reason: "refresh-token/of-other-client",
          weight: 0.45,
          fix: "Refresh with client_id and client_secret of the app that got the token.",
          tell: "Several HubSpot apps are in play.",
        },
        {
          reason: "request/parameter-absent",
          weight: 0.3,
          fix: "Send refresh_token in a form body.",
          tell: "The request has none.",
        },
        {
          reason: "refresh-token/unknown",
          weight: 0.3,
          fix: "Send the refresh token whole; not the access token or code.",
        },
      ],
      page: REFRESH,
      example: { body: '{"status":"BAD_REFRESH_TOKEN","message":"missing or invalid refresh token"}', status: 400 },
    },
    {
      id: "BAD_CLIENT_SECRET",
      says: /BAD_CLIENT_SECRET|missing or (invalid|unknown) client secret/i,
      distinctive: true,
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.85, fix: "Copy the Client secret of the app's Auth tab." },
        {
          reason: "client-auth/secret-absent",
          weight: 0.35,
          fix: "Send client_secret in the form body; Basic is not read.",
        },
      ],
      page: CODE,
      example: { body: '{"status":"BAD_CLIENT_SECRET","message":"missing or invalid client secret"}', status: 400 },
    },
    {
      id: "BAD_CLIENT_ID",
      says: /BAD_CLIENT_ID|missing or (invalid|unknown) client id/i,
      distinctive: true,
      means: [
        {
          reason: "client/unknown",
          weight: 0.8,
          fix: "Copy the Client ID of the app's Auth tab; it is not the App ID.",
        },
        { reason: "request/parameter-absent", weight: 0.35, fix: "Send client_id in a form body." },
      ],
      page: CODE,
      example: { body: '{"status":"BAD_CLIENT_ID","message":"missing or unknown client id"}', status: 400 },
    },
    {
      id: "BAD_GRANT_TYPE",
      says: /BAD_GRANT_TYPE|missing or unknown grant type/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-content-type",
          weight: 0.6,
          fix: "POST application/x-www-form-urlencoded;charset=utf-8, not JSON.",
        },
        { reason: "request/grant-type-unsupported", weight: 0.4, fix: "Use authorization_code or refresh_token." },
      ],
      page: CODE,
      example: { body: '{"status":"BAD_GRANT_TYPE","message":"missing or unknown grant type"}', status: 400 },
    },
    {
      id: "scopes-mismatch",
      says: /mismatch between the scopes/i,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.8,
          fix: "Make the scopes of the install URL those of Auth > Scopes of the app: every required one, no other.",
        },
        {
          reason: "scope/missing",
          weight: 0.4,
          fix: "Add the app's required scopes to scope, optional ones to optional_scope.",
        },
      ],
      page: QUICK,
      example: {
        text: "Authorization failed because there is a mismatch between the scopes in the install URL and the app's configured scopes.",
      },
    },
    {
      id: "missing-scopes",
      says: /MISSING_SCOPES|hasn'?t been granted all required scopes/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.96,
          fix: "Add the scope named in requiredGranularScopes to the app and the install URL, and install again.",
        },
      ],
      page: QUICK,
      example: {
        body: '{"status":"error","message":"This app hasn\'t been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.","category":"MISSING_SCOPES"}',
        status: 403,
      },
    },
    {
      id: "expired",
      says: /EXPIRED_AUTHENTICATION|OAuth token used to make this call expired/i,
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: access tokens live 30 minutes." }],
      page: QUICK,
      example: {
        body: '{"status":"error","message":"The OAuth token used to make this call expired 2 hour(s) ago.","category":"EXPIRED_AUTHENTICATION"}',
        status: 401,
      },
    },
    {
      id: "invalid",
      says: /INVALID_AUTHENTICATION|Authentication credentials not found/i,
      means: [
        {
          reason: "token/absent",
          weight: 0.65,
          fix: "Send Authorization: Bearer <access token>; API keys have been withdrawn.",
        },
        { reason: "token/malformed", weight: 0.35, fix: "Send the access token whole." },
      ],
      page: QUICK,
      example: {
        body: '{"status":"error","message":"Authentication credentials not found. This API supports OAuth 2.0 authentication","category":"INVALID_AUTHENTICATION"}',
        status: 401,
      },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.92, fix: "The user pressed Cancel: offer to begin again." }],
      page: QUICK,
      example: { error: "access_denied" },
    },
    {
      id: "rate",
      says: /reached your (secondly|ten_secondly|daily) limit/i,
      means: [
        { reason: "server/rate-limited", weight: 0.95, fix: "Slow down to 110 requests in ten seconds per account." },
      ],
      page: QUICK,
      example: {
        body: '{"status":"error","message":"You have reached your secondly limit.","errorType":"RATE_LIMIT"}',
        status: 429,
      },
    },
  ],
  departures: [
    { says: "Errors of the token endpoint are in status and message, not in error.", page: CODE },
    { says: "Scopes of the app that are not in the install URL fail the authorization.", page: QUICK },
  ],
};
