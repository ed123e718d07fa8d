/** Atlassian: OAuth 2.0 (3LO) of Jira and Confluence Cloud, and its MCP server. */
import type { Dialect } from "./define.ts";

const REDIRECT = "https://github.com/atlassian/atlassian-mcp-server/issues/246";
const MCP = "https://github.com/github/copilot-cli/issues/4901";
const SCOPE = "https://github.com/endara-ai/endara-desktop/pull/109";
const REFRESH = "https://github.com/pilcrowonpaper/arctic/issues/63";
const OFFLINE = "https://github.com/obot-platform/tools/pull/310";
const ENABLE = "https://github.com/n8n-io/n8n-docs/pull/5197";
const UNAUTHORIZED = "https://github.com/jsarafajr/passport-atlassian-oauth2/issues/1";

export const atlassian: Dialect = {
  provider: "atlassian",
  name: "Atlassian",
  hosts: ["auth.atlassian.com", "id.atlassian.com", "api.atlassian.com", "mcp.atlassian.com", ".atlassian.net"],
  marks: [/id\.atlassian\.com\/error/],
  signatures: [
    {
      id: "redirect-loopback",
      says: /redirect_uri is not registered( for client)?:?\s*http:\/\/(127\.0\.0\.1|localhost)/i,
      means: [
        {
          reason: "redirect-uri/port-mismatch",
          weight: 0.5,
          fix: "Register the very URL that is sent: a random loopback port is not matched loosely. Register again at each start, or use a fixed port.",
          tell: "Only the port differs from the registered one.",
        },
        {
          reason: "redirect-uri/unregistered",
          weight: 0.6,
          fix: "Add the Callback URL under Authorization > OAuth 2.0 (3LO) in the developer console.",
        },
      ],
      page: MCP,
      example: {
        error: "unauthorized_client",
        description: "redirect_uri is not registered for client: http://127.0.0.1:49152/callback",
      },
    },
    {
      id: "redirect",
      says: /redirect_uri is not registered/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Enter it letter for letter as Callback URL under Authorization > OAuth 2.0 (3LO) in the developer console.",
        },
      ],
      page: REDIRECT,
      example: {
        error: "unauthorized_client",
        description: "redirect_uri is not registered for client: https://app.example.com/callback",
      },
    },
    {
      id: "refresh",
      says: /refresh_token is invalid|Unknown or invalid refresh token/i,
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.6,
          fix: "Store the refresh_token of every refresh and let one process refresh: they rotate.",
          tell: "The same token was sent before.",
        },
        {
          reason: "refresh-token/expired",
          weight: 0.35,
          fix: "Send the user through authorization again: 90 days unused end it (365 in all).",
        },
        {
          reason: "grant/revoked-by-user",
          weight: 0.3,
          fix: "Send the user through authorization again: the app was removed under Connected apps, or the password changed.",
        },
        { reason: "refresh-token/of-other-client", weight: 0.2, fix: "Refresh with the app that got the token." },
      ],
      page: REFRESH,
      example: { error: "unauthorized_client", description: "refresh_token is invalid", status: 403 },
    },
    {
      id: "code",
      says: /(Invalid authorization code|authorization_code is invalid)/i,
      means: [
        {
          reason: "code/already-used",
          weight: 0.5,
          fix: "Exchange each code once.",
          tell: "An earlier exchange succeeded.",
        },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code at once." },
        { reason: "code/redirect-uri-mismatch", weight: 0.3, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: UNAUTHORIZED,
      example: { error: "invalid_grant", description: "Invalid authorization code" },
    },
    {
      id: "scope-match",
      says: /Unauthorized; scope does not match/i,
      distinctive: true,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.93,
          fix: "Add the scope (granular ones where the endpoint needs them) under Permissions, ask for it and let the user consent again.",
        },
      ],
      page: ENABLE,
      example: { body: '{"code":401,"message":"Unauthorized; scope does not match"}', status: 401 },
    },
    {
      id: "in-development",
      says: /under development; only the owner|not (been )?(shared|distributed)|your app is (still )?in development/i,
      means: [
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.95,
          fix: "Set Distribution > Sharing in the developer console.",
        },
      ],
      page: ENABLE,
      example: {
        text: "This app is under development; only the owner of this app may grant it access to their account.",
      },
    },
    {
      id: "not-installed",
      says: /The app is not installed on this instance/i,
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.6,
          fix: "Authorize again for that site: accessible-resources lists the sites of the token.",
        },
        { reason: "token/wrong-audience", weight: 0.4, fix: "Use a cloudid of accessible-resources in the path." },
      ],
      page: ENABLE,
      example: { body: '{"code":403,"message":"The app is not installed on this instance"}', status: 403 },
    },
    {
      id: "mcp-scope",
      says: /Incorrect request parameters/i,
      means: [
        {
          reason: "request/parameter-rejected",
          weight: 0.7,
          fix: "Leave scope out at mcp.atlassian.com: the server derives it.",
        },
        {
          reason: "request/parameter-absent",
          weight: 0.3,
          fix: "Send audience=api.atlassian.com, prompt=consent, response_type=code and state.",
        },
      ],
      page: SCOPE,
      example: { error: "invalid_request", description: "Incorrect request parameters" },
    },
    {
      id: "invalid-request-refresh",
      error: "invalid_request",
      endpoint: "token",
      means: [
        {
          reason: "request/parameter-absent",
          weight: 0.6,
          fix: "Send grant_type, client_id, client_secret and refresh_token (or code and redirect_uri).",
        },
        {
          reason: "request/wrong-content-type",
          weight: 0.3,
          fix: "Send a JSON body with Content-Type: application/json.",
        },
      ],
      page: REFRESH,
      example: {
        error: "invalid_request",
        status: 400,
        request:
          'POST https://auth.atlassian.com/oauth/token\nContent-Type: application/json\n\n{"grant_type":"refresh_token"}',
      },
    },
    {
      id: "unauthorized-token",
      error: "access_denied",
      says: /^Unauthorized$/im,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.75,
          fix: "Copy the Secret of Settings in the developer console.",
        },
        { reason: "client/unknown", weight: 0.3, fix: "Check the Client ID." },
      ],
      page: UNAUTHORIZED,
      example: { error: "access_denied", description: "Unauthorized", status: 401 },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [
        {
          reason: "user/denied",
          weight: 0.92,
          fix: "The user pressed Cancel, or has no site with the product: offer to begin again.",
        },
      ],
      page: ENABLE,
      example: { error: "access_denied", description: "User did not authorize the request" },
    },
    {
      id: "client",
      says: /couldn'?t identify the app requesting access|Unknown client/i,
      means: [
        { reason: "client/unknown", weight: 0.9, fix: "Copy the Client ID of Settings in the developer console." },
      ],
      page: ENABLE,
      example: { text: "We couldn't identify the app requesting access." },
    },
    {
      id: "invalid-scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.75,
          fix: "Add every requested scope under Permissions of the app.",
        },
        { reason: "scope/unknown", weight: 0.35, fix: "Check the names; do not send more than fit the app." },
      ],
      page: ENABLE,
      example: { error: "invalid_scope" },
    },
    {
      id: "not-authenticated",
      says: /Client must be authenticated to access this resource/i,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.55,
          fix: "Call https://api.atlassian.com/ex/jira/{cloudid}/..., not the site's own URL.",
        },
        { reason: "token/absent", weight: 0.4, fix: "Send Authorization: Bearer <access token>." },
      ],
      page: ENABLE,
      example: {
        body: '{"message":"Client must be authenticated to access this resource.","status-code":401}',
        status: 401,
      },
    },
    {
      id: "unauthorized",
      says: /"?message"?\s*:\s*"Unauthorized"|^Unauthorized$/im,
      status: 401,
      means: [
        {
          reason: "token/expired",
          weight: 0.7,
          fix: "Refresh it (ask for offline_access): access tokens live one hour.",
        },
        { reason: "token/malformed", weight: 0.3, fix: "Send the whole token: it is a long JWT." },
      ],
      page: OFFLINE,
      example: { body: '{"code":401,"message":"Unauthorized"}', status: 401 },
    },
    {
      id: "rate",
      says: /Rate limit exceeded|Too many requests/i,
      status: 429,
      means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Wait for Retry-After." }],
      page: ENABLE,
      example: { body: '{"code":429,"message":"Rate limit exceeded"}', status: 429 },
    },
  ],
  departures: [
    { says: "A redirect URI that is not registered is unauthorized_client.", page: REDIRECT },
    { says: "The token endpoint takes JSON.", page: REFRESH },
    { says: "The MCP server's registration drops scope silently.", page: SCOPE },
  ],
};
