/** What Clerk says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE_0 = "https://clerk.com/docs/pr/2247/errors/frontend-api";
const PAGE_1 = "https://beta.clerk.com/docs/errors/authentication";
const PAGE_2 = "https://github.com/higgsfield-ai/cli/issues/38";
const PAGE_3 = "https://clerk.com/docs/pr/2247/errors/backend-api";

export const clerk: Dialect = {
  provider: "clerk",
  name: "Clerk",
  hosts: [".clerk.accounts.dev", ".clerk.com", ".clerk.dev", ".accounts.dev"],
  marks: [
    /"clerk_trace_id"/i,
    /@clerk\/|\bclerk(?:js|JS)?\b/i,
    /\bx-clerk-auth-\w+/i,
    /https?:\/\/clerk\.[a-z0-9.-]+\//i,
  ],
  signatures: [
    {
      id: "authentication_invalid",
      says: /^invalid authentication$|unable to authenticate the request,? you need to supply an active session/im,
      distinctive: true,
      means: [{ reason: "token/absent", weight: 0.7, fix: "Send the session token (or cookie) of an active session." }],
      page: PAGE_0,
      example: {
        body: '{"errors":[{"message":"Invalid authentication","long_message":"Unable to authenticate the request, you need to supply an active session","code":"authentication_invalid"}]}',
        status: 401,
      },
    },
    {
      id: "authorization_invalid",
      says: /^unauthorized request$|not authorized to perform this request/im,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.7,
          fix: "The session or key may not do this: use the secret key of the same instance on the server.",
        },
      ],
      page: PAGE_0,
      example: {
        body: '{"errors":[{"message":"Unauthorized request","long_message":"You are not authorized to perform this request","code":"authorization_invalid"}]}',
        status: 403,
      },
    },
    {
      id: "header_format",
      says: /authorization_header_format_invalid|invalid authorization header format/i,
      means: [
        { reason: "token/malformed", weight: 0.93, fix: "Send Authorization: Bearer and the key, nothing else." },
      ],
      page: PAGE_1,
      example: {
        body: '{"errors":[{"message":"Invalid Authorization header format","long_message":"Invalid Authorization header format. Must be \'Bearer <YOUR_API_KEY>\'","code":"authorization_header_format_invalid"}]}',
        status: 401,
      },
    },
    {
      id: "clerk_key_invalid",
      says: /clerk_key_invalid|provided clerk secret key is invalid/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.85,
          fix: "Dashboard > API keys: copy the secret key of this instance.",
        },
        {
          reason: "request/wrong-environment",
          weight: 0.35,
          fix: "Development and production keys (sk_test, sk_live) do not mix.",
        },
      ],
      page: PAGE_1,
      example: {
        body: '{"errors":[{"message":"The provided Clerk Secret Key is invalid. Make sure that your Clerk Secret Key is correct.","code":"clerk_key_invalid"}]}',
        status: 401,
      },
    },
    {
      id: "origin",
      says: /invalid request headers|http origin header is required|origin_(?:invalid|missing)|origin header must be equal to/i,
      means: [
        {
          reason: "transport/cors-blocked",
          weight: 0.7,
          fix: "Call the Frontend API from the page of the domain that is set for the instance.",
        },
      ],
      page: PAGE_1,
      example: {
        body: '{"errors":[{"message":"Invalid request headers","long_message":"Your Clerk Frontend API is accessible from browsers and native applications. To protect against standard web attacks, the HTTP Origin header is required in browser requests."}]}',
        status: 400,
      },
    },
    {
      id: "csrf",
      says: /invalid_csrf_token|invalid or missing csrf token/i,
      distinctive: true,
      means: [{ reason: "request/state-mismatch", weight: 0.7, fix: "Keep the cookies of the flow." }],
      page: PAGE_1,
      example: {
        body: '{"errors":[{"message":"Invalid or missing CSRF token","code":"invalid_csrf_token"}]}',
        status: 403,
      },
    },
    {
      id: "not_allowed_access",
      says: /not_allowed_access|^access not allowed\.?$|not allowed to access this application/im,
      distinctive: true,
      means: [
        {
          reason: "user/not-assigned",
          weight: 0.9,
          fix: "Dashboard > Restrictions: the allowlist or blocklist keeps the user out.",
        },
      ],
      page: PAGE_0,
      example: { body: '{"errors":[{"message":"Access not allowed.","code":"not_allowed_access"}]}', status: 403 },
    },
    {
      id: "redirect",
      error: "invalid_request",
      says: /redirect_uri.{0,60}(?:does not match|did not match|pre-registered|mismatch)|redirect url.{0,40}(?:does not match|mismatch)/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.8,
          fix: "Dashboard > OAuth applications > (app) > Redirect URIs: add it exactly.",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.3,
          fix: "Send the same redirect_uri in the token request.",
          tell: "The token endpoint says it.",
        },
      ],
      page: PAGE_2,
      example: {
        error: "invalid_request",
        description:
          "The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's pre-registered redirect urls.",
      },
    },
    {
      id: "cookies",
      says: /dev_browser_(?:missing|unauthenticated)|dev browser|infinite redirect loop/i,
      means: [
        {
          reason: "transport/cookies-blocked",
          weight: 0.6,
          fix: "Let the browser keep the cookies of the instance, and set publishable and secret key of the same instance.",
        },
        { reason: "request/wrong-environment", weight: 0.4, fix: "Keys of two instances are mixed." },
      ],
      page: PAGE_0,
      example: {
        text: "Clerk: Refreshing the session token resulted in an infinite redirect loop. This usually means that your Clerk instance keys do not match.",
      },
    },
    {
      id: "jwt-kid",
      says: /unable to find a signing key in jwks that matches the kid|jwk-kid-mismatch/i,
      distinctive: true,
      means: [
        { reason: "token/signature-invalid", weight: 0.7, fix: "Use keys of the instance that issued the token." },
        {
          reason: "request/wrong-environment",
          weight: 0.5,
          fix: "The token is of another instance (pk_test and sk_live mixed).",
        },
      ],
      page: PAGE_3,
      example: {
        text: "Unable to find a signing key in JWKS that matches the kid='ins_abc' of the provided session token. (reason=jwk-kid-mismatch)",
      },
    },
    {
      id: "iat-future",
      says: /token-not-active-yet|token-iat-in-the-future|jwt (?:issued at date|cannot be used prior)/i,
      means: [
        {
          reason: "time/clock-skew",
          weight: 0.93,
          fix: "Set the clock of the server by NTP (clockSkewInMs allows 5 seconds).",
        },
      ],
      page: PAGE_3,
      example: { text: "JWT issued at date claim (iat) is in the future. (reason=token-iat-in-the-future)" },
    },
    {
      id: "azp",
      says: /token-invalid-authorized-parties|invalid jwt authorized party claim/i,
      distinctive: true,
      means: [{ reason: "token/wrong-audience", weight: 0.9, fix: "Add the origin to authorizedParties." }],
      page: PAGE_3,
      example: {
        text: 'Invalid JWT Authorized party claim (azp) "http://localhost:3000". Expected "https://app.example.com". (reason=token-invalid-authorized-parties)',
      },
    },
  ],
  departures: [
    {
      says: "Its own API returns {errors:[{code, message, long_message}], clerk_trace_id}; only /oauth/* returns error and error_description.",
      page: "https://clerk.com/docs/pr/2247/errors/frontend-api",
    },
  ],
};
