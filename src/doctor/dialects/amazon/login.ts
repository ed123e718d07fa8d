/** Amazon: Login with Amazon, the Selling Partner and Advertising APIs: login. */
import type { Signature } from "../define.ts";

const CODE = "https://github.com/amzn/selling-partner-api-models/issues/807";
const REFRESH = "https://github.com/amzn/selling-partner-api-models/issues/2997";
const EXCHANGE = "https://github.com/jrl84/amazon-sp-api/issues/182";

export const login: readonly Signature[] = [
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
];
