/** Xero: identity.xero.com and the API. */
import type { Dialect } from "./define.ts";

const GRANT = "https://nango.dev/blog/xero-oauth-refresh-token-invalid-grant";
const FORM = "https://www.volcengine.com/article/1466520";
const API = "https://gist.github.com/dobesv/5b422c3deb749449df621a014ea35cfe";
const REFRESH = "https://github.com/XeroAPI/xero-node/issues/382";
const TENANT = "https://github.com/waynerobinson/xeroizer/issues/556";

export const xero: Dialect = {
  provider: "xero",
  name: "Xero",
  hosts: ["identity.xero.com", "login.xero.com", "api.xero.com"],
  marks: [/xero-correlation-id|xero-tenant-id/i],
  signatures: [
    {
      id: "redirect",
      says: /Invalid redirect_uri/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URI letter for letter under My Apps > your app > Configuration > Redirect URIs.",
        },
      ],
      page: TENANT,
      example: { text: "Sorry, something went wrong. Error: unauthorized_client Invalid redirect_uri" },
    },
    {
      id: "client",
      says: /Unknown client or client not enabled/i,
      means: [
        { reason: "client/unknown", weight: 0.9, fix: "Copy the Client id of My Apps > Configuration." },
        { reason: "client/disabled", weight: 0.25, fix: "The app was deleted or switched off." },
      ],
      page: TENANT,
      example: { text: "Error: unauthorized_client Unknown client or client not enabled" },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/unknown",
          weight: 0.5,
          fix: "Take names from Xero's list (accounting.transactions, offline_access), joined by a space.",
        },
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.45,
          fix: "Scopes such as payroll, finance or journals need certification; a custom connection has those selected in the app.",
        },
        {
          reason: "scope/deprecated",
          weight: 0.3,
          fix: "Newer apps use granular scopes in place of accounting.transactions.",
        },
      ],
      page: TENANT,
      example: { error: "invalid_scope", text: "Error: invalid_scope" },
    },
    {
      id: "grant-type-body",
      error: "unsupported_grant_type",
      means: [
        {
          reason: "request/wrong-content-type",
          weight: 0.75,
          fix: "POST application/x-www-form-urlencoded to /connect/token; a JSON body is not read.",
        },
        {
          reason: "request/grant-type-unsupported",
          weight: 0.35,
          fix: "Use authorization_code, refresh_token or (custom connection) client_credentials.",
        },
      ],
      page: FORM,
      example: { error: "unsupported_grant_type", status: 400 },
    },
    {
      id: "refresh",
      error: "invalid_grant",
      parameter: { name: "grant_type", like: /^refresh_token$/ },
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.6,
          fix: "Store the refresh_token of every refresh and let one process refresh; the old one works 30 minutes more.",
          tell: "A newer one was issued since.",
        },
        {
          reason: "refresh-token/expired",
          weight: 0.4,
          fix: "Send the user through authorization again: 60 days unused end it.",
        },
        {
          reason: "grant/revoked-by-user",
          weight: 0.25,
          fix: "Send the user through authorization again: the app was disconnected.",
        },
      ],
      page: REFRESH,
      example: {
        error: "invalid_grant",
        request:
          "POST https://identity.xero.com/connect/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=example",
      },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        {
          reason: "code/already-used",
          weight: 0.45,
          fix: "Exchange each code once.",
          tell: "grant_type is authorization_code.",
        },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within five minutes." },
        { reason: "code/redirect-uri-mismatch", weight: 0.35, fix: "Send the redirect_uri of the authorize request." },
        {
          reason: "refresh-token/reused",
          weight: 0.4,
          fix: "Store the refresh_token of every refresh.",
          tell: "grant_type is refresh_token.",
        },
      ],
      page: GRANT,
      example: { error: "invalid_grant", status: 400 },
    },
    {
      id: "invalid-client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.7,
          fix: "Copy Client id and a Client secret of Configuration; send Basic base64(id:secret).",
        },
        { reason: "client-auth/secret-absent", weight: 0.3, fix: "Send the secret, or make the app a PKCE app." },
        { reason: "client/unknown", weight: 0.25, fix: "Check the Client id." },
      ],
      page: FORM,
      example: { error: "invalid_client", status: 400 },
    },
    {
      id: "unauthorized-client",
      error: "unauthorized_client",
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.6,
          fix: "client_credentials belongs to a Custom connection, PKCE to a Mobile or desktop app: make an app of that type.",
        },
        { reason: "client/type-mismatch", weight: 0.45, fix: "Check the type of the app under My Apps." },
      ],
      page: FORM,
      example: { error: "unauthorized_client", status: 400 },
    },
    {
      id: "expired",
      says: /TokenExpired/i,
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: access tokens live 30 minutes." }],
      page: API,
      example: {
        body: '{"Title":"Unauthorized","Status":401,"Detail":"TokenExpired: token expired at 01/01/2024 10:00:00"}',
        status: 401,
      },
    },
    {
      id: "unauthorized-403",
      says: /AuthenticationUnsuccessful|AuthorizationUnsuccessful/i,
      status: 403,
      means: [
        {
          reason: "token/wrong-audience",
          weight: 0.65,
          fix: "Send as xero-tenant-id a tenantId of GET /connections with this very token.",
        },
        { reason: "grant/revoked-by-user", weight: 0.4, fix: "Connect the organization again: it was disconnected." },
      ],
      page: TENANT,
      example: { body: '{"Title":"Forbidden","Status":403,"Detail":"AuthenticationUnsuccessful"}', status: 403 },
    },
    {
      id: "unauthorized",
      says: /AuthenticationUnsuccessful|AuthorizationUnsuccessful/i,
      means: [
        {
          reason: "token/malformed",
          weight: 0.4,
          fix: "Send Authorization: Bearer <access token>, not the id token or refresh token.",
        },
        {
          reason: "token/insufficient-scope",
          weight: 0.45,
          fix: "Ask for the scope of the endpoint.",
          tell: "The detail is AuthorizationUnsuccessful, or the header says insufficient_scope.",
        },
        { reason: "token/wrong-audience", weight: 0.3, fix: "Send a xero-tenant-id of GET /connections." },
      ],
      page: API,
      example: { body: '{"Title":"Unauthorized","Status":401,"Detail":"AuthenticationUnsuccessful"}', status: 401 },
    },
    {
      id: "insufficient",
      error: "insufficient_scope",
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.95,
          fix: "Ask for the scope of the endpoint and authorize again.",
        },
      ],
      page: API,
      example: { error: "insufficient_scope", status: 401 },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.85, fix: "The user pressed Cancel: offer to begin again." }],
      page: TENANT,
      example: { error: "access_denied" },
    },
    {
      id: "rate",
      says: /rate ?limit (exceeded|problem)|X-Rate-Limit-Problem/i,
      means: [
        {
          reason: "server/rate-limited",
          weight: 0.93,
          fix: "Wait for Retry-After: 60 calls a minute and 5000 a day per tenant.",
        },
      ],
      page: API,
      example: { text: "x-rate-limit-problem: Minute" },
    },
    {
      id: "server",
      error: "server_error",
      means: [{ reason: "server/fault", weight: 0.85, fix: "Send it again later; see status.xero.com." }],
      page: GRANT,
      example: { error: "server_error" },
    },
  ],
  departures: [
    { says: "invalid_grant and unauthorized_client come without a description.", page: FORM },
    { says: "API errors are in Title and Detail, in upper or lower case.", page: API },
  ],
};
