/** Pipedrive: OAuth Marketplace apps. */
import type { Dialect } from "./define.ts";

const DOC = "https://github.com/pipedrive/client-php/issues/14";
const TOKEN = "https://github.com/GearPlug/pipedrive-python/issues/11";

export const pipedrive: Dialect = {
  provider: "pipedrive",
  name: "Pipedrive",
  hosts: ["oauth.pipedrive.com", "api.pipedrive.com", ".pipedrive.com"],
  signatures: [
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once, within five minutes." },
        { reason: "grant/revoked-by-user", weight: 0.35, fix: "Install the app again: it was uninstalled." },
        {
          reason: "refresh-token/expired",
          weight: 0.35,
          fix: "Install the app again: 60 days unused end it.",
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
          weight: 0.6,
          fix: "Send Basic base64(client_id:client_secret) of the app.",
        },
        { reason: "client-auth/method-mismatch", weight: 0.3, fix: "Send them by Basic." },
      ],
      page: DOC,
      example: { error: "invalid_client" },
    },
    {
      id: "token",
      says: /unauthorized access|Invalid token: access token is invalid/i,
      means: [{ reason: "token/expired", weight: 0.65, fix: "Refresh it: access tokens live one hour." }],
      page: TOKEN,
      example: { body: '{"success":false,"error":"Invalid token: access token is invalid"}', status: 401 },
    },
    {
      id: "scope",
      says: /Scope and URL mismatch/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.96,
          fix: "Tick the scope of the app and let the user authorize again.",
        },
      ],
      page: DOC,
      example: { body: '{"success":false,"error":"Scope and URL mismatch"}', status: 403 },
    },
  ],
};
