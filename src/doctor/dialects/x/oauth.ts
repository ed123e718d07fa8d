/** X (Twitter): OAuth 2.0 with PKCE, and what remains of OAuth 1.0a: oauth. */
import type { Signature } from "../define.ts";

const CODE = "https://github.com/plhery/node-twitter-api-v2/issues/496";
const HEADER = "https://github.com/tweepy/tweepy/issues/2035";
const VERIFIER = "https://github.com/tweepy/tweepy/issues/2014";
const REFRESH = "https://github.com/unasuke/omniauth-twitter2/issues/4";
const OAUTH = "https://developer.twitter.com/en/docs/authentication/oauth-2-0/authorization-code";

export const oauth: readonly Signature[] = [
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
        fix: "Store the refresh_token of every refresh and let one process refresh: each can be used once.",
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
        tell: "One of them is missing from the URL.",
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
];
