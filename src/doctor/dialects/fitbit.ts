/** Fitbit: OAuth 2.0 and the Web API. */
import type { Dialect } from "./define.ts";

const REDIRECT = "https://github.com/timatooth/gofit/issues/5";
const SLASH = "https://github.com/teramonagi/fitbitr/issues/22";
const CLIENT = "https://github.com/djchen/oauth2-fitbit/issues/12";

export const fitbit: Dialect = {
  provider: "fitbit",
  name: "Fitbit",
  hosts: ["www.fitbit.com", "api.fitbit.com"],
  marks: [/errorType"\s*:\s*"|dev\.fitbit\.com/],
  signatures: [
    {
      id: "redirect",
      says: /Invalid redirect_uri parameter value/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.85,
          fix: "Make Redirect URL at dev.fitbit.com/apps equal to the one sent, letter for letter.",
        },
        {
          reason: "redirect-uri/trailing-slash",
          weight: 0.3,
          fix: "Fitbit minds the last slash.",
          tell: "Only a slash differs.",
        },
        { reason: "redirect-uri/not-allowed", weight: 0.2, fix: "Use https." },
      ],
      page: REDIRECT,
      example: { text: "Developer information: invalid_request - Invalid redirect_uri parameter value" },
    },
    {
      id: "client-secret",
      says: /Client secret invalid|Invalid authorization header/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.8,
          fix: "Send Basic base64(Client ID:Client Secret) of dev.fitbit.com/apps.",
        },
        { reason: "client-auth/secret-absent", weight: 0.25, fix: "Send the Basic header." },
      ],
      page: CLIENT,
      example: {
        error: "invalid_client",
        description: "Invalid authorization header. Client secret invalid.",
        status: 401,
      },
    },
    {
      id: "client",
      says: /Invalid client_id|Client id invalid/i,
      means: [{ reason: "client/unknown", weight: 0.93, fix: "Copy the OAuth 2.0 Client ID." }],
      page: CLIENT,
      example: {
        body: '{"errors":[{"errorType":"invalid_client","message":"Invalid client_id parameter value"}],"success":false}',
        status: 400,
      },
    },
    {
      id: "code",
      says: /Authorization code (invalid|expired)/i,
      means: [
        { reason: "code/already-used", weight: 0.5, fix: "Exchange each code once, without the fragment #_=_." },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within ten minutes." },
      ],
      page: CLIENT,
      example: {
        body: '{"errors":[{"errorType":"invalid_grant","message":"Authorization code invalid: abc Visit https://dev.fitbit.com/docs/oauth2 for more information"}],"success":false}',
        status: 400,
      },
    },
    {
      id: "refresh",
      says: /Refresh token (invalid|expired)/i,
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.65,
          fix: "Store the refresh_token of every refresh and let one process refresh.",
        },
        { reason: "grant/revoked-by-user", weight: 0.35, fix: "Authorize again." },
      ],
      page: CLIENT,
      example: {
        body: '{"errors":[{"errorType":"invalid_grant","message":"Refresh token invalid: abc. Visit https://dev.fitbit.com/docs/oauth2"}],"success":false}',
        status: 400,
      },
    },
    {
      id: "redirect-token",
      says: /redirect_uri (does not match|mismatch)|Redirect_uri mismatch/i,
      means: [
        { reason: "code/redirect-uri-mismatch", weight: 0.9, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: SLASH,
      example: {
        body: '{"errors":[{"errorType":"invalid_grant","message":"Redirect_uri mismatch"}],"success":false}',
        status: 400,
      },
    },
    {
      id: "expired",
      error: "expired_token",
      means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh it: access tokens live eight hours." }],
      page: CLIENT,
      example: {
        body: '{"errors":[{"errorType":"expired_token","message":"Access token expired: abc"}],"success":false}',
        status: 401,
      },
    },
    {
      id: "token",
      says: /Access token (is )?invalid|errorType\W+invalid_token/i,
      means: [{ reason: "token/unknown", weight: 0.6, fix: "Send Authorization: Bearer <access token>." }],
      page: CLIENT,
      example: {
        body: '{"errors":[{"errorType":"invalid_token","message":"Access token invalid: abc"}],"success":false}',
        status: 401,
      },
    },
    {
      id: "scope",
      error: ["insufficient_scope", "insufficient_permissions"],
      means: [{ reason: "token/insufficient-scope", weight: 0.93, fix: "Ask for the scope and let the user tick it." }],
      page: CLIENT,
      example: {
        body: '{"errors":[{"errorType":"insufficient_scope","message":"This application does not have permission to access sleep data"}],"success":false}',
        status: 403,
      },
    },
  ],
  departures: [{ says: "Errors are errors[].errorType and message.", page: CLIENT }],
};
