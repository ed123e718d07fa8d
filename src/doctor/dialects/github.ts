/** GitHub: OAuth apps, GitHub Apps and the REST API behind them. */
import type { Dialect } from "./define.ts";

const TOKEN = "https://docs.github.com/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/";
const AUTHORIZE =
  "https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-authorization-request-errors";
const DEVICE = "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps";
const REST = "https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api";
const JWT =
  "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app";
const REFRESH =
  "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens";

export const github: Dialect = {
  provider: "github",
  name: "GitHub",
  hosts: ["github.com", "api.github.com", ".ghe.com"],
  marks: [/\/login\/oauth\/(authorize|access_token)/i, /x-github-request-id/i, /docs\.github\.com\//i, /\bgh[opusr]_/],
  signatures: [
    {
      id: "incorrect_client_credentials",
      error: "incorrect_client_credentials",
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.8,
          fix: "Copy the Client ID and generate a new client secret under Settings > Developer settings > your app, and send both of the same app.",
          tell: "The client ID shows the consent page: then only the secret is wrong.",
        },
        {
          reason: "client/unknown",
          weight: 0.4,
          fix: "Use the Client ID (Iv1... or Ov23...), not the App ID, from Settings > Developer settings > your app.",
          tell: "The authorize page answers 404 with the same client ID.",
        },
      ],
      page: TOKEN,
      example: {
        error: "incorrect_client_credentials",
        description: "The client_id and/or client_secret passed are incorrect.",
      },
    },
    {
      id: "redirect_uri_mismatch",
      error: "redirect_uri_mismatch",
      says: /redirect_uri\S* (MUST match|is not associated)|^$/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Set Authorization callback URL under Settings > Developer settings > your app to the URI that you send: same host and port, and a path below the registered one. Or leave redirect_uri out.",
        },
      ],
      page: TOKEN,
      example: {
        error: "redirect_uri_mismatch",
        description: "The redirect_uri MUST match the registered callback URL for this application.",
      },
    },
    {
      id: "redirect-uri-page",
      says: /redirect_uri.{0,4} is not associated with this application|redirect_uri MUST match the registered callback URL/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.92,
          fix: "Set Authorization callback URL under Settings > Developer settings > your app to the URI that you send (host and port equal, path below it).",
        },
      ],
      page: AUTHORIZE,
      example: {
        text: "Be careful! The redirect_uri is not associated with this application. The application might be misconfigured.",
      },
    },
    {
      id: "bad_verification_code",
      error: "bad_verification_code",
      distinctive: true,
      means: [
        {
          reason: "code/expired",
          weight: 0.6,
          fix: "Exchange the code at once and start again at /login/oauth/authorize: it lives ten minutes.",
          tell: "More than ten minutes lie between callback and exchange.",
        },
        {
          reason: "code/already-used",
          weight: 0.55,
          fix: "Exchange each code once: guard the callback against reloads, double effects and retries.",
          tell: "An earlier exchange of the same code succeeded.",
        },
        {
          reason: "code/unknown",
          weight: 0.3,
          fix: "Send the code of the callback unchanged, to the host that issued it (github.com or your GHES).",
        },
        {
          reason: "code/of-other-client",
          weight: 0.25,
          fix: "Use the same client_id at /login/oauth/authorize and /login/oauth/access_token.",
        },
      ],
      page: TOKEN,
      example: { error: "bad_verification_code", description: "The code passed is incorrect or expired." },
    },
    {
      id: "bad_refresh_token",
      error: "bad_refresh_token",
      distinctive: true,
      means: [
        {
          reason: "refresh-token/expired",
          weight: 0.5,
          fix: "Send the user through the web flow again: GitHub App refresh tokens live six months.",
          tell: "Issued more than six months ago.",
        },
        {
          reason: "refresh-token/reused",
          weight: 0.5,
          fix: "Store the new refresh_token of every refresh, and let one process refresh at a time: each is good once.",
          tell: "The same token was refreshed before.",
        },
        {
          reason: "refresh-token/revoked",
          weight: 0.3,
          fix: "Send the user through the web flow again; the authorization was taken back.",
        },
      ],
      page: REFRESH,
      example: { error: "bad_refresh_token", description: "The refresh token passed is incorrect or expired." },
    },
    {
      id: "unverified_user_email",
      error: "unverified_user_email",
      distinctive: true,
      means: [
        {
          reason: "user/account-not-ready",
          weight: 0.95,
          fix: "The user verifies the primary e-mail address under github.com/settings/emails, then starts again.",
        },
      ],
      page: TOKEN,
      example: { error: "unverified_user_email", description: "The user must have a verified primary email." },
    },
    {
      id: "application_suspended",
      error: "application_suspended",
      means: [
        {
          reason: "client/disabled",
          weight: 0.95,
          fix: "The app was suspended for abuse reports: write to GitHub Support.",
        },
      ],
      page: AUTHORIZE,
      example: {
        error: "application_suspended",
        description: "Your application has been suspended. Contact support@github.com.",
      },
    },
    {
      id: "access_denied",
      error: "access_denied",
      means: [
        {
          reason: "user/denied",
          weight: 0.92,
          fix: "The user pressed Cancel on the authorize page: offer to begin again.",
        },
      ],
      page: AUTHORIZE,
      example: { error: "access_denied", description: "The user has denied your application access." },
    },
    {
      id: "device_flow_disabled",
      error: "device_flow_disabled",
      distinctive: true,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.95,
          fix: "Tick Enable Device Flow in the app's settings.",
        },
      ],
      page: DEVICE,
      example: { error: "device_flow_disabled", description: "Device Flow must be explicitly enabled for this App" },
    },
    {
      id: "incorrect_device_code",
      error: "incorrect_device_code",
      distinctive: true,
      means: [
        {
          reason: "code/unknown",
          weight: 0.85,
          fix: "Poll with the device_code of the last /login/device/code answer, not with the user_code.",
        },
      ],
      page: DEVICE,
      example: { error: "incorrect_device_code", description: "The device_code provided is not valid." },
    },
    {
      id: "expired_token",
      error: "expired_token",
      means: [
        { reason: "code/expired", weight: 0.9, fix: "Ask /login/device/code for a new code: it lives 15 minutes." },
      ],
      page: DEVICE,
      example: { error: "expired_token", description: "This 'device_code' has expired." },
    },
    {
      id: "slow_down",
      error: "slow_down",
      means: [
        {
          reason: "server/rate-limited",
          weight: 0.9,
          fix: "Wait for interval seconds between polls, and add five seconds after each slow_down.",
        },
      ],
      page: DEVICE,
      example: { error: "slow_down", description: "Too many requests have been made in the same timeframe." },
    },
    {
      id: "unsupported_grant_type",
      error: "unsupported_grant_type",
      means: [
        {
          reason: "request/grant-type-unsupported",
          weight: 0.7,
          fix: "Send grant_type=urn:ietf:params:oauth:grant-type:device_code when polling; there is no client_credentials grant: a GitHub App uses its JWT for an installation token.",
        },
      ],
      page: DEVICE,
      example: {
        error: "unsupported_grant_type",
        description: "The grant type must be: urn:ietf:params:oauth:grant-type:device_code",
      },
    },
    {
      id: "jwt-exp",
      says: /'?Expiration time'? claim \('?exp'?\).{0,40}(too far in the future|future time)/i,
      distinctive: true,
      means: [
        {
          reason: "assertion/expired",
          weight: 0.7,
          fix: "Set exp at most ten minutes after now, as a whole number of seconds (use nine, and iat 60 seconds back).",
        },
        {
          reason: "time/clock-skew",
          weight: 0.55,
          fix: "Set the clock of the machine that signs (NTP); iat 60 seconds in the past allows for drift.",
          tell: "exp lies within ten minutes of the machine's own clock.",
        },
      ],
      page: JWT,
      example: {
        body: '{"message":"\'Expiration time\' claim (\'exp\') is too far in the future","documentation_url":"https://docs.github.com/rest"}',
        status: 401,
      },
    },
    {
      id: "jwt-iat",
      says: /'?Issued at'? claim \('?iat'?\)/i,
      distinctive: true,
      means: [
        { reason: "time/clock-skew", weight: 0.7, fix: "Set iat to 60 seconds in the past and the clock by NTP." },
        {
          reason: "client-auth/assertion-invalid",
          weight: 0.4,
          fix: "Write iat as a whole number of seconds.",
          tell: "iat is a fraction, a string or in milliseconds.",
        },
      ],
      page: JWT,
      example: {
        body: "{\"message\":\"'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued\"}",
        status: 401,
      },
    },
    {
      id: "jwt-decode",
      says: /JSON web token could not be decoded|JWT could not be (decoded|verified)/i,
      means: [
        {
          reason: "client-auth/assertion-invalid",
          weight: 0.88,
          fix: "Sign with RS256 and a private key of this very app (.pem under Private keys), with iss its Client ID or App ID.",
        },
      ],
      page: REST,
      example: {
        body: '{"message":"A JSON web token could not be decoded","documentation_url":"https://docs.github.com/rest"}',
        status: 401,
      },
    },
    {
      id: "jwt-iss",
      says: /'?Issuer'? claim \('?iss'?\)|Integration not found/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.8,
          fix: "Set iss to the Client ID or App ID of the GitHub App, on the host where it is registered.",
        },
      ],
      page: JWT,
      example: {
        body: '{"message":"Integration not found","documentation_url":"https://docs.github.com/rest"}',
        status: 404,
      },
    },
    {
      id: "not-by-integration",
      says: /Resource not accessible by (integration|personal access token)/i,
      distinctive: true,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.92,
          fix: "Grant the missing permission under the GitHub App's Permissions & events (or the token's, or the workflow's permissions:) and let the owner accept the change; X-Accepted-GitHub-Permissions names it.",
        },
      ],
      page: REST,
      example: {
        body: '{"message":"Resource not accessible by integration","documentation_url":"https://docs.github.com/rest"}',
        status: 403,
      },
    },
    {
      id: "saml",
      says: /protected by organization SAML enforcement|organization has enabled (or enforced )?SAML SSO/i,
      distinctive: true,
      means: [
        {
          reason: "user/policy-blocked",
          weight: 0.9,
          fix: "Start a SAML session of the organization and authorize again, or press Configure SSO beside the token.",
        },
      ],
      page: REST,
      example: {
        body: '{"message":"Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization."}',
        status: 403,
      },
    },
    {
      id: "app-restrictions",
      says: /enabled OAuth App access restrictions|has an IP allow list enabled/i,
      distinctive: true,
      means: [
        {
          reason: "user/policy-blocked",
          weight: 0.92,
          fix: "An owner of the organization approves the app under Settings > Third-party access (or lists your IP address).",
        },
      ],
      page: REST,
      example: {
        body: '{"message":"Although you appear to have the correct authorization credentials, the `octo-org` organization has enabled OAuth App access restrictions"}',
        status: 403,
      },
    },
    {
      id: "scopes",
      says: /has not been granted the required scopes|needs at least one of the following scopes/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.95,
          fix: "Ask for the scope that X-Accepted-OAuth-Scopes names and let the user authorize again.",
        },
      ],
      page: REST,
      example: {
        text: "Your token has not been granted the required scopes to execute this query. The 'email' field requires one of the following scopes: ['user:email']",
      },
    },
    {
      id: "bad-credentials",
      says: /\bBad credentials\b/,
      means: [
        {
          reason: "token/revoked",
          weight: 0.5,
          fix: "Send the user through authorization again: the token was revoked, or pushed out as more than ten exist for this user, app and scope.",
        },
        {
          reason: "token/expired",
          weight: 0.45,
          fix: "Refresh it: GitHub App user tokens live eight hours, installation tokens one.",
          tell: "The token begins with ghu_ or ghs_.",
        },
        {
          reason: "token/malformed",
          weight: 0.4,
          fix: "Send Authorization: Bearer <token> with the access token itself, not the code or the client secret.",
        },
      ],
      page: REST,
      example: {
        body: '{"message":"Bad credentials","documentation_url":"https://docs.github.com/rest"}',
        status: 401,
      },
    },
    {
      id: "requires-authentication",
      says: /^Requires authentication$/im,
      status: 401,
      means: [
        {
          reason: "token/absent",
          weight: 0.9,
          fix: "Send Authorization: Bearer <token>; a redirect to another host drops the header.",
        },
      ],
      page: REST,
      example: {
        body: '{"message":"Requires authentication","documentation_url":"https://docs.github.com/rest"}',
        status: 401,
      },
    },
    {
      id: "rate",
      says: /API rate limit exceeded|exceeded a secondary rate limit/i,
      means: [
        {
          reason: "server/rate-limited",
          weight: 0.95,
          fix: "Wait until x-ratelimit-reset (or retry-after), and send a token: without one the limit is 60 an hour.",
        },
      ],
      page: REST,
      example: { body: '{"message":"API rate limit exceeded for 192.0.2.1."}', status: 403 },
    },
  ],
  departures: [
    { says: "The token endpoint answers errors with status 200.", page: TOKEN },
    { says: "Without Accept: application/json the token endpoint answers a form, not JSON.", page: DEVICE },
    { says: "Granted scopes are joined by commas in the answer.", page: DEVICE },
    { says: "An unknown client_id at the authorize page is answered 404.", page: AUTHORIZE },
  ],
};
