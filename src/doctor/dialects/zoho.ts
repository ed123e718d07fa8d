/** Zoho: accounts.zoho.* and the APIs of its data centers. */
import type { Dialect } from "./define.ts";

const KAIZEN = "https://help.zoho.com/portal/en/community/topic/kaizen-4-troubleshooting-oauth2-0?page=9";
const DC = "https://docs.unified.to/skills/zoho-api-console-oauth/SKILL.md";
const AUTH = "https://zoho.com/accounts/protocol/oauth/web-apps/authorization.html";
const TOKEN = "https://www.zoho.com/assist/api/generate-access-token.html";
const API = "https://pastebin.com/VkvZW1Vy";

export const zoho: Dialect = {
  provider: "zoho",
  name: "Zoho",
  hosts: [
    "accounts.zoho.com",
    "accounts.zoho.eu",
    "accounts.zoho.in",
    "accounts.zoho.com.au",
    "accounts.zoho.com.cn",
    "accounts.zoho.jp",
    "accounts.zohocloud.ca",
    "accounts.zoho.sa",
    "www.zohoapis.com",
    ".zohoapis.com",
    ".zohoapis.eu",
    ".zohoapis.in",
    ".zoho.com",
    ".zoho.eu",
    ".zoho.in",
  ],
  marks: [/Zoho-oauthtoken|accounts-server=https|\b1000\.[0-9a-f]{32}\.[0-9a-f]{32}/i],
  signatures: [
    {
      id: "invalid_code-refresh",
      error: "invalid_code",
      parameter: { name: "grant_type", like: /^refresh_token$/ },
      means: [
        { reason: "refresh-token/revoked", weight: 0.5, fix: "Connect the user again: the token was revoked." },
        {
          reason: "grant/token-limit-exceeded",
          weight: 0.4,
          fix: "More than 20 refresh tokens of one user and app: the oldest ended. Do not ask for consent again each time.",
        },
        {
          reason: "request/wrong-environment",
          weight: 0.4,
          fix: "Refresh at the accounts server of the user's data center.",
        },
      ],
      page: KAIZEN,
      example: {
        error: "invalid_code",
        request:
          "POST https://accounts.zoho.com/oauth/v2/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=example",
      },
    },
    {
      id: "invalid_code",
      error: "invalid_code",
      means: [
        {
          reason: "code/expired",
          weight: 0.5,
          fix: "Exchange the code within two minutes (a Self Client's within the minutes chosen).",
        },
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once." },
        {
          reason: "request/wrong-environment",
          weight: 0.4,
          fix: "Exchange it at the accounts-server of the callback (.com, .eu, .in, ...).",
          tell: "location in the callback is not that of your token URL.",
        },
        {
          reason: "refresh-token/revoked",
          weight: 0.3,
          fix: "Connect the user again.",
          tell: "grant_type is refresh_token.",
        },
      ],
      page: KAIZEN,
      example: { error: "invalid_code", status: 200 },
    },
    {
      id: "invalid_client",
      error: "invalid_client",
      means: [
        {
          reason: "request/wrong-environment",
          weight: 0.5,
          fix: "Use the accounts server of the data center where the client is registered, or switch Multi DC on and use its secret.",
          tell: "The client works in another data center.",
        },
        { reason: "client/unknown", weight: 0.5, fix: "Copy the Client ID (1000....) of api-console.zoho.com." },
        { reason: "client-auth/secret-wrong", weight: 0.3, fix: "Copy the Client Secret of that data center." },
      ],
      page: KAIZEN,
      example: { error: "invalid_client", status: 200 },
    },
    {
      id: "invalid_client_secret",
      error: "invalid_client_secret",
      distinctive: true,
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.85, fix: "Copy the Client Secret of api-console.zoho.com." },
        {
          reason: "request/wrong-environment",
          weight: 0.35,
          fix: "With Multi DC each data center may have a secret of its own.",
        },
      ],
      page: KAIZEN,
      example: { error: "invalid_client_secret", status: 200 },
    },
    {
      id: "invalid_redirect_uri",
      error: ["invalid_redirect_uri", "redirect_uri_mismatch"],
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.65,
          fix: "Add the URI letter for letter under Authorized Redirect URIs at api-console.zoho.com.",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.45,
          fix: "Send to /oauth/v2/token the very redirect_uri of /oauth/v2/auth.",
        },
      ],
      page: KAIZEN,
      example: { error: "invalid_redirect_uri", status: 200 },
    },
    {
      id: "redirect-page",
      says: /Invalid Redirect Uri|Redirect URI passed does not match/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the URI letter for letter under Authorized Redirect URIs at api-console.zoho.com.",
        },
      ],
      page: KAIZEN,
      example: { text: "ERROR: Invalid Redirect Uri. Redirect URI passed does not match with the one configured" },
    },
    {
      id: "client-page",
      says: /Invalid Client(?!\w)|Client ID passed does not exist/i,
      means: [
        { reason: "client/unknown", weight: 0.7, fix: "Copy the Client ID of api-console.zoho.com." },
        {
          reason: "request/wrong-environment",
          weight: 0.45,
          fix: "Begin at the accounts server where the client is registered.",
        },
      ],
      page: KAIZEN,
      example: { text: "Invalid Client. Client ID passed does not exist" },
    },
    {
      id: "scope-page",
      says: /Invalid OAuth Scope(?! to access)|Scope does not exist/i,
      means: [
        {
          reason: "scope/unknown",
          weight: 0.65,
          fix: "Write Service.module.OPERATION (ZohoCRM.modules.ALL), joined by commas.",
        },
        { reason: "scope/wrong-delimiter", weight: 0.4, fix: "Join scopes by a comma, without spaces." },
        { reason: "scope/wrong-case", weight: 0.3, fix: "Write the names in the documented case." },
      ],
      page: KAIZEN,
      example: { text: "Invalid OAuth Scope. Scope does not exist" },
    },
    {
      id: "response-type",
      says: /invalid_response_type/i,
      means: [
        { reason: "request/response-type-unsupported", weight: 0.7, fix: "Send response_type=code." },
        {
          reason: "request/parameter-absent",
          weight: 0.4,
          fix: "Send response_type, client_id, scope and redirect_uri.",
        },
      ],
      page: KAIZEN,
      example: { text: "ERROR_invalid_response_type" },
    },
    {
      id: "too-many",
      says: /You have made too many requests continuously/i,
      means: [
        {
          reason: "server/rate-limited",
          weight: 0.96,
          fix: "Keep the access token for its hour: only ten are issued in ten minutes per refresh token.",
        },
      ],
      page: AUTH,
      example: {
        error: "Access Denied",
        description: "You have made too many requests continuously. Please try again after some time.",
        status: 400,
      },
    },
    {
      id: "general_error",
      error: "general_error",
      means: [
        { reason: "request/wrong-environment", weight: 0.4, fix: "Use the accounts server of the user's data center." },
        { reason: "request/parameter-absent", weight: 0.4, fix: "Send all parameters of the grant as a form." },
        { reason: "server/fault", weight: 0.3, fix: "Send it again later." },
      ],
      page: TOKEN,
      example: { error: "general_error" },
    },
    {
      id: "OAUTH_SCOPE_MISMATCH",
      says: /OAUTH_SCOPE_MISMATCH|invalid oauth scope to access this URL|INVALID_OAUTHSCOPE/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.96,
          fix: "Ask for the scope of the endpoint and authorize again.",
        },
      ],
      page: API,
      example: {
        body: '{"code":"OAUTH_SCOPE_MISMATCH","details":{},"message":"invalid oauth scope to access this URL","status":"error"}',
        status: 401,
      },
    },
    {
      id: "INVALID_TOKEN",
      says: /\bINVALID_TOKEN\b|\bINVALID_OAUTH(TOKEN)?\b|invalid oauth token/,
      means: [
        { reason: "token/expired", weight: 0.55, fix: "Refresh it: access tokens live one hour." },
        {
          reason: "request/wrong-environment",
          weight: 0.4,
          fix: "Call the api_domain of the token's response.",
          tell: "The API's data center is not that of the token.",
        },
        { reason: "token/malformed", weight: 0.3, fix: "Write Authorization: Zoho-oauthtoken <token>." },
      ],
      page: API,
      example: {
        body: '{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}',
        status: 401,
      },
    },
    {
      id: "AUTHENTICATION_FAILURE",
      says: /\bAUTHENTICATION_FAILURE\b/,
      means: [
        { reason: "token/absent", weight: 0.55, fix: "Write Authorization: Zoho-oauthtoken <token>." },
        { reason: "request/wrong-environment", weight: 0.35, fix: "Call the api_domain of the token's response." },
      ],
      page: API,
      example: {
        body: '{"code":"AUTHENTICATION_FAILURE","details":{},"message":"Authentication failed","status":"error"}',
        status: 401,
      },
    },
    {
      id: "no-refresh",
      says: /no refresh[_ ]token (was |is )?(returned|issued|in)/i,
      means: [
        {
          reason: "refresh-token/not-issued",
          weight: 0.9,
          fix: "Send access_type=offline and prompt=consent to /oauth/v2/auth.",
        },
      ],
      page: DC,
      example: { text: "no refresh_token returned" },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.9, fix: "The user pressed Reject: offer to begin again." }],
      page: AUTH,
      example: { error: "access_denied" },
    },
  ],
  departures: [
    {
      says: "Errors of the token endpoint come with status 200, under names of Zoho's own (invalid_code).",
      page: KAIZEN,
    },
    { says: "Scopes are joined by commas; each data center has an accounts server of its own.", page: DC },
    { says: "The API takes Authorization: Zoho-oauthtoken.", page: DC },
  ],
};
