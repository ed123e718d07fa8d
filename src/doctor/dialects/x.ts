/** X (Twitter): OAuth 2.0 with PKCE, and what remains of OAuth 1.0a. */
import type { Dialect } from "./define.ts";

const CODE = "https://github.com/plhery/node-twitter-api-v2/issues/496";
const HEADER = "https://github.com/tweepy/tweepy/issues/2035";
const VERIFIER = "https://github.com/tweepy/tweepy/issues/2014";
const REFRESH = "https://github.com/unasuke/omniauth-twitter2/issues/4";
const ERRORS = "https://developer.x.com/en/support/x-api/error-troubleshooting";
const OAUTH = "https://developer.twitter.com/en/docs/authentication/oauth-2-0/authorization-code";

export const x: Dialect = {
  provider: "x",
  name: "X (Twitter)",
  hosts: ["api.x.com", "api.twitter.com", "x.com", "twitter.com"],
  marks: [/\/2\/oauth2\/token|\/i\/oauth2\/authorize/],
  signatures: [
    {
      id: "code",
      says: /Value passed for the authorization code was invalid/i,
      distinctive: true,
      means: [
        { reason: "code/expired", weight: 0.55, fix: "Exchange the code within 30 seconds of the callback." },
        {
          reason: "code/already-used",
          weight: 0.55,
          fix: "Exchange each code once: guard the callback against reloads and double effects.",
          tell: "The first exchange succeeded.",
        },
        { reason: "code/of-other-client", weight: 0.25, fix: "Use one client_id in both requests." },
        { reason: "code/corrupted", weight: 0.2, fix: "Decode the code once before it goes into the form." },
      ],
      page: CODE,
      example: {
        error: "invalid_request",
        description: "Value passed for the authorization code was invalid.",
        status: 400,
      },
    },
    {
      id: "redirect-token",
      says: /redirect uri did not match the uri of the authorization code|Value passed for the redirect uri/i,
      distinctive: true,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.95,
          fix: "Send to /2/oauth2/token the very redirect_uri of /i/oauth2/authorize.",
        },
      ],
      page: CODE,
      example: {
        error: "invalid_request",
        description: "Value passed for the redirect uri did not match the uri of the authorization code.",
      },
    },
    {
      id: "refresh",
      says: /Value passed for the token was invalid/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.6,
          fix: "Store the refresh_token of every refresh and let one process refresh: each is good once.",
          tell: "The same token was sent before.",
        },
        {
          reason: "refresh-token/expired",
          weight: 0.3,
          fix: "Send the user through authorization again: it lives six months.",
        },
        { reason: "refresh-token/revoked", weight: 0.35, fix: "Send the user through authorization again." },
        { reason: "refresh-token/of-other-client", weight: 0.2, fix: "Refresh with the client that got the token." },
      ],
      page: REFRESH,
      example: { error: "invalid_request", description: "Value passed for the token was invalid.", status: 400 },
    },
    {
      id: "header",
      says: /Missing valid authorization header/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/method-mismatch",
          weight: 0.55,
          fix: "A confidential client (Web App, Automated App or Bot) sends Authorization: Basic base64(client_id:client_secret) to /2/oauth2/token.",
        },
        {
          reason: "client-auth/secret-absent",
          weight: 0.5,
          fix: "Send the OAuth 2.0 Client Secret by Basic, at refresh too.",
        },
        {
          reason: "client-auth/secret-wrong",
          weight: 0.45,
          fix: "Use OAuth 2.0 Client ID and Client Secret, not the API key and secret of OAuth 1.0a.",
          tell: "The Basic header is there.",
        },
      ],
      page: HEADER,
      example: { error: "unauthorized_client", description: "Missing valid authorization header", status: 401 },
    },
    {
      id: "verifier-missing",
      says: /Missing required parameter \[code_verifier\]/i,
      means: [
        {
          reason: "pkce/verifier-missing",
          weight: 0.95,
          fix: "Keep the code_verifier of the authorize request (session) and send it to /2/oauth2/token.",
        },
      ],
      page: VERIFIER,
      example: { error: "invalid_request", description: "Missing required parameter [code_verifier]." },
    },
    {
      id: "verifier",
      says: /code[_ ]verifier.{0,40}(did not match|does not match|invalid|not valid)/i,
      means: [
        {
          reason: "pkce/verifier-mismatch",
          weight: 0.95,
          fix: "Send the verifier from which this challenge was made, and the method (S256 or plain) that it was made by.",
        },
      ],
      page: VERIFIER,
      example: {
        error: "invalid_request",
        description: "Value passed for the code verifier did not match the code challenge.",
      },
    },
    {
      id: "missing-client",
      says: /Missing required parameter \[client_id\]/i,
      means: [
        {
          reason: "request/parameter-absent",
          weight: 0.8,
          fix: "A public client (Native App, Single page App) sends client_id in the form body.",
        },
        { reason: "request/wrong-content-type", weight: 0.4, fix: "POST application/x-www-form-urlencoded." },
      ],
      page: HEADER,
      example: { error: "invalid_request", description: "Missing required parameter [client_id]." },
    },
    {
      id: "missing",
      says: /Missing required parameter \[/i,
      means: [
        { reason: "request/parameter-absent", weight: 0.8, fix: "Send the named parameter in the form body." },
        { reason: "request/wrong-content-type", weight: 0.45, fix: "POST application/x-www-form-urlencoded." },
      ],
      page: VERIFIER,
      example: { error: "invalid_request", description: "Missing required parameter [grant_type]." },
    },
    {
      id: "authorize-page",
      says: /weren.?t able to give access to the App/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.5,
          fix: "Put the URI letter for letter under User authentication settings > Callback URI / Redirect URL.",
        },
        {
          reason: "request/parameter-absent",
          weight: 0.35,
          fix: "Send response_type, client_id, redirect_uri, scope, state, code_challenge and code_challenge_method.",
          tell: "One of them is missing from the address.",
        },
        {
          reason: "client/unknown",
          weight: 0.3,
          fix: "Use the OAuth 2.0 Client ID of Keys and tokens, not the API key.",
        },
        {
          reason: "scope/unknown",
          weight: 0.25,
          fix: "Take scopes from the list (tweet.read users.read offline.access), joined by %20.",
        },
        {
          reason: "client/type-mismatch",
          weight: 0.2,
          fix: "Set up User authentication settings (OAuth 2.0 on) in the app.",
        },
      ],
      page: OAUTH,
      example: {
        text: "Something went wrong. You weren't able to give access to the App. Go back and try logging in again.",
      },
    },
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
      page: ERRORS,
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
          fix: "Enter a Callback URI in the app's settings: without one it is taken for a desktop app.",
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
      page: ERRORS,
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
  ],
  departures: [
    { says: "A code or refresh token that is refused is invalid_request, not invalid_grant.", page: CODE },
    { says: "PKCE is demanded of confidential clients too.", page: VERIFIER },
  ],
};
