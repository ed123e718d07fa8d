/** Withings: OAuth and the API (status in the body). */
import type { Dialect } from "./define.ts";

const REDIRECT = "https://github.com/withings-sas/api-oauth2-python/issues/5";
const S503 = "https://github.com/jaroslawhartman/withings-sync/issues/215";
const MOVED = "https://github.com/withings-sas/api-oauth2-python/issues/7";
const CLIENT = "https://github.com/home-assistant/home-assistant.io/issues/26159";

export const withings: Dialect = {
  provider: "withings",
  name: "Withings",
  hosts: ["account.withings.com", "wbsapi.withings.net"],
  marks: [/oauth2_user\/authorize2/],
  signatures: [
    {
      id: "redirect",
      says: /redirect URI provided is missing or does not match partner callback url/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the URI letter for letter as Callback URL in the Withings developer dashboard.",
        },
      ],
      page: REDIRECT,
      example: {
        body: '{"errors":[{"message":"redirect_uri_mismatch: The redirect URI provided is missing or does not match partner callback url"}]}',
      },
    },
    {
      id: "client",
      says: /invalid clientid/i,
      means: [{ reason: "client/unknown", weight: 0.93, fix: "Copy the ClientId of the dashboard." }],
      page: CLIENT,
      example: { text: "invalid clientid" },
    },
    {
      id: "503",
      error: "503",
      means: [
        { reason: "code/expired", weight: 0.55, fix: "Exchange the code within 30 seconds." },
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        {
          reason: "refresh-token/reused",
          weight: 0.3,
          fix: "Store the refresh_token of every refresh.",
          tell: "grant_type is refresh_token.",
        },
        { reason: "code/redirect-uri-mismatch", weight: 0.2, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: S503,
      example: { body: '{"status":503,"body":{},"error":"Invalid Params: invalid code"}' },
    },
    {
      id: "endpoint",
      says: /account\.withings\.com\/oauth2\/token|unspecified action|Not implemented/i,
      means: [
        { reason: "request/wrong-endpoint", weight: 0.65, fix: "POST to https://wbsapi.withings.net/v2/oauth2." },
        { reason: "request/parameter-absent", weight: 0.6, fix: "Send action=requesttoken in the form." },
      ],
      page: MOVED,
      example: { body: '{"status":2554,"body":{},"error":"unspecified action"}' },
    },
    {
      id: "token",
      says: /XRequestID.{0,40}invalid_token|The access token provided is invalid/i,
      means: [
        { reason: "token/expired", weight: 0.7, fix: "Refresh it: access tokens live three hours." },
        { reason: "token/unknown", weight: 0.3, fix: "Send Authorization: Bearer <access token>." },
      ],
      page: MOVED,
      example: {
        body: '{"status":401,"body":{},"error":"XRequestID: Not provided invalid_token: The access token provided is invalid"}',
      },
    },
    {
      id: "scope",
      error: "insufficient_scope",
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.9,
          fix: "Ask for user.metrics, user.activity or user.info, joined by commas.",
        },
      ],
      page: MOVED,
      example: { body: '{"status":403,"body":{},"error":"insufficient_scope"}' },
    },
    {
      id: "rate",
      error: "601",
      means: [{ reason: "server/rate-limited", weight: 0.96, fix: "Wait: 120 requests a minute." }],
      page: MOVED,
      example: { body: '{"status":601,"body":{},"error":"Too Many Request"}' },
    },
  ],
  departures: [
    { says: "All responses have HTTP status 200; the real one is in the body as status.", page: S503 },
    { says: "The token endpoint wants action=requesttoken; scopes are joined by commas.", page: MOVED },
  ],
};
