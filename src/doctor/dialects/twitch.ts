/** Twitch: id.twitch.tv and the Helix API. */
import type { Dialect } from "./define.ts";

const MISMATCH = "https://github.com/PhantomBot/PhantomBot/issues/2401";
const CLIENT = "https://github.com/mumixam/weechat-twitch/issues/12";
const AUTH = "https://dev.twitch.tv/docs/authentication/getting-tokens-oauth/";
const REFRESH = "https://dev.twitch.tv/docs/authentication/refresh-tokens";

export const twitch: Dialect = {
  provider: "twitch",
  name: "Twitch",
  hosts: ["id.twitch.tv", "api.twitch.tv", ".twitch.tv"],
  marks: [/\boauth2\/validate\b/i],
  signatures: [
    {
      id: "redirect",
      error: "redirect_mismatch",
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the URI letter for letter under dev.twitch.tv/console > Applications > Manage > OAuth Redirect URLs.",
        },
      ],
      page: MISMATCH,
      example: { error: "redirect_mismatch", description: "Parameter redirect_uri does not match registered URI" },
    },
    {
      id: "redirect-words",
      says: /Parameter redirect_uri does not match registered URI/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URI letter for letter under dev.twitch.tv/console > Applications > Manage > OAuth Redirect URLs; send the same to /oauth2/token.",
        },
      ],
      page: MISMATCH,
      example: { body: '{"status":400,"message":"Parameter redirect_uri does not match registered URI"}', status: 400 },
    },
    {
      id: "code",
      says: /Invalid authorization code/i,
      status: 400,
      means: [
        {
          reason: "code/already-used",
          weight: 0.55,
          fix: "Exchange each code once: guard the callback against reloads and double effects.",
          tell: "An earlier exchange of the code succeeded.",
        },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code at once and begin again at /oauth2/authorize." },
        { reason: "code/of-other-client", weight: 0.3, fix: "Use one client_id in both requests." },
        { reason: "code/unknown", weight: 0.3, fix: "Send the code of the callback unchanged." },
      ],
      page: AUTH,
      example: { body: '{"status":400,"message":"Invalid authorization code"}', status: 400 },
    },
    {
      id: "refresh",
      says: /Invalid refresh token/i,
      means: [
        {
          reason: "grant/revoked-by-user",
          weight: 0.5,
          fix: "Send the user through /oauth2/authorize again: the app was disconnected under Settings > Connections.",
        },
        {
          reason: "grant/password-changed",
          weight: 0.4,
          fix: "Send the user through /oauth2/authorize again.",
          tell: "The user changed the password.",
        },
        {
          reason: "refresh-token/unknown",
          weight: 0.4,
          fix: "URL-encode the refresh token and send it with the client that got it.",
        },
        {
          reason: "refresh-token/reused",
          weight: 0.3,
          fix: "A public client's refresh token can be used once, for 30 days: store the new one.",
          tell: "The app is of type Public.",
        },
      ],
      page: REFRESH,
      example: { body: '{"error":"Bad Request","status":400,"message":"Invalid refresh token"}', status: 400 },
    },
    {
      id: "secret",
      says: /invalid client secret/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.95,
          fix: "Press New Secret under dev.twitch.tv/console > Applications > Manage; the old one ends.",
        },
      ],
      page: AUTH,
      example: { body: '{"status":403,"message":"invalid client secret"}', status: 403 },
    },
    {
      id: "client",
      says: /^invalid client$/im,
      means: [
        {
          reason: "client/unknown",
          weight: 0.93,
          fix: "Copy the Client ID of dev.twitch.tv/console > Applications > Manage.",
        },
      ],
      page: AUTH,
      example: { body: '{"status":400,"message":"invalid client"}', status: 400 },
    },
    {
      id: "missing-client",
      says: /missing client (id|secret)|no client id specified/i,
      means: [
        {
          reason: "request/parameter-absent",
          weight: 0.75,
          fix: "Send client_id and client_secret in the form body of /oauth2/token; Basic is not read.",
        },
        { reason: "request/wrong-content-type", weight: 0.45, fix: "POST a form, not JSON." },
      ],
      page: AUTH,
      example: { body: '{"status":400,"message":"missing client id"}', status: 400 },
    },
    {
      id: "scope",
      says: /invalid scope requested/i,
      means: [
        { reason: "scope/unknown", weight: 0.6, fix: "Take the names from Twitch's list of scopes (user:read:email)." },
        {
          reason: "scope/wrong-delimiter",
          weight: 0.4,
          fix: "Join scopes by a space, encoded as %20 or +.",
          tell: "The quoted value holds a comma or two names.",
        },
        {
          reason: "scope/deprecated",
          weight: 0.3,
          fix: "Kraken's scopes (user_read, channel_editor) are gone.",
          tell: "The quoted scope has an underscore.",
        },
      ],
      page: AUTH,
      example: { body: '{"status":400,"message":"invalid scope requested: \'user:emails\'"}', status: 400 },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.95, fix: "The user pressed Cancel: offer to begin again." }],
      page: AUTH,
      example: { error: "access_denied", description: "The user denied you access" },
    },
    {
      id: "mismatch-client",
      says: /Client ID and OAuth token do not match/i,
      distinctive: true,
      means: [
        {
          reason: "token/of-other-client",
          weight: 0.95,
          fix: "Send in Client-Id the client that the token was issued to; /oauth2/validate names it.",
        },
      ],
      page: CLIENT,
      example: {
        body: '{"error":"Unauthorized","status":401,"message":"Client ID and OAuth token do not match"}',
        status: 401,
      },
    },
    {
      id: "missing-token",
      says: /OAuth token is missing|missing authorization token/i,
      means: [
        {
          reason: "token/absent",
          weight: 0.93,
          fix: "Send Authorization: Bearer <token>; a redirect may drop the header.",
        },
      ],
      page: CLIENT,
      example: { body: '{"error":"Unauthorized","status":401,"message":"OAuth token is missing"}', status: 401 },
    },
    {
      id: "must-provide",
      says: /Must provide a valid Client-?ID or OAuth token/i,
      distinctive: true,
      means: [
        { reason: "token/absent", weight: 0.7, fix: "Send both headers: Client-Id and Authorization: Bearer <token>." },
        { reason: "client/unknown", weight: 0.3, fix: "Check the Client-Id." },
      ],
      page: CLIENT,
      example: {
        body: '{"error":"Unauthorized","status":401,"message":"Must provide a valid Client-ID or OAuth token"}',
        status: 401,
      },
    },
    {
      id: "invalid-token",
      says: /Invalid OAuth token|invalid access token/i,
      means: [
        { reason: "token/expired", weight: 0.55, fix: "Refresh it: a user token lives about four hours." },
        { reason: "token/revoked", weight: 0.45, fix: "Send the user through /oauth2/authorize again." },
        { reason: "token/malformed", weight: 0.3, fix: "Write Bearer, not OAuth, for Helix, and no oauth: prefix." },
      ],
      page: REFRESH,
      example: { body: '{"error":"Unauthorized","status":401,"message":"Invalid OAuth token"}', status: 401 },
    },
    {
      id: "missing-scope",
      says: /Missing (required )?scope|missing required scopes/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.95,
          fix: "Ask for the named scope and let the user authorize again.",
        },
      ],
      page: CLIENT,
      example: {
        body: '{"error":"Unauthorized","status":401,"message":"Missing scope: channel:manage:broadcast"}',
        status: 401,
      },
    },
    {
      id: "broadcaster",
      says: /must match the user ID (found )?in the (request's )?(OAuth|user access) token/i,
      means: [
        { reason: "token/insufficient-scope", weight: 0.5, fix: "Use the token of that very broadcaster." },
        {
          reason: "request/parameter-rejected",
          weight: 0.45,
          fix: "Send the id of the token's user; /oauth2/validate names it.",
        },
      ],
      page: CLIENT,
      example: {
        body: '{"error":"Unauthorized","status":401,"message":"The ID in broadcaster_id must match the user ID found in the request\'s OAuth token."}',
        status: 401,
      },
    },
    {
      id: "user-token",
      says: /(must provide|requires) (an? )?(valid )?user (access|auth)? ?token|user access token is required/i,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.4,
          fix: "Get a user access token (authorization code) for this endpoint; an app access token does not do.",
        },
        {
          reason: "token/insufficient-scope",
          weight: 0.45,
          fix: "Get a user access token with the scope that the endpoint names.",
        },
      ],
      page: CLIENT,
      example: {
        body: '{"error":"Unauthorized","status":401,"message":"Must provide a valid user access token"}',
        status: 401,
      },
    },
    {
      id: "grant-type",
      says: /(invalid|unsupported|missing) grant[_ ]type/i,
      means: [
        { reason: "request/parameter-absent", weight: 0.5, fix: "Send grant_type in a form body." },
        {
          reason: "request/grant-type-unsupported",
          weight: 0.4,
          fix: "Use authorization_code, refresh_token, client_credentials or the device grant.",
        },
      ],
      page: AUTH,
      example: { body: '{"status":400,"message":"missing grant type"}', status: 400 },
    },
    {
      id: "device",
      says: /invalid device code/i,
      means: [
        {
          reason: "code/unknown",
          weight: 0.6,
          fix: "Poll with the device_code of the last response, and once only after success.",
        },
        { reason: "code/expired", weight: 0.4, fix: "Ask for a new device code." },
      ],
      page: AUTH,
      example: { body: '{"status":400,"message":"invalid device code"}', status: 400 },
    },
  ],
  departures: [
    { says: "Errors of the token endpoint are {status, message} without error codes.", page: MISMATCH },
    { says: "scope in the token's response is a JSON array.", page: AUTH },
  ],
};
