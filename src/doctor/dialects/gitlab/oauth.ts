/** GitLab: its Doorkeeper messages, on gitlab.com and on self-hosted instances: oauth. */
import type { Signature } from "../define.ts";

const GRANT = "https://github.com/oidc-wp/openid-connect-generic/issues/109";
const REDIRECT = "https://github.com/hackmdio/codimd/issues/141";
const LOCALE = "https://github.com/doorkeeper-gem/doorkeeper/blob/main/config/locales/en.yml";
const CALLBACK = "https://github.com/linchus/omniauth-gitlab/issues/10";

export const oauth: readonly Signature[] = [
  {
    id: "refresh",
    error: "invalid_grant",
    parameter: { name: "grant_type", like: /^refresh_token$/ },
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.6,
        fix: "Store the new refresh_token of every refresh and let one process refresh: GitLab rotates both tokens.",
        tell: "The same token was sent before, or two processes refresh.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.4,
        fix: "Send the user through /oauth/authorize again.",
        tell: "The user removed the app under Preferences > Applications.",
      },
      {
        reason: "refresh-token/of-other-client",
        weight: 0.25,
        fix: "Refresh with the application that got the token.",
      },
    ],
    page: GRANT,
    example: {
      error: "invalid_grant",
      description:
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
      request:
        "POST https://gitlab.com/oauth/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=example&client_id=example",
    },
  },
  {
    id: "grant",
    says: /authorization grant is invalid, expired, revoked, does ?n[o']t match the redirection URI/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.5,
        fix: "Send to /oauth/token the very redirect_uri of /oauth/authorize, without added query parameters.",
        tell: "The two URIs differ, or state and code stick to the second.",
      },
      {
        reason: "code/already-used",
        weight: 0.45,
        fix: "Exchange each code once.",
        tell: "An earlier exchange succeeded.",
      },
      { reason: "code/expired", weight: 0.35, fix: "Exchange the code within ten minutes." },
      {
        reason: "refresh-token/reused",
        weight: 0.35,
        fix: "At refresh: store the new refresh_token each time.",
        tell: "grant_type is refresh_token.",
      },
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.2,
        fix: "Send the code_verifier of this very challenge.",
        tell: "The authorize request had a code_challenge.",
      },
    ],
    page: CALLBACK,
    example: {
      error: "invalid_grant",
      description:
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
      status: 400,
    },
  },
  {
    id: "redirect",
    says: /redirect uri included is not valid|requested redirect uri is malformed or does ?n[o']t match client redirect URI/i,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.9,
        fix: "Add the URI, one a line, letter for letter under Applications > your app > Edit > Redirect URI.",
      },
      {
        reason: "redirect-uri/scheme-mismatch",
        weight: 0.3,
        fix: "Behind a proxy tell the application its outer https URL.",
        tell: "The sent URI is http.",
      },
    ],
    page: REDIRECT,
    example: { text: "The redirect URI included is not valid." },
  },
  {
    id: "client",
    says: /Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.5,
        fix: "Copy the secret (gloas-...) of the application, or press Renew secret.",
        tell: "It comes from /oauth/token.",
      },
      {
        reason: "client/unknown",
        weight: 0.5,
        fix: "Use the Application ID of this very instance.",
        tell: "It is a page at /oauth/authorize.",
      },
      {
        reason: "client-auth/secret-absent",
        weight: 0.3,
        fix: "Send client_secret, or clear Confidential in the application for a public client.",
      },
    ],
    page: LOCALE,
    example: {
      error: "invalid_client",
      description:
        "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
      status: 401,
    },
  },
  {
    id: "scope",
    says: /requested scope is invalid, unknown, or malformed/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.65,
        fix: "Tick the scope in the application (Applications > Edit > Scopes): only selected ones may be asked for.",
      },
      { reason: "scope/unknown", weight: 0.4, fix: "Take names from GitLab's list (read_user, api, openid)." },
      {
        reason: "scope/wrong-delimiter",
        weight: 0.3,
        fix: "Join scopes by a space.",
        tell: "The value holds commas.",
      },
    ],
    page: LOCALE,
    example: { error: "invalid_scope", description: "The requested scope is invalid, unknown, or malformed." },
  },
  {
    id: "unauthorized",
    error: "unauthorized_client",
    means: [
      { reason: "client/grant-type-not-allowed", weight: 0.8, fix: "Use the authorization code flow with PKCE." },
    ],
    page: LOCALE,
    example: {
      error: "unauthorized_client",
      description: "The client is not authorized to perform this request using this method.",
    },
  },
  {
    id: "response-type",
    error: "unsupported_response_type",
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.92,
        fix: "Send response_type=code; implicit has been withdrawn.",
      },
    ],
    page: LOCALE,
    example: {
      error: "unsupported_response_type",
      description: "The authorization server does not support this response type.",
    },
  },
  {
    id: "grant-type",
    error: "unsupported_grant_type",
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.75,
        fix: "Use authorization_code, refresh_token, the device grant, or password where the instance allows it.",
      },
      {
        reason: "request/wrong-content-type",
        weight: 0.3,
        fix: "Send grant_type in a form or JSON body with its Content-Type.",
      },
    ],
    page: LOCALE,
    example: {
      error: "unsupported_grant_type",
      description: "The authorization grant type is not supported by the authorization server.",
    },
  },
  {
    id: "missing",
    says: /Missing required parameter: \w+|Required parameter for authorizing request is missing/i,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.9,
        fix: "Send the named parameter in the body of /oauth/token, with the right Content-Type.",
      },
    ],
    page: LOCALE,
    example: { error: "invalid_request", description: "Missing required parameter: grant_type." },
  },
  {
    id: "challenge-method",
    says: /code[ _]challenge[ _]method must be/i,
    means: [
      { reason: "pkce/method-unsupported", weight: 0.95, fix: "Send code_challenge_method=S256 (upper-case S)." },
    ],
    page: LOCALE,
    example: {
      error: "invalid_code_challenge_method",
      description: "The code challenge method must be plain or S256.",
    },
  },
  {
    id: "pkce-required",
    says: /Code challenge is required/i,
    means: [{ reason: "pkce/required", weight: 0.95, fix: "Send code_challenge and code_challenge_method=S256." }],
    page: LOCALE,
    example: { error: "invalid_request", description: "Code challenge is required." },
  },
  {
    id: "denied",
    error: "access_denied",
    means: [{ reason: "user/denied", weight: 0.92, fix: "The user pressed Deny: offer to begin again." }],
    page: LOCALE,
    example: {
      error: "access_denied",
      description: "The resource owner or authorization server denied the request.",
    },
  },
];
