/** Strava: OAuth and API v3. */
import type { Dialect } from "./define.ts";

const SCOPE = "https://github.com/iamstuartwilson/strava/issues/51";
const TOKEN = "https://github.com/dreeveapp/dreeve/issues/292";
const ATHLETE = "https://github.com/stravalib/stravalib/issues/185";
const UNCHECKED = "https://github.com/dblock/slack-strava/issues/84";
const REFRESH = "https://github.com/dwd0tcom/strava-scriptable-widget/issues/3";

export const strava: Dialect = {
  provider: "strava",
  name: "Strava",
  hosts: ["www.strava.com", "strava.com"],
  marks: [/\/api\/v3\/oauth\/token|"resource"\s*:\s*"(AccessToken|Athlete|RefreshToken|AuthorizationCode)"/],
  signatures: [
    {
      id: "read_permission",
      says: /AccessToken\W+field\W+[\w:]+_permission\W+code\W+missing|[\w:]+_permission\W+code\W+missing/i,
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
      means: [
        { reason: "client/unknown", weight: 0.93, fix: "Send the numeric Client ID of strava.com/settings/api." },
      ],
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
    {
      id: "missing",
      error: "missing",
      says: /Authorization Error/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.93,
          fix: "Authorize again with scope=activity:read_all (or activity:read); the token of the settings page has read only.",
        },
      ],
      page: SCOPE,
      example: {
        body: '{"message":"Authorization Error","errors":[{"resource":"AccessToken","field":"activity:read_permission","code":"missing"}]}',
        status: 401,
      },
    },
    {
      id: "inactive-code",
      error: "Inactive",
      means: [
        {
          reason: "client/disabled",
          weight: 0.93,
          fix: "Write to developers@strava.com: the application is inactive.",
        },
      ],
      page: TOKEN,
      example: {
        body: '{"message":"Forbidden","errors":[{"resource":"Application","field":"Status","code":"Inactive"}]}',
        status: 403,
      },
    },
    {
      id: "exceeded",
      error: "exceeded",
      says: /Forbidden/i,
      means: [
        {
          reason: "grant/app-in-testing-mode",
          weight: 0.85,
          fix: "A new app takes one athlete: ask Strava for a higher limit.",
        },
      ],
      page: TOKEN,
      example: {
        body: '{"message":"Forbidden","errors":[{"resource":"Application","field":"Limit of connected athletes","code":"exceeded"}]}',
        status: 403,
      },
    },
    {
      id: "unauthorized",
      error: "invalid",
      says: /Authorization Error/i,
      means: [
        {
          reason: "token/expired",
          weight: 0.6,
          fix: "Refresh it: access tokens live six hours.",
          tell: "resource is Athlete and field access_token.",
        },
        {
          reason: "client-auth/secret-wrong",
          weight: 0.35,
          fix: "Copy the Client Secret of strava.com/settings/api.",
          tell: "resource is Application.",
        },
        { reason: "grant/revoked-by-user", weight: 0.25, fix: "Authorize again: the athlete removed the app." },
      ],
      page: ATHLETE,
      example: {
        body: '{"message":"Authorization Error","errors":[{"resource":"Athlete","field":"access_token","code":"invalid"}]}',
        status: 401,
      },
    },
    {
      id: "bad-request-token",
      error: "invalid",
      says: /Bad Request/i,
      endpoint: "token",
      means: [
        {
          reason: "code/already-used",
          weight: 0.45,
          fix: "Exchange each code once.",
          tell: "resource is AuthorizationCode.",
        },
        {
          reason: "refresh-token/reused",
          weight: 0.4,
          fix: "Store the refresh_token of every refresh: the newest counts.",
          tell: "resource is RefreshToken.",
        },
        {
          reason: "client/unknown",
          weight: 0.3,
          fix: "Send the numeric Client ID of strava.com/settings/api.",
          tell: "field is client_id.",
        },
      ],
      page: REFRESH,
      example: {
        body: '{"message":"Bad Request","errors":[{"resource":"AuthorizationCode","field":"code","code":"invalid"}]}',
        status: 400,
        request:
          "POST https://www.strava.com/api/v3/oauth/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=example&client_id=1",
      },
    },
    {
      id: "bad-request",
      error: "invalid",
      says: /Bad Request/i,
      means: [
        {
          reason: "redirect-uri/host-mismatch",
          weight: 0.55,
          fix: "Set Authorization Callback Domain under strava.com/settings/api to the bare host of the URI.",
          tell: "field is redirect_uri.",
        },
        {
          reason: "client/unknown",
          weight: 0.35,
          fix: "Send the numeric Client ID of strava.com/settings/api.",
          tell: "field is client_id.",
        },
        {
          reason: "code/already-used",
          weight: 0.3,
          fix: "Exchange each code once.",
          tell: "resource is AuthorizationCode.",
        },
      ],
      page: TOKEN,
      example: {
        body: '{"message":"Bad Request","errors":[{"resource":"Application","field":"redirect_uri","code":"invalid"}]}',
        status: 400,
      },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.95, fix: "The athlete pressed Cancel: offer to begin again." }],
      page: UNCHECKED,
      example: { error: "access_denied" },
    },
    {
      id: "rate",
      says: /Rate Limit Exceeded|field\W+(overall )?rate limit\W+code\W+exceeded/i,
      means: [
        {
          reason: "server/rate-limited",
          weight: 0.97,
          fix: "Wait for the next quarter of an hour, or midnight UTC for the daily limit.",
        },
      ],
      page: TOKEN,
      example: {
        body: '{"message":"Rate Limit Exceeded","errors":[{"resource":"Application","field":"rate limit","code":"exceeded"}]}',
        status: 429,
      },
    },
  ],
  departures: [
    { says: "Scopes are joined by commas; the granted ones come back as scope in the callback.", page: SCOPE },
    { says: "Errors are {message, errors: [{resource, field, code}]}.", page: TOKEN },
  ],
};
