/** Mastodon: Doorkeeper's messages, on every instance. */
import type { Dialect } from "./define.ts";

const SCOPE = "https://github.com/mastodon/mastodon/issues/8210";
const CLIENT = "https://github.com/mastodon/mastodon/issues/20081";
const REDIRECT = "https://github.com/halcy/Mastodon.py/issues/90";
const GRANT = "https://github.com/h3poteto/megalodon/issues/2272";
const DOCS = "https://github.com/mastodon/documentation/pull/1445";

export const mastodon: Dialect = {
  provider: "mastodon",
  name: "Mastodon",
  hosts: ["mastodon.social", "mastodon.online", "mstdn.social"],
  marks: [/\/api\/v1\/apps\b|\bmastodon\b/i],
  signatures: [
    {
      id: "scope",
      says: /requested scope is invalid, unknown, or malformed/i,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.75,
          fix: "Register the app (POST /api/v1/apps) with scopes= that cover the scope= of the authorize URL.",
        },
        { reason: "scope/unknown", weight: 0.3, fix: "Older instances lack newer scopes (profile)." },
      ],
      page: SCOPE,
      example: { error: "invalid_scope", description: "The requested scope is invalid, unknown, or malformed." },
    },
    {
      id: "client",
      says: /Client authentication failed due to unknown client/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.75,
          fix: "Register the app again on this instance and store its client_id per instance: unused ones are swept away.",
        },
        {
          reason: "client-auth/secret-wrong",
          weight: 0.35,
          fix: "Send client_secret of that registration.",
          tell: "It comes from /oauth/token.",
        },
      ],
      page: CLIENT,
      example: {
        error: "invalid_client",
        description:
          "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
        status: 401,
      },
    },
    {
      id: "redirect",
      says: /redirect uri included is not valid|redirection URL is not valid|requested redirect uri is malformed/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Give redirect_uris at POST /api/v1/apps, letter for letter (urn:ietf:wg:oauth:2.0:oob for none).",
        },
      ],
      page: REDIRECT,
      example: { text: "The redirect URI included is not valid." },
    },
    {
      id: "grant",
      says: /authorization grant is invalid, expired, revoked, does ?n[o']t match the redirection URI/i,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.5,
          fix: "Send to /oauth/token the redirect_uri of /oauth/authorize; libraries assume oob.",
          tell: "The token request has another or none.",
        },
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        {
          reason: "code/of-other-client",
          weight: 0.35,
          fix: "Use the client registered on that instance for this flow.",
        },
        { reason: "code/expired", weight: 0.3, fix: "Exchange the code within ten minutes." },
      ],
      page: GRANT,
      example: {
        error: "invalid_grant",
        description:
          "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
        status: 400,
      },
    },
    {
      id: "invalid-token",
      says: /The access token (is invalid|was revoked|expired)/i,
      means: [
        {
          reason: "token/revoked",
          weight: 0.55,
          fix: "Authorize again: the app was removed under Account > Authorized apps.",
        },
        { reason: "token/unknown", weight: 0.4, fix: "Use the token on the instance that issued it." },
      ],
      page: DOCS,
      example: { body: '{"error":"The access token is invalid"}', status: 401 },
    },
    {
      id: "outside-scopes",
      says: /outside the authorized scopes/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.97,
          fix: "Ask for the scope at registration and authorization, then authorize again.",
        },
      ],
      page: DOCS,
      example: { body: '{"error":"This action is outside the authorized scopes"}', status: 403 },
    },
    {
      id: "account",
      says: /Your login is missing a confirmed e-mail address|Your login is (currently )?(pending approval|disabled)/i,
      means: [
        {
          reason: "user/account-not-ready",
          weight: 0.97,
          fix: "The user confirms the e-mail address, or waits for approval.",
        },
      ],
      page: DOCS,
      example: { body: '{"error":"Your login is missing a confirmed e-mail address"}', status: 403 },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [{ reason: "user/denied", weight: 0.93, fix: "The user pressed Deny: offer to begin again." }],
      page: DOCS,
      example: {
        error: "access_denied",
        description: "The resource owner or authorization server denied the request.",
      },
    },
    {
      id: "rate",
      says: /Too many requests/i,
      status: 429,
      means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Wait until X-RateLimit-Reset." }],
      page: DOCS,
      example: { body: '{"error":"Too many requests"}', status: 429 },
    },
  ],
  departures: [{ says: "Clients register at POST /api/v1/apps on each instance, not by RFC 7591.", page: DOCS }],
};
