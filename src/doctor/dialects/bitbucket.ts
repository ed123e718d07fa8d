/** Bitbucket Cloud: OAuth consumers and the 2.0 API. */
import type { Dialect } from "./define.ts";

const AUTH = "https://github.com/p2/OAuth2/issues/96";
const SECRET = "https://github.com/harness/harness/issues/1650";
const PUBLIC = "https://github.com/jenkinsci/bitbucket-build-status-notifier-plugin/pull/47";
const FORM = "https://github.com/plentico/plenti/issues/280";
const REDIRECT = "https://github.com/rbansal42/bitbucket-cli/issues/50";
const SETUP = "https://github.com/gildas/bitbucket-cli/issues/35";

export const bitbucket: Dialect = {
  provider: "bitbucket",
  name: "Bitbucket",
  hosts: ["bitbucket.org", "api.bitbucket.org"],
  marks: [/\/site\/oauth2\/(authorize|access_token)/],
  signatures: [
    {
      id: "no-credentials",
      says: /Requests must be authenticated using OAuth client credentials/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-absent",
          weight: 0.6,
          fix: "Send key and secret of the consumer by HTTP Basic to /site/oauth2/access_token.",
        },
        {
          reason: "client-auth/method-mismatch",
          weight: 0.4,
          fix: "Use Basic, not the body.",
          tell: "client_secret is in the body.",
        },
      ],
      page: AUTH,
      example: {
        error: "unauthorized_client",
        description: "Requests must be authenticated using OAuth client credentials",
      },
    },
    {
      id: "credentials",
      says: /Invalid OAuth client credentials/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.75,
          fix: "Copy Key and Secret of Workspace settings > OAuth consumers again.",
        },
        { reason: "client/unknown", weight: 0.4, fix: "Check the Key; a deleted consumer is unknown." },
      ],
      page: SECRET,
      example: { error: "unauthorized_client", description: "Invalid OAuth client credentials", status: 400 },
    },
    {
      id: "public",
      says: /Cannot use client_credentials with a consumer marked as .{0,2}public/i,
      distinctive: true,
      means: [
        {
          reason: "client/type-mismatch",
          weight: 0.95,
          fix: "Tick This is a private consumer under Workspace settings > OAuth consumers > Edit.",
        },
      ],
      page: PUBLIC,
      example: {
        error: "invalid_request",
        description:
          'Cannot use client_credentials with a consumer marked as "public". Calls for auto generated consumers should use urn:bitbucket:oauth2:jwt instead.',
      },
    },
    {
      id: "grant-none",
      says: /Unsupported grant type: None/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-content-type",
          weight: 0.85,
          fix: "POST application/x-www-form-urlencoded: JSON is not read.",
        },
        { reason: "request/parameter-absent", weight: 0.4, fix: "Send grant_type." },
      ],
      page: FORM,
      example: { error: "unsupported_grant_type", description: "Unsupported grant type: None" },
    },
    {
      id: "grant-type",
      says: /Unsupported grant type/i,
      means: [
        {
          reason: "request/grant-type-unsupported",
          weight: 0.85,
          fix: "Use authorization_code, refresh_token, client_credentials or urn:bitbucket:oauth2:jwt.",
        },
      ],
      page: FORM,
      example: { error: "unsupported_grant_type", description: "Unsupported grant type: pass" },
    },
    {
      id: "redirect",
      says: /This integration is misconfigured\. Contact the vendor/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.85,
          fix: "Set Callback URL of the consumer (Workspace settings > OAuth consumers); the sent URI must lie below it.",
        },
        { reason: "client/unknown", weight: 0.15, fix: "Check the client_id." },
      ],
      page: REDIRECT,
      example: { text: "Invalid redirect_uri. This integration is misconfigured. Contact the vendor for assistance." },
    },
    {
      id: "no-callback",
      says: /No callback uri defined/i,
      means: [{ reason: "redirect-uri/unregistered", weight: 0.93, fix: "Enter a Callback URL in the consumer." }],
      page: SETUP,
      example: { text: "No callback uri defined for the OAuth client." },
    },
    {
      id: "code",
      says: /specified code is not valid/i,
      means: [
        {
          reason: "code/already-used",
          weight: 0.5,
          fix: "Exchange each code once.",
          tell: "An earlier exchange succeeded.",
        },
        { reason: "code/expired", weight: 0.45, fix: "Exchange the code at once." },
        { reason: "code/of-other-client", weight: 0.25, fix: "Use one consumer in both requests." },
      ],
      page: SETUP,
      example: { error: "invalid_grant", description: "The specified code is not valid." },
    },
    {
      id: "refresh",
      says: /Invalid refresh_token/i,
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.5,
          fix: "Send the user through /site/oauth2/authorize again: access was revoked under App authorizations.",
        },
        {
          reason: "refresh-token/expired",
          weight: 0.35,
          fix: "Send the user through authorization again: unused ones end after three months.",
        },
        { reason: "refresh-token/of-other-client", weight: 0.3, fix: "Refresh with the consumer that got the token." },
      ],
      page: SETUP,
      example: { error: "invalid_grant", description: "Invalid refresh_token" },
    },
    {
      id: "expired",
      says: /Access token expired\. Use your refresh token/i,
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: access tokens live two hours." }],
      page: SETUP,
      example: {
        body: '{"type":"error","error":{"message":"Access token expired. Use your refresh token to obtain a new access token."}}',
        status: 401,
      },
    },
    {
      id: "scopes",
      says: /credentials lack one or more required privilege scopes/i,
      distinctive: true,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.95,
          fix: "Tick the permission named in required in the consumer and authorize again.",
        },
      ],
      page: SETUP,
      example: {
        body: '{"type":"error","error":{"message":"Your credentials lack one or more required privilege scopes.","detail":{"required":["repository:write"],"granted":["account"]}}}',
        status: 403,
      },
    },
    {
      id: "token",
      says: /Token is invalid, expired, or not supported for this endpoint/i,
      distinctive: true,
      means: [
        { reason: "token/expired", weight: 0.5, fix: "Refresh it: access tokens live two hours." },
        { reason: "token/unknown", weight: 0.4, fix: "Send the access token of the consumer, whole, after Bearer." },
        { reason: "token/malformed", weight: 0.2, fix: "An API token goes by Basic with the e-mail address." },
      ],
      page: REDIRECT,
      example: { body: "Token is invalid, expired, or not supported for this endpoint.", status: 401 },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.92, fix: "The user pressed Cancel: offer to begin again." }],
      page: SETUP,
      example: { error: "access_denied" },
    },
  ],
  departures: [
    { says: "Wrong client credentials are unauthorized_client with status 400.", page: SECRET },
    { says: "Scopes are those of the consumer; the scope parameter is not needed.", page: SETUP },
  ],
};
