/** X (Twitter): OAuth 2.0 with PKCE, and what remains of OAuth 1.0a: api. */
import type { Signature } from "../define.ts";

const ERRORS = "https://developer.x.com/ja/docs/basics/response-codes";
const E415 = "https://github.com/arunagw/omniauth-twitter/issues/144";
const E453 = "https://github.com/tweepy/tweepy/discussions/2172";
const OAUTH = "https://developer.twitter.com/en/docs/authentication/oauth-2-0/authorization-code";

export const api: readonly Signature[] = [
  {
    id: "415-callback",
    says: /Callback URL not approved for this client application/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.95,
        fix: "Add the callback under User authentication settings > Callback URI / Redirect URL.",
      },
    ],
    page: E415,
    example: {
      body: '{"errors":[{"code":415,"message":"Callback URL not approved for this client application. Approved callback URLs can be adjusted in your application settings"}]}',
      status: 403,
    },
  },
  {
    id: "desktop",
    says: /Desktop applications only support the oauth_callback value/i,
    distinctive: true,
    means: [
      {
        reason: "client/type-mismatch",
        weight: 0.7,
        fix: "Enter a Callback URI in the app's settings: without one it is accepted for a desktop app.",
      },
      { reason: "redirect-uri/unregistered", weight: 0.4, fix: "Enter the Callback URI." },
    ],
    page: ERRORS,
    example: {
      body: '{"errors":[{"code":417,"message":"Desktop applications only support the oauth_callback value \'oob\'"}]}',
      status: 403,
    },
  },
  {
    id: "client-forbidden",
    says: /client-not-enrolled|attached to a Project|client-forbidden/i,
    distinctive: true,
    means: [
      {
        reason: "client/type-mismatch",
        weight: 0.7,
        fix: "Attach the App to a Project in the developer portal and make new tokens.",
      },
      { reason: "scope/not-allowed-for-client", weight: 0.3, fix: "Take an access level that has this endpoint." },
    ],
    page: ERRORS,
    example: {
      body: '{"title":"Client Forbidden","detail":"When authenticating requests to the Twitter API v2 endpoints, you must use keys and tokens from a Twitter developer App that is attached to a Project.","reason":"client-not-enrolled","status":403}',
      status: 403,
    },
  },
  {
    id: "subset",
    says: /access to a subset of (X|Twitter) API/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.8,
        fix: "Use a v2 endpoint that your access level has, or a higher level.",
      },
    ],
    page: E453,
    example: {
      body: '{"errors":[{"code":453,"message":"You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints"}]}',
      status: 403,
    },
  },
  {
    id: "unsupported-auth",
    says: /Authenticating with .{3,60} is forbidden for this endpoint|Unsupported Authentication/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.6,
        fix: "Call it with a user's token (authorization code with PKCE), not with the app's Bearer token.",
      },
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.4,
        fix: "Use one of the authentication types that the message names.",
      },
    ],
    page: ERRORS,
    example: {
      body: '{"title":"Unsupported Authentication","detail":"Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint. Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].","status":403}',
      status: 403,
    },
  },
  {
    id: "oauth1-permissions",
    says: /not configured with the appropriate oauth1 app permissions|Application cannot perform write actions|Read-only application cannot POST/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.9,
        fix: "Set App permissions to Read and write, then make new access tokens: older ones keep the old permission.",
      },
    ],
    page: ERRORS,
    example: {
      body: '{"detail":"Your client app is not configured with the appropriate oauth1 app permissions for this endpoint.","status":403}',
      status: 403,
    },
  },
  {
    id: "timestamp",
    says: /Timestamp out of bounds/i,
    means: [{ reason: "time/clock-skew", weight: 0.96, fix: "Set the clock of the machine (NTP)." }],
    page: ERRORS,
    example: { body: '{"errors":[{"code":135,"message":"Timestamp out of bounds."}]}', status: 401 },
  },
  {
    id: "expired",
    says: /Invalid or expired token/i,
    means: [
      {
        reason: "token/revoked",
        weight: 0.55,
        fix: "Make a new access token: it was regenerated or the user removed the app.",
      },
      { reason: "token/expired", weight: 0.45, fix: "Refresh it: OAuth 2.0 access tokens live two hours." },
    ],
    page: ERRORS,
    example: { body: '{"errors":[{"code":89,"message":"Invalid or expired token."}]}', status: 401 },
  },
  {
    id: "authenticate",
    says: /Could not authenticate you|Unable to verify your credentials|Bad Authentication data/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.5,
        fix: "Check API key, key secret, access token and token secret, and the OAuth 1.0a signature (encoding, order).",
      },
      {
        reason: "token/absent",
        weight: 0.3,
        fix: "Send the Authorization header.",
        tell: "The message is Bad Authentication data (215).",
      },
      { reason: "time/clock-skew", weight: 0.2, fix: "Check the clock." },
    ],
    page: ERRORS,
    example: { body: '{"errors":[{"code":32,"message":"Could not authenticate you."}]}', status: 401 },
  },
  {
    id: "unauthorized",
    says: /"detail":\s*"Unauthorized"|^Unauthorized$/m,
    status: 401,
    means: [
      { reason: "token/expired", weight: 0.5, fix: "Refresh it: OAuth 2.0 access tokens live two hours." },
      { reason: "token/malformed", weight: 0.4, fix: "Send the whole token after Bearer, decoded (no %2B)." },
      { reason: "token/revoked", weight: 0.3, fix: "Send the user through authorization again." },
    ],
    page: ERRORS,
    example: {
      body: '{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}',
      status: 401,
    },
  },
  {
    id: "scope",
    error: "invalid_scope",
    means: [
      {
        reason: "scope/unknown",
        weight: 0.7,
        fix: "Take scopes from the list (tweet.read users.read offline.access), joined by %20.",
      },
    ],
    page: OAUTH,
    example: { error: "invalid_scope" },
  },
  {
    id: "denied",
    error: "access_denied",
    means: [{ reason: "user/denied", weight: 0.93, fix: "The user pressed Cancel: offer to begin again." }],
    page: OAUTH,
    example: { error: "access_denied" },
  },
  {
    id: "rate",
    says: /Rate limit exceeded|Too Many Requests|UsageCapExceeded/i,
    means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Wait until x-rate-limit-reset." }],
    page: ERRORS,
    example: {
      body: '{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}',
      status: 429,
    },
  },
];
