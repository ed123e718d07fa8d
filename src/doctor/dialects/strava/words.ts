/** Strava: OAuth and API v3: words. */
import type { Signature } from "../define.ts";

const SCOPE = "https://github.com/iamstuartwilson/strava/issues/51";
const TOKEN = "https://github.com/dreeveapp/dreeve/issues/292";
const ATHLETE = "https://github.com/stravalib/stravalib/issues/185";
const REFRESH = "https://github.com/dwd0tcom/strava-scriptable-widget/issues/3";

export const words: readonly Signature[] = [
  {
    id: "read_permission",
    says: /AccessToken\W+field\W+[\w:]{1,60}_permission\W+code\W+missing|\b[\w:]{1,60}_permission\W{1,20}code\W{1,20}missing/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.95,
        fix: "Authorize again with scope=activity:read_all (or activity:read); the token of the settings page has read only.",
      },
      {
        reason: "user/denied",
        weight: 0.15,
        fix: "The athlete may untick a permission: read scope in the callback.",
      },
    ],
    page: SCOPE,
    example: {
      text: "Authorization Error: [{'resource': 'AccessToken', 'field': 'activity:read_permission', 'code': 'missing'}]",
    },
  },
  {
    id: "redirect",
    says: /Application\W+field\W+redirect_uri\W+code\W+invalid/i,
    means: [
      {
        reason: "redirect-uri/host-mismatch",
        weight: 0.75,
        fix: "Set Authorization Callback Domain under strava.com/settings/api to the bare host of the URI; localhost is always taken.",
      },
      { reason: "redirect-uri/unregistered", weight: 0.5, fix: "Set the Authorization Callback Domain." },
    ],
    page: TOKEN,
    example: { text: "Bad Request: [{'resource': 'Application', 'field': 'redirect_uri', 'code': 'invalid'}]" },
  },
  {
    id: "client",
    says: /Application\W+field\W+client_id\W+code\W+invalid/i,
    means: [{ reason: "client/unknown", weight: 0.93, fix: "Send the numeric Client ID of strava.com/settings/api." }],
    page: TOKEN,
    example: { text: "Bad Request: [{'resource': 'Application', 'field': 'client_id', 'code': 'invalid'}]" },
  },
  {
    id: "application",
    says: /resource\W+Application\W+field\W+(client_secret)?\W*code\W+invalid/i,
    means: [
      { reason: "client-auth/secret-wrong", weight: 0.8, fix: "Copy the Client Secret of strava.com/settings/api." },
      { reason: "client/unknown", weight: 0.25, fix: "Check the Client ID." },
    ],
    page: TOKEN,
    example: { text: "Authorization Error: [{'resource': 'Application', 'field': '', 'code': 'invalid'}]" },
  },
  {
    id: "inactive",
    says: /Application\W+field\W+Status\W+code\W+Inactive/i,
    means: [
      {
        reason: "client/disabled",
        weight: 0.95,
        fix: "Write to developers@strava.com: the application is inactive.",
      },
    ],
    page: TOKEN,
    example: { text: "Forbidden: [{'resource': 'Application', 'field': 'Status', 'code': 'Inactive'}]" },
  },
  {
    id: "athletes",
    says: /Limit of connected athletes|limit of connected athletes exceeded/i,
    means: [
      {
        reason: "grant/app-in-testing-mode",
        weight: 0.93,
        fix: "A new app takes one athlete: ask Strava for a higher limit.",
      },
    ],
    page: TOKEN,
    example: {
      text: "Forbidden: [{'resource': 'Application', 'field': 'Limit of connected athletes', 'code': 'exceeded'}]",
    },
  },
  {
    id: "code",
    says: /AuthorizationCode\W+field\W+(code)?\W*code\W+(invalid|expired)|RequestToken\W+field\W+code\W+code\W+invalid/i,
    means: [
      { reason: "code/already-used", weight: 0.55, fix: "Exchange each code once." },
      { reason: "code/expired", weight: 0.35, fix: "Exchange the code at once." },
      { reason: "code/unknown", weight: 0.3, fix: "Send the code of the callback, for this client_id." },
    ],
    page: TOKEN,
    example: { text: "Bad Request: [{'resource': 'AuthorizationCode', 'field': 'code', 'code': 'invalid'}]" },
  },
  {
    id: "refresh",
    says: /RefreshToken\W+field\W+(refresh_token|code)\W+code\W+invalid/i,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.45,
        fix: "Store the refresh_token of every refresh: the newest counts.",
      },
      { reason: "grant/revoked-by-user", weight: 0.4, fix: "Authorize again: the athlete removed the app." },
      { reason: "refresh-token/of-other-client", weight: 0.25, fix: "Refresh with the app that got the token." },
    ],
    page: REFRESH,
    example: { text: "Bad Request: [{'resource': 'RefreshToken', 'field': 'refresh_token', 'code': 'invalid'}]" },
  },
  {
    id: "access-token",
    says: /Athlete\W+field\W+access_token\W+code\W+invalid/i,
    means: [
      { reason: "token/expired", weight: 0.65, fix: "Refresh it: access tokens live six hours." },
      { reason: "grant/revoked-by-user", weight: 0.3, fix: "Authorize again: the athlete removed the app." },
      { reason: "token/malformed", weight: 0.25, fix: "Send Authorization: Bearer <access token>." },
    ],
    page: ATHLETE,
    example: {
      text: "Unauthorized: Authorization Error: [{'resource': 'Athlete', 'field': 'access_token', 'code': 'invalid'}]",
    },
  },
];
