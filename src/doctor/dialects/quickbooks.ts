/** Intuit: OAuth 2.0 of QuickBooks Online. */
import type { Dialect } from "./define.ts";

const REDIRECT = "https://github.com/intuit/quickbooks-online-mcp-server/issues/51";
const GRANT = "https://github.com/intuit/oauth-jsclient/issues/128";
const CLIENT = "https://github.com/intuit/oauth-rubyclient/issues/14";
const REFRESH = "https://github.com/spinen/laravel-quickbooks-client/issues/27";
const SDK = "https://github.com/intuit/QuickBooks-V3-PHP-SDK/issues/324";
const SANDBOX = "https://github.com/IntuitDeveloper/OAuth2_PHP/issues/5";

export const quickbooks: Dialect = {
  provider: "quickbooks",
  name: "Intuit QuickBooks",
  hosts: [
    "appcenter.intuit.com",
    "oauth.platform.intuit.com",
    "quickbooks.api.intuit.com",
    "sandbox-quickbooks.api.intuit.com",
    ".intuit.com",
  ],
  marks: [/intuit_tid|com\.intuit\.quickbooks/i],
  signatures: [
    {
      id: "redirect",
      says: /redirect_uri query parameter value is invalid/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URI letter for letter under Keys & credentials (or Settings > Redirect URIs) of the same environment, Development or Production.",
        },
        {
          reason: "redirect-uri/not-allowed",
          weight: 0.25,
          fix: "Production takes https on a real name only; localhost is for Development.",
          tell: "The keys are Production's and the URI is http or localhost.",
        },
      ],
      page: REDIRECT,
      example: {
        text: "The redirect_uri query parameter value is invalid. Make sure it is listed in the Redirect URIs section on your app's keys tab and matches it exactly.",
      },
    },
    {
      id: "query-param",
      says: /The (client_id|scope|response_type|state) query parameter( value)? is (invalid|missing)/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.55,
          fix: "Copy the Client ID of Keys & credentials, of the environment you use.",
          tell: "It names client_id.",
        },
        {
          reason: "request/parameter-absent",
          weight: 0.45,
          fix: "Send response_type=code, client_id, redirect_uri, scope and state.",
          tell: "It says missing.",
        },
        {
          reason: "scope/unknown",
          weight: 0.35,
          fix: "Use com.intuit.quickbooks.accounting, joined to others by a space.",
          tell: "It names scope.",
        },
      ],
      page: REDIRECT,
      example: { text: "The client_id query parameter value is invalid." },
    },
    {
      id: "token-type",
      says: /Incorrect Token type or clientID/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/of-other-client",
          weight: 0.55,
          fix: "Refresh with client id and secret of the keys (Development or Production) that got the token.",
        },
        { reason: "refresh-token/unknown", weight: 0.5, fix: "Send the refresh token, not the access token." },
        { reason: "request/wrong-environment", weight: 0.3, fix: "Do not mix sandbox tokens with production keys." },
      ],
      page: GRANT,
      example: { error: "invalid_grant", description: "Incorrect Token type or clientID", status: 400 },
    },
    {
      id: "refresh-other",
      error: "invalid_grant",
      // Intuit's refresh tokens begin with letters and digits of their own; its access tokens are encrypted JWTs.
      parameter: { name: "refresh_token", like: /^eyJ/ },
      means: [
        {
          reason: "refresh-token/unknown",
          weight: 0.88,
          fix: "Send the refresh_token of the response: what is sent is the access token. Look whether the two were stored in each other's place.",
        },
        { reason: "refresh-token/expired", weight: 0.2, fix: "Connect the company again: it lives 100 days unused." },
      ],
      page: REFRESH,
      example: {
        error: "invalid_grant",
        request:
          "POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=eyJlbmMiOiJBMTI4Q0JDLUhTMjU2IiwiYWxnIjoiZGlyIn0..example",
      },
    },
    {
      id: "refresh-words",
      says: /Incorrect or invalid refresh token/i,
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.6,
          fix: "Store the refresh_token of every refresh: it changes every 24 hours and the old one ends.",
        },
        { reason: "refresh-token/expired", weight: 0.35, fix: "Connect the company again: it lives 100 days unused." },
        { reason: "grant/revoked-by-user", weight: 0.3, fix: "Connect the company again: the app was disconnected." },
      ],
      page: GRANT,
      example: { error: "invalid_grant", description: "Incorrect or invalid refresh token" },
    },
    {
      id: "code-words",
      says: /Invalid authorization code|authorization code (has )?(expired|already)/i,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code at once: it lives five minutes." },
        { reason: "code/redirect-uri-mismatch", weight: 0.3, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: GRANT,
      example: { error: "invalid_grant", description: "Invalid authorization code" },
    },
    {
      id: "grant-refresh",
      error: "invalid_grant",
      parameter: { name: "grant_type", like: /^refresh_token$/ },
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.55,
          fix: "Store the refresh_token of every refresh, let one process refresh.",
          tell: "A newer one was issued since.",
        },
        { reason: "refresh-token/expired", weight: 0.35, fix: "Connect the company again: 100 days unused end it." },
        {
          reason: "grant/revoked-by-user",
          weight: 0.3,
          fix: "Connect the company again: the user disconnected the app.",
        },
        { reason: "refresh-token/of-other-client", weight: 0.25, fix: "Use the keys that got the token." },
      ],
      page: REFRESH,
      example: {
        error: "invalid_grant",
        request:
          "POST https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=example",
      },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        {
          reason: "code/already-used",
          weight: 0.4,
          fix: "Exchange each code once, within five minutes.",
          tell: "grant_type is authorization_code.",
        },
        {
          reason: "refresh-token/reused",
          weight: 0.45,
          fix: "Store the refresh_token of every refresh.",
          tell: "grant_type is refresh_token.",
        },
        { reason: "code/redirect-uri-mismatch", weight: 0.3, fix: "Send the redirect_uri of the authorize request." },
        { reason: "refresh-token/expired", weight: 0.3, fix: "Connect the company again." },
      ],
      page: SDK,
      example: { error: "invalid_grant", status: 400 },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.65,
          fix: "Copy Client ID and Client Secret of Keys & credentials, both of one environment, without white space.",
        },
        { reason: "client-auth/secret-absent", weight: 0.35, fix: "Send Authorization: Basic base64(id:secret)." },
        {
          reason: "request/wrong-environment",
          weight: 0.25,
          fix: "Development keys go with the sandbox, Production keys with companies.",
        },
      ],
      page: CLIENT,
      example: { error: "invalid_client", status: 401 },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/unknown",
          weight: 0.6,
          fix: "Use com.intuit.quickbooks.accounting, com.intuit.quickbooks.payment, openid, profile, email, phone, address.",
        },
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.5,
          fix: "Tick the product (Accounting, Payments) in the app.",
        },
      ],
      page: SANDBOX,
      example: { error: "invalid_scope" },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.92, fix: "The user closed the page: offer to begin again." }],
      page: SANDBOX,
      example: { error: "access_denied" },
    },
    {
      id: "3200",
      says: /message=AuthenticationFailed|\b003200\b|errorCode\W{0,3}3200\b/i,
      status: 401,
      means: [
        { reason: "token/expired", weight: 0.7, fix: "Refresh it: access tokens live one hour." },
        { reason: "token/malformed", weight: 0.3, fix: "Send Authorization: Bearer <access token>." },
        { reason: "token/revoked", weight: 0.25, fix: "Connect the company again." },
      ],
      page: SDK,
      example: { body: "message=AuthenticationFailed; errorCode=003200; statusCode=401", status: 401 },
    },
    {
      id: "3100",
      says: /ApplicationAuthorizationFailed|\b003100\b|errorCode\W{0,3}3100\b/i,
      means: [
        {
          reason: "request/wrong-environment",
          weight: 0.65,
          fix: "Call sandbox-quickbooks.api.intuit.com with Development tokens and quickbooks.api.intuit.com with Production ones.",
        },
        { reason: "token/wrong-audience", weight: 0.4, fix: "Use the realmId for which the token was issued." },
        { reason: "token/insufficient-scope", weight: 0.3, fix: "Ask for com.intuit.quickbooks.accounting." },
      ],
      page: SANDBOX,
      example: { body: "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403", status: 403 },
    },
    {
      id: "3001",
      says: /ThrottleExceeded|\b003001\b/i,
      means: [{ reason: "server/rate-limited", weight: 0.96, fix: "Stay below 500 requests a minute per company." }],
      page: SDK,
      example: { body: "message=ThrottleExceeded; errorCode=003001; statusCode=429", status: 429 },
    },
    {
      id: "permission",
      says: /Permission Denied Error/i,
      means: [
        { reason: "token/insufficient-scope", weight: 0.55, fix: "Ask for the scope of the product." },
        {
          reason: "user/account-not-ready",
          weight: 0.3,
          fix: "The subscription or the user's rights in the company do not allow it.",
        },
      ],
      page: SDK,
      example: { body: '{"Fault":{"Error":[{"Message":"Permission Denied Error","code":"5020"}]}}', status: 403 },
    },
    {
      id: "page",
      says: /Uh oh, there.?s a connection problem|didn.?t connect\. Please try again later|experiencing some problems\. Please try again/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.5,
          fix: "Press View error details, and list the redirect URI in the keys of that environment.",
        },
        { reason: "client/unknown", weight: 0.3, fix: "Check the Client ID." },
        { reason: "scope/unknown", weight: 0.2, fix: "Check the scope." },
      ],
      page: SANDBOX,
      example: {
        text: "Uh oh, there's a connection problem. Sorry, but ExampleApp didn't connect. Please try again later",
      },
    },
  ],
  departures: [{ says: "invalid_grant often comes without a description.", page: GRANT }],
};
