/** RingCentral: OAuth (OAU codes) and the API. */
import type { Dialect } from "./define.ts";

const OAU109 = "https://github.com/googleworkspace/apps-script-oauth2/issues/129";
const OAU251 = "https://github.com/ringcentral/ringcentral-web-phone/issues/116";
const OAU123 = "https://github.com/ringcentral/ringcentral-api-docs/pull/33";
const IMPLICIT = "https://github.com/ringcentral/ringcentral-js/issues/54";
const WIDGET = "https://github.com/ringcentral/ringcentral-embeddable/issues/914";

export const ringcentral: Dialect = {
  provider: "ringcentral",
  name: "RingCentral",
  hosts: ["platform.ringcentral.com", "platform.devtest.ringcentral.com", "login.ringcentral.com"],
  marks: [/\bOAU-\d{3}\b|\bCMN-\d{3}\b/],
  signatures: [
    {
      id: "OAU-109",
      says: /\bOAU-109\b|Redirect URIs do not match/i,
      distinctive: true,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.65,
          fix: "Send to /restapi/oauth/token the redirect_uri of the authorize request.",
        },
        {
          reason: "redirect-uri/unregistered",
          weight: 0.55,
          fix: "Add it letter for letter under OAuth Redirect URI of the app.",
        },
      ],
      page: OAU109,
      example: {
        error: "invalid_grant",
        description: "Redirect URIs do not match",
        body: '{"error":"invalid_grant","error_description":"Redirect URIs do not match","errors":[{"errorCode":"OAU-109","message":"Redirect URIs do not match"}]}',
      },
    },
    {
      id: "OAU-251",
      says: /\bOAU-251\b|Unauthorized for this grant type/i,
      distinctive: true,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.85,
          fix: "Choose the auth flow of the app (JWT, code) under Auth; password has been withdrawn.",
        },
        {
          reason: "client/type-mismatch",
          weight: 0.35,
          fix: "Make an app of the right type (server-only, browser-based).",
        },
      ],
      page: OAU251,
      example: { error: "unauthorized_client", description: "Unauthorized for this grant type", status: 400 },
    },
    {
      id: "implicit",
      says: /unauthorized for the required grant type/i,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.93,
          fix: "Choose a browser-based app, or use the code flow with PKCE.",
        },
      ],
      page: IMPLICIT,
      example: {
        error: "unauthorized_client",
        description: "The client is unauthorized for the required grant type: [IMPLICIT]",
      },
    },
    {
      id: "OAU-123",
      says: /\bOAU-123\b|Client authentication is required/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-absent",
          weight: 0.93,
          fix: "Send Basic base64(client id:secret), or client_id in the body for a public app.",
        },
      ],
      page: OAU123,
      example: { error: "invalid_client", description: "Client authentication is required" },
    },
    {
      id: "OAU-101",
      says: /\bOAU-101\b|Parameter \[.{1,30}\] is (invalid|missing)/i,
      means: [{ reason: "request/parameter-absent", weight: 0.75, fix: "Send the named parameter in a form body." }],
      page: OAU123,
      example: { error: "invalid_request", description: "Parameter [grant_type] is invalid" },
    },
    {
      id: "OAU-140",
      says: /\bOAU-14[09]\b|Invalid resource owner credentials/i,
      means: [
        { reason: "user/credentials-wrong", weight: 0.75, fix: "Check user name, extension and password, or the JWT." },
        {
          reason: "request/wrong-environment",
          weight: 0.4,
          fix: "Sandbox accounts go to platform.devtest.ringcentral.com.",
        },
      ],
      page: OAU251,
      example: { error: "invalid_grant", description: "Invalid resource owner credentials" },
    },
    {
      id: "client",
      says: /Invalid client( application)?:|\bOAU-1(46|53)\b|Wrong client/i,
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.6, fix: "Copy Client ID and Client Secret of the app." },
        {
          reason: "request/wrong-environment",
          weight: 0.4,
          fix: "Sandbox and production have credentials of their own.",
        },
      ],
      page: OAU123,
      example: { error: "invalid_client", description: "Wrong client credentials" },
    },
    {
      id: "token-expired",
      says: /\bOAU-2(10|11|12)\b|Token (is )?expired/i,
      means: [
        {
          reason: "refresh-token/expired",
          weight: 0.55,
          fix: "Authorize again: refresh tokens live seven days.",
          tell: "It comes from the token endpoint.",
        },
        { reason: "token/expired", weight: 0.5, fix: "Refresh it: access tokens live one hour." },
      ],
      page: WIDGET,
      example: {
        error: "invalid_grant",
        description: "Token is expired",
        body: '{"error":"invalid_grant","error_description":"Token is expired","errors":[{"errorCode":"OAU-210","message":"Token is expired"}]}',
      },
    },
    {
      id: "token-unknown",
      says: /\bOAU-2(13|14|32|49)\b|Token not found|Authorization header is not specified/i,
      means: [
        { reason: "token/revoked", weight: 0.5, fix: "Authorize again: a newer token ended it, or it was revoked." },
        { reason: "token/unknown", weight: 0.45, fix: "Use the host of the token's environment." },
      ],
      page: WIDGET,
      example: { body: '{"errorCode":"OAU-213","message":"Token not found"}', status: 401 },
    },
    {
      id: "permission",
      says: /\bCMN-(401|408)\b|In order to call this API endpoint, application needs to have/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.93,
          fix: "Tick the named permission of the app and get a new token.",
        },
      ],
      page: WIDGET,
      example: {
        body: '{"errorCode":"CMN-401","message":"In order to call this API endpoint, application needs to have [SMS] permission"}',
        status: 403,
      },
    },
    {
      id: "rate",
      says: /\bCMN-301\b|Request rate exceeded/i,
      means: [{ reason: "server/rate-limited", weight: 0.97, fix: "Wait for Retry-After." }],
      page: WIDGET,
      example: { body: '{"errorCode":"CMN-301","message":"Request rate exceeded"}', status: 429 },
    },
  ],
};
