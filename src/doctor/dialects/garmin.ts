/** Garmin Connect: OAuth 2.0 with PKCE. */
import type { Dialect } from "./define.ts";

const DOC = "https://github.com/SocialiteProviders/Providers/issues/1377";
const TOKEN = "https://github.com/cyberjunky/python-garminconnect/issues/369";

export const garmin: Dialect = {
  provider: "garmin",
  name: "Garmin",
  hosts: ["connect.garmin.com", "connectapi.garmin.com", "diauth.garmin.com", "apis.garmin.com", "sso.garmin.com"],
  signatures: [
    {
      id: "token",
      says: /Token is not active/i,
      means: [
        { reason: "token/expired", weight: 0.6, fix: "Refresh it: access tokens live one day." },
        { reason: "token/revoked", weight: 0.4, fix: "Authorize again." },
      ],
      page: TOKEN,
      example: { error: "invalid_token", description: "Token is not active", status: 401 },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        {
          reason: "refresh-token/reused",
          weight: 0.4,
          fix: "Store the refresh_token of every refresh.",
          tell: "grant_type is refresh_token.",
        },
      ],
      page: DOC,
      example: { error: "invalid_grant" },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.7,
          fix: "Send client_id and client_secret of the app in the form.",
        },
      ],
      page: DOC,
      example: { error: "invalid_client" },
    },
  ],
};
