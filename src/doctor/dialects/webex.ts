/** Webex: integrations at webexapis.com. */
import type { Dialect } from "./define.ts";

const SCOPE = "https://github.com/CiscoDevNet/webex-integration-sample/issues/3";
const REFRESH = "https://github.com/novuhq/novu/pull/11633";
const ENDPOINT = "https://github.com/anthropics/claude-code/issues/84426";
const CODE = "https://github.com/WebexSamples/webex-auth-sample/issues/4";

export const webex: Dialect = {
  provider: "webex",
  name: "Webex",
  hosts: ["webexapis.com", "idbroker.webex.com", "api.ciscospark.com"],
  marks: [/\bROUTERGW_|spark:[a-z_]+/],
  signatures: [
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.8,
          fix: "Tick every requested scope in the integration at developer.webex.com/my-apps, each by itself.",
        },
        { reason: "scope/unknown", weight: 0.3, fix: "Take names from the list (spark:people_read)." },
      ],
      page: SCOPE,
      example: { error: "invalid_scope", description: "The requested scope is invalid." },
    },
    {
      id: "redirect",
      error: "redirect_uri_mismatch",
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URI letter for letter under Redirect URI(s) of the integration.",
        },
      ],
      page: CODE,
      example: {
        error: "redirect_uri_mismatch",
        description: "The redirect URI in the request does not match a registered redirect URI",
      },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        {
          reason: "refresh-token/expired",
          weight: 0.4,
          fix: "Authorize again: it lives 90 days.",
          tell: "grant_type is refresh_token.",
        },
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        { reason: "code/redirect-uri-mismatch", weight: 0.35, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: REFRESH,
      example: { error: "invalid_grant" },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.65,
          fix: "Copy Client ID and Client Secret of the integration.",
        },
        { reason: "client/unknown", weight: 0.35, fix: "Check the Client ID." },
      ],
      page: CODE,
      example: { error: "invalid_client" },
    },
    {
      id: "token",
      says: /requires a valid access token/i,
      means: [
        { reason: "token/expired", weight: 0.5, fix: "Refresh it: access tokens live 14 days." },
        { reason: "token/absent", weight: 0.35, fix: "Send Authorization: Bearer <access token>." },
        {
          reason: "request/wrong-endpoint",
          weight: 0.35,
          fix: "Begin at https://webexapis.com/v1/authorize.",
          tell: "It is the response to an authorization request.",
        },
      ],
      page: ENDPOINT,
      example: {
        body: '{"message":"The request requires a valid access token set in the Authorization request header.","trackingId":"ROUTERGW_example"}',
        status: 401,
      },
    },
    {
      id: "forbidden",
      says: /missing required scopes|missing required roles|does not have .{0,20}required scope/i,
      means: [
        { reason: "token/insufficient-scope", weight: 0.9, fix: "Tick and ask for the scope, and authorize again." },
      ],
      page: SCOPE,
      example: {
        body: '{"message":"The server understood the request, but refused to fulfill it because the access token is missing required scopes or the user is missing required roles or licenses."}',
        status: 403,
      },
    },
  ],
};
