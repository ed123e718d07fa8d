/** Reddit: OAuth at www.reddit.com and oauth.reddit.com. */
import type { Dialect } from "./define.ts";

const REDIRECT = "https://github.com/Slotos/passport-reddit/issues/16";
const CLIENT = "https://github.com/akashpandey/Reddit-Fetch/issues/8";
const CODE = "https://github.com/rtheunissen/oauth2-reddit/issues/6";
const PASSWORD = "https://github.com/andrewbanchich/shreddit/issues/58";
const PRAW = "https://github.com/elebumm/RedditVideoMakerBot/issues/184";
const WIKI = "https://github.com/reddit-archive/reddit/wiki/OAuth2";

export const reddit: Dialect = {
  provider: "reddit",
  name: "Reddit",
  hosts: ["www.reddit.com", "oauth.reddit.com", "ssl.reddit.com", "old.reddit.com", "reddit.com"],
  marks: [/bad request \(reddit\.com\)|prawcore\.exceptions/i],
  signatures: [
    {
      id: "redirect",
      says: /invalid redirect_uri parameter/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Make redirect uri under reddit.com/prefs/apps equal to the one sent, letter for letter.",
        },
        { reason: "redirect-uri/malformed", weight: 0.2, fix: "Take a fragment (#...) out of the registered URI." },
      ],
      page: REDIRECT,
      example: { text: "bad request (reddit.com) you sent an invalid request - invalid redirect_uri parameter." },
    },
    {
      id: "client",
      says: /invalid client[_ ]id/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.92,
          fix: "Copy the id under the app's name at reddit.com/prefs/apps; it is not the app's name.",
        },
      ],
      page: CLIENT,
      example: { text: "you sent an invalid request - invalid client id." },
    },
    {
      id: "request",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/unknown",
          weight: 0.7,
          fix: "Take names from reddit.com/api/v1/scopes (identity read), joined by a space.",
        },
      ],
      page: WIKI,
      example: { error: "invalid_scope" },
    },
    {
      id: "response-type",
      error: "unsupported_response_type",
      means: [
        {
          reason: "request/response-type-unsupported",
          weight: 0.8,
          fix: "Send response_type=code; token is for installed apps only.",
        },
      ],
      page: WIKI,
      example: { error: "unsupported_response_type" },
    },
    {
      id: "password",
      error: "invalid_grant",
      parameter: { name: "grant_type", like: /^password$/ },
      means: [
        {
          reason: "user/credentials-wrong",
          weight: 0.7,
          fix: "Check user name and password of the account that owns the script app.",
        },
        {
          reason: "user/mfa-required",
          weight: 0.5,
          fix: "With two-factor on write the password as password:123456 (the current code), or switch it off.",
        },
      ],
      page: PASSWORD,
      example: {
        error: "invalid_grant",
        request:
          "POST https://www.reddit.com/api/v1/access_token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=password&username=example&password=example",
      },
    },
    {
      id: "praw",
      says: /invalid_grant error processing request/i,
      means: [
        {
          reason: "user/credentials-wrong",
          weight: 0.65,
          fix: "Check REDDIT_USERNAME and REDDIT_PASSWORD of the account that owns the script app.",
        },
        {
          reason: "user/mfa-required",
          weight: 0.45,
          fix: "With two-factor on append :123456 to the password.",
          tell: "The account has two-factor authentication.",
        },
        { reason: "code/already-used", weight: 0.2, fix: "Exchange each code once.", tell: "The code flow is used." },
      ],
      page: PRAW,
      example: { text: "prawcore.exceptions.OAuthException: invalid_grant error processing request" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        {
          reason: "code/already-used",
          weight: 0.55,
          fix: "Exchange each code once; without the fragment #_ that Reddit appends.",
        },
        { reason: "code/expired", weight: 0.35, fix: "Exchange the code at once." },
        { reason: "code/redirect-uri-mismatch", weight: 0.25, fix: "Send the redirect_uri of the authorize request." },
        { reason: "user/credentials-wrong", weight: 0.35, fix: "Check the password.", tell: "grant_type is password." },
      ],
      page: CODE,
      example: { error: "invalid_grant" },
    },
    {
      id: "no_text",
      error: ["NO_TEXT", "no_text"],
      means: [{ reason: "request/parameter-absent", weight: 0.85, fix: "Send a non-empty code in the form body." }],
      page: CODE,
      example: { error: "NO_TEXT", body: '{"error":"NO_TEXT"}' },
    },
    {
      id: "grant-type",
      error: "unsupported_grant_type",
      means: [
        {
          reason: "request/wrong-content-type",
          weight: 0.55,
          fix: "POST application/x-www-form-urlencoded, not JSON.",
        },
        {
          reason: "request/grant-type-unsupported",
          weight: 0.45,
          fix: "Use authorization_code, refresh_token, password, client_credentials or https://oauth.reddit.com/grants/installed_client.",
        },
      ],
      page: WIKI,
      example: { error: "unsupported_grant_type" },
    },
    {
      id: "unauthorized_client",
      error: "unauthorized_client",
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.85,
          fix: "Make a script app at reddit.com/prefs/apps for the password grant, owned by that account.",
        },
        { reason: "client/type-mismatch", weight: 0.4, fix: "Check the type of the app." },
      ],
      page: WIKI,
      example: { error: "unauthorized_client", description: "Only script apps may use password auth" },
    },
    {
      id: "token-401",
      says: /^Unauthorized$/im,
      parameter: { name: "grant_type" },
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "Send Authorization: Basic base64(id:secret) of the app; an installed app has an empty secret.",
        },
        { reason: "client-auth/secret-absent", weight: 0.4, fix: "Send the Basic header." },
      ],
      page: WIKI,
      example: {
        body: '{"message":"Unauthorized","error":401}',
        status: 401,
        request:
          "POST https://www.reddit.com/api/v1/access_token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=client_credentials",
      },
    },
    {
      id: "api-401",
      says: /^Unauthorized$|received 401 HTTP response/im,
      means: [
        {
          reason: "token/expired",
          weight: 0.6,
          fix: "Refresh it (duration=permanent gives a refresh token): it lives 24 hours.",
        },
        {
          reason: "client-auth/secret-wrong",
          weight: 0.4,
          fix: "Check id and secret.",
          tell: "PRAW says it while it gets the token.",
        },
        {
          reason: "request/wrong-endpoint",
          weight: 0.25,
          fix: "Call oauth.reddit.com with the token, not www.reddit.com.",
        },
      ],
      page: WIKI,
      example: { body: '{"message":"Unauthorized","error":401}', status: 401 },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.93, fix: "The user pressed Decline: offer to begin again." }],
      page: WIKI,
      example: { error: "access_denied" },
    },
    {
      id: "rate",
      says: /Too Many Requests/i,
      means: [
        { reason: "server/rate-limited", weight: 0.7, fix: "Wait for X-Ratelimit-Reset." },
        {
          reason: "request/malformed",
          weight: 0.4,
          fix: "Send a User-Agent of your own (platform:app:version (by /u/name)): common ones are throttled.",
        },
      ],
      page: WIKI,
      example: { body: '{"message":"Too Many Requests","error":429}', status: 429 },
    },
    {
      id: "insufficient",
      error: "insufficient_scope",
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.93,
          fix: "Ask for the scope of the endpoint and authorize again.",
        },
      ],
      page: WIKI,
      example: { error: "insufficient_scope", status: 403 },
    },
  ],
  departures: [
    { says: "Errors of the token endpoint may come with status 200.", page: CODE },
    { says: "The client authenticates by Basic only.", page: WIKI },
  ],
};
