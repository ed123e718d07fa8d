/** Strava: OAuth and API v3: members. */
import type { Signature } from "../define.ts";

const SCOPE = "https://github.com/iamstuartwilson/strava/issues/51";
const TOKEN = "https://github.com/dreeveapp/dreeve/issues/292";
const ATHLETE = "https://github.com/stravalib/stravalib/issues/185";
const UNCHECKED = "https://github.com/dblock/slack-strava/issues/84";
const REFRESH = "https://github.com/dwd0tcom/strava-scriptable-widget/issues/3";

export const members: readonly Signature[] = [
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
    parameter: { name: "grant_type" },
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
];
