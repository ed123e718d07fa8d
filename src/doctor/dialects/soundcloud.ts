/** SoundCloud: OAuth 2.1 at secure.soundcloud.com. */
import type { Dialect } from "./define.ts";

const REFRESH = "https://github.com/soundcloud/api/issues/395";
const CODE = "https://github.com/soundcloud/api/issues/341";
const CLIENT = "https://github.com/soundcloud/api/issues/339";
const OLD = "https://github.com/soundcloud/api/issues/169";

export const soundcloud: Dialect = {
  provider: "soundcloud",
  name: "SoundCloud",
  hosts: ["secure.soundcloud.com", "api.soundcloud.com", "soundcloud.com"],
  signatures: [
    {
      id: "refresh",
      error: "invalid_grant",
      parameter: { name: "grant_type", like: /^refresh_token$/ },
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.65,
          fix: "Store the refresh_token of every refresh and let one process refresh: each can be used once.",
        },
        { reason: "refresh-token/expired", weight: 0.3, fix: "Send the user through authorization again." },
      ],
      page: REFRESH,
      example: {
        error: "invalid_grant",
        request:
          "POST https://secure.soundcloud.com/oauth/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=example",
      },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.5,
          fix: "Send the redirect_uri of the authorize request, scheme included, as registered in the app.",
        },
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        {
          reason: "pkce/verifier-mismatch",
          weight: 0.35,
          fix: "Send the verifier of this challenge: PKCE is demanded.",
        },
        {
          reason: "refresh-token/reused",
          weight: 0.3,
          fix: "Store the refresh_token of every refresh.",
          tell: "grant_type is refresh_token.",
        },
      ],
      page: CODE,
      example: { error: "invalid_grant", status: 400 },
    },
    {
      id: "grant-api",
      says: /^invalid_grant$/im,
      status: 401,
      means: [
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        {
          reason: "request/wrong-endpoint",
          weight: 0.35,
          fix: "Use https://secure.soundcloud.com/oauth/token: api.soundcloud.com/oauth2/token has been replaced.",
        },
      ],
      page: OLD,
      example: {
        body: '{"code":401,"message":"invalid_grant","errors":[{"error_message":"invalid_grant"}]}',
        status: 401,
      },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "Send Basic base64(client_id:client_secret) of the app, computed over both with the colon.",
        },
        { reason: "client/unknown", weight: 0.35, fix: "Check the client id." },
      ],
      page: CLIENT,
      example: { error: "invalid_client", status: 401 },
    },
    {
      id: "rate",
      says: /rate_limit|too many requests/i,
      status: 429,
      means: [
        {
          reason: "server/rate-limited",
          weight: 0.93,
          fix: "Keep the client credentials token for its hour: 50 are issued in 12 hours.",
        },
      ],
      page: CLIENT,
      example: { body: '{"code":429,"message":"Too many requests"}', status: 429 },
    },
    {
      id: "unauthorized",
      says: /must contain the Authorization header|401 - Unauthorized/i,
      means: [
        { reason: "token/expired", weight: 0.5, fix: "Refresh it: access tokens live one hour." },
        { reason: "token/absent", weight: 0.45, fix: "Send Authorization: OAuth <access token>." },
      ],
      page: OLD,
      example: {
        body: '{"code":401,"message":"A request must contain the Authorization header","status":"401 - Unauthorized"}',
        status: 401,
      },
    },
  ],
};
