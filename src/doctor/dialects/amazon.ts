/** Amazon: Login with Amazon, the Selling Partner and Advertising APIs. */
import type { Dialect } from "./define.ts";

const CODE = "https://github.com/amzn/selling-partner-api-models/issues/807";
const BETA = "https://github.com/amzn/selling-partner-api-models/issues/4480";
const REFRESH = "https://github.com/amzn/selling-partner-api-models/issues/2997";
const MD4010 = "https://github.com/amzn/selling-partner-api-docs/issues/713";
const MD9999 = "https://github.com/amzn/selling-partner-api-docs/issues/533";
const EXCHANGE = "https://github.com/jrl84/amazon-sp-api/issues/182";

export const amazon: Dialect = {
  provider: "amazon",
  name: "Amazon",
  hosts: [
    "api.amazon.com",
    "api.amazon.co.uk",
    "api.amazon.co.jp",
    "www.amazon.com",
    "sellercentral.amazon.com",
    ".amazon.com",
    ".sellingpartnerapi-na.amazon.com",
  ],
  marks: [/amzn1\.(application|account)|\bAtz[ar]\||spapi_oauth_code|x-amz-access-token/i],
  signatures: [
    {
      id: "code",
      says: /invalid grant parameter\s*:\s*code/i,
      distinctive: true,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Exchange spapi_oauth_code (or code) once." },
        { reason: "code/expired", weight: 0.45, fix: "Exchange it within five minutes." },
        {
          reason: "code/of-other-client",
          weight: 0.35,
          fix: "Use client id and secret of the very application (LWA credentials) that began the flow.",
        },
        { reason: "code/redirect-uri-mismatch", weight: 0.3, fix: "Send the redirect_uri of the flow." },
      ],
      page: CODE,
      example: {
        error: "invalid_grant",
        description: "The request has an invalid grant parameter : code",
        status: 400,
      },
    },
    {
      id: "refresh",
      says: /invalid grant parameter\s*:\s*refresh_token/i,
      distinctive: true,
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.6,
          fix: "Let the seller authorize again: it was revoked under Manage Your Apps, or the yearly renewal is due.",
        },
        {
          reason: "refresh-token/of-other-client",
          weight: 0.45,
          fix: "Refresh with the LWA credentials of the application that got the token.",
        },
        { reason: "refresh-token/unknown", weight: 0.3, fix: "Send the whole token, Atzr|..., encoded for the form." },
      ],
      page: REFRESH,
      example: {
        error: "invalid_grant",
        description:
          "The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the permission.",
        status: 400,
      },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.4, fix: "Exchange the code once, within five minutes." },
        {
          reason: "grant/revoked-by-user",
          weight: 0.4,
          fix: "Let the seller authorize again.",
          tell: "grant_type is refresh_token.",
        },
      ],
      page: EXCHANGE,
      example: { error: "invalid_grant" },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.7,
          fix: "Copy the LWA credentials of the app under View in Developer Central.",
        },
        {
          reason: "client-auth/secret-expired",
          weight: 0.5,
          fix: "Rotate the LWA client secret: SP-API secrets expire after 180 days.",
          tell: "It worked before.",
        },
      ],
      page: CODE,
      example: { error: "invalid_client", description: "Client authentication failed", status: 401 },
    },
    {
      id: "unauthorized",
      error: "unauthorized_client",
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.7,
          fix: "client_credentials needs a scope such as sellingpartnerapi::notifications; a user's data needs the code flow.",
        },
        { reason: "client/disabled", weight: 0.2, fix: "Check the state of the developer profile." },
      ],
      page: CODE,
      example: { error: "unauthorized_client", description: "Not authorized for requested operation", status: 400 },
    },
    {
      id: "missing",
      says: /missing a required parameter\s*:?/i,
      means: [
        { reason: "request/parameter-absent", weight: 0.8, fix: "Send the named parameter in a form body." },
        { reason: "request/wrong-content-type", weight: 0.4, fix: "POST application/x-www-form-urlencoded." },
      ],
      page: CODE,
      example: {
        error: "invalid_request",
        description: "The request is missing a required parameter : client_id",
        status: 400,
      },
    },
    {
      id: "scope",
      says: /unknown scope was requested/i,
      means: [
        {
          reason: "scope/unknown",
          weight: 0.65,
          fix: "Use profile, profile:user_id, postal_code, or the API's own scope.",
        },
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.55,
          fix: "advertising:: and sellingpartnerapi:: scopes are given to approved clients only.",
        },
      ],
      page: CODE,
      example: { error: "invalid_scope", description: "An unknown scope was requested" },
    },
    {
      id: "grant-type",
      error: "unsupported_grant_type",
      means: [
        {
          reason: "request/grant-type-unsupported",
          weight: 0.6,
          fix: "Use authorization_code, refresh_token or client_credentials.",
        },
        { reason: "request/wrong-content-type", weight: 0.4, fix: "POST a form." },
      ],
      page: CODE,
      example: {
        error: "unsupported_grant_type",
        description: "The authorization grant type is not supported by the authorization server",
      },
    },
    {
      id: "redirect",
      says: /redirect URI you provided has not been whitelisted/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.95,
          fix: "Add it under Security Profile > Web Settings > Allowed Return URLs.",
        },
      ],
      page: CODE,
      example: { text: "400 Bad Request: The redirect URI you provided has not been whitelisted for your application" },
    },
    {
      id: "client-page",
      says: /Unknown client.?id|invalid client_id/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.92,
          fix: "Copy the Client ID amzn1.application-oa2-client.... of the Security Profile.",
        },
      ],
      page: CODE,
      example: { text: "400 Bad Request: Unknown client id" },
    },
    {
      id: "MD1000",
      says: /\bMD(1000|9100|9999|5101|5110)\b/,
      means: [
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.6,
          fix: "Add version=beta to the authorize URL while the application is Draft.",
          tell: "The app is not published.",
        },
        {
          reason: "redirect-uri/unregistered",
          weight: 0.4,
          fix: "Enter OAuth Login URI and OAuth Redirect URI in the app, and send one of them.",
        },
        { reason: "client/unknown", weight: 0.3, fix: "Send application_id amzn1.sp.solution..., not the client id." },
      ],
      page: MD9999,
      example: { text: "Error Code MD1000" },
    },
    {
      id: "MD4010",
      says: /\bMD4010\b/,
      means: [
        {
          reason: "request/wrong-environment",
          weight: 0.6,
          fix: "Authorize on the Seller Central of the region in which the application is registered.",
        },
        { reason: "grant/app-in-testing-mode", weight: 0.35, fix: "Use version=beta for a draft." },
      ],
      page: MD4010,
      example: { text: "Error Code MD4010" },
    },
    {
      id: "expired",
      says: /access token you provided has expired/i,
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: it lives one hour." }],
      page: CODE,
      example: {
        body: '{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":"The access token you provided has expired."}]}',
        status: 403,
      },
    },
    {
      id: "malformed",
      says: /access token you provided is revoked, malformed or invalid/i,
      means: [
        { reason: "token/malformed", weight: 0.5, fix: "Send the LWA access token (Atza|...) in x-amz-access-token." },
        { reason: "token/revoked", weight: 0.4, fix: "Let the seller authorize again." },
      ],
      page: CODE,
      example: {
        body: '{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":"The access token you provided is revoked, malformed or invalid."}]}',
        status: 403,
      },
    },
    {
      id: "missing-token",
      says: /Access token is missing in the request header/i,
      means: [{ reason: "token/absent", weight: 0.97, fix: "Send x-amz-access-token, not Authorization." }],
      page: CODE,
      example: {
        body: '{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":"Access token is missing in the request header."}]}',
        status: 403,
      },
    },
    {
      id: "denied-resource",
      says: /Access to requested resource is denied/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.7,
          fix: "Give the application the role that the operation needs, and let the seller authorize again.",
        },
        {
          reason: "request/wrong-environment",
          weight: 0.35,
          fix: "Call the endpoint of the seller's region (na, eu, fe).",
        },
      ],
      page: BETA,
      example: {
        body: '{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":""}]}',
        status: 403,
      },
    },
    {
      id: "quota",
      says: /QuotaExceeded|exceeded your quota for the requested resource/i,
      means: [{ reason: "server/rate-limited", weight: 0.97, fix: "Slow down to x-amzn-RateLimit-Limit." }],
      page: CODE,
      example: {
        body: '{"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota for the requested resource."}]}',
        status: 429,
      },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.9, fix: "The user pressed Cancel: offer to begin again." }],
      page: BETA,
      example: { error: "access_denied" },
    },
  ],
  departures: [
    { says: "SP-API answers its code as spapi_oauth_code and takes the token in x-amz-access-token.", page: CODE },
  ],
};
