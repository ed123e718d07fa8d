/** Authelia: fosite's hints with words of its own. */
import type { Dialect } from "./define.ts";

const FAQ = "https://www.authelia.com/integration/openid-connect/frequently-asked-questions/";

export const authelia: Dialect = {
  provider: "authelia",
  name: "Authelia",
  hosts: [],
  marks: [/\bauthelia\b/i, /\/api\/oidc\/(?:authorization|token|userinfo|introspection)\b/],
  signatures: [
    {
      id: "redirect-uri",
      says: /'redirect_uri' parameter does not match any of the OAuth 2\.0 Client's pre-registered/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the exact URI to redirect_uris of the client in identity_providers.oidc.clients.",
        },
      ],
      page: FAQ,
      example: {
        error: "invalid_request",
        description:
          "The 'redirect_uri' parameter does not match any of the OAuth 2.0 Client's pre-registered 'redirect_uris'.",
      },
    },
    {
      id: "method",
      says: /supports client authentication method '[^']*', but method '[^']*' was requested/i,
      means: [
        {
          reason: "client-auth/method-mismatch",
          weight: 0.98,
          fix: "Set token_endpoint_auth_method of the client to the method that the application sends.",
        },
      ],
      page: FAQ,
      example: {
        error: "invalid_client",
        description:
          "The OAuth 2.0 Client supports client authentication method 'client_secret_basic', but method 'client_secret_post' was requested.",
      },
    },
    {
      id: "client",
      says: /does not appear to be a registered client|requested OAuth 2\.0 Client does not exist/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.97,
          fix: "Add a client with that client_id to the configuration and restart Authelia.",
        },
      ],
      page: FAQ,
      example: {
        error: "invalid_client",
        description: "Client with id 'app' does not appear to be a registered client.",
      },
    },
    {
      id: "scope",
      says: /OAuth 2\.0 Client is not allowed to request scope/i,
      means: [{ reason: "scope/not-allowed-for-client", weight: 0.95, fix: "Add the scope to scopes of the client." }],
      page: FAQ,
      example: {
        error: "invalid_scope",
        description: "The OAuth 2.0 Client is not allowed to request scope 'groups'.",
      },
    },
    {
      id: "response-type",
      says: /client is not allowed to request response_type/i,
      means: [
        { reason: "client/response-type-not-allowed", weight: 0.96, fix: "Add it to response_types of the client." },
      ],
      page: FAQ,
      example: {
        error: "unsupported_response_type",
        description: "The client is not allowed to request response_type 'token'.",
      },
    },
    {
      id: "grant",
      says: /not allowed to use (?:the )?authorization grant/i,
      means: [{ reason: "client/grant-type-not-allowed", weight: 0.96, fix: "Add it to grant_types of the client." }],
      page: FAQ,
      example: {
        error: "unauthorized_client",
        description: "The OAuth 2.0 Client is not allowed to use authorization grant 'client_credentials'.",
      },
    },
    {
      id: "pkce",
      says: /must include a code_challenge|must use code_challenge_method=S256/i,
      means: [
        {
          reason: "pkce/required",
          weight: 0.95,
          fix: "Turn PKCE with S256 on in the application, or set require_pkce of the client to false.",
        },
      ],
      page: FAQ,
      example: {
        error: "invalid_request",
        description:
          "Clients must include a code_challenge when performing the authorize code flow, but it is missing.",
      },
    },
    {
      id: "user-denied",
      says: /user was denied access to this client|Could not authorize the user/i,
      means: [
        {
          reason: "user/not-assigned",
          weight: 0.9,
          fix: "Change the authorization_policy of the client so that it admits the user.",
        },
      ],
      page: FAQ,
      example: { error: "access_denied", description: "The user was denied access to this client." },
    },
    {
      id: "issuer",
      says: /requested issuer was not the same issuer|effective issuer did not match/i,
      distinctive: true,
      means: [
        {
          reason: "discovery/issuer-mismatch",
          weight: 0.9,
          fix: "Use one Authelia URL through the whole flow; forward X-Forwarded-Host and -Proto.",
        },
      ],
      page: FAQ,
      example: {
        error: "access_denied",
        description: "The requested issuer was not the same issuer that attempted to authorize the request.",
      },
    },
    {
      id: "par",
      says: /PAR session was not found|Pushed Authorization Requests are enforced/i,
      means: [
        {
          reason: "request/object-invalid",
          weight: 0.9,
          fix: "Push the request again, or set require_pushed_authorization_requests to false.",
        },
      ],
      page: FAQ,
      example: {
        error: "invalid_request_uri",
        description: "The requested PAR session was not found, was expired, or was otherwise invalid.",
      },
    },
    {
      id: "openid",
      says: /granted scope was missing the 'openid' scope/i,
      means: [{ reason: "scope/missing", weight: 0.97, fix: "Ask for openid." }],
      page: FAQ,
      example: { error: "insufficient_scope", description: "The granted scope was missing the 'openid' scope." },
    },
    {
      id: "state",
      error: "invalid_state",
      means: [
        {
          reason: "request/parameter-rejected",
          weight: 0.85,
          fix: "Send a random state of at least eight characters (minimum_parameter_entropy).",
        },
      ],
      page: FAQ,
      example: {
        error: "invalid_state",
        description: "The state is missing or does not have enough characters and is therefore considered too weak.",
      },
    },
    {
      id: "client-failed",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "Put the digest of the secret into client_secret and the plain one into the application.",
        },
        {
          reason: "client-auth/method-mismatch",
          weight: 0.4,
          fix: "Compare token_endpoint_auth_method with what the application sends.",
        },
      ],
      page: FAQ,
      example: {
        error: "invalid_client",
        description:
          "Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).",
      },
    },
  ],
  departures: [
    {
      says: "Checks redirect URIs by plain comparison, letter by letter.",
      page: "https://www.authelia.com/integration/openid-connect/frequently-asked-questions/",
    },
  ],
};
