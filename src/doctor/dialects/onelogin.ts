/** What OneLogin says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE = "https://github.com/onelogin/onelogin-oidc-node/issues/17";

export const onelogin: Dialect = {
  provider: "onelogin",
  name: "OneLogin",
  hosts: [".onelogin.com"],
  marks: [/\/oidc\/2\/(?:auth|token|me)/i, /\bonelogin\b/i],
  signatures: [
    {
      id: "redirect",
      error: "redirect_uri_mismatch",
      says: /redirect_uri did not match any client'?s registered redirect_uris|redirect_uri_mismatch/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Administration > Applications > (app) > Configuration > Redirect URIs: add it exactly, one a line, and Save.",
        },
      ],
      page: PAGE,
      example: {
        error: "redirect_uri_mismatch",
        description: "redirect_uri did not match any client's registered redirect_uris",
      },
    },
    {
      id: "client",
      error: "invalid_client",
      says: /client is invalid/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.85,
          fix: "Client ID is under (app) > SSO; the API credentials of Developers are others. Use your own subdomain.",
        },
        {
          reason: "client-auth/secret-wrong",
          weight: 0.3,
          fix: "Copy the secret from (app) > SSO.",
          tell: "The token endpoint says it.",
        },
      ],
      page: PAGE,
      example: { error: "invalid_client", description: "client is invalid" },
    },
    {
      id: "method",
      error: "invalid_client",
      says: /client authentication failed|invalid client authentication|token_endpoint_auth_method/i,
      means: [
        {
          reason: "client-auth/method-mismatch",
          weight: 0.6,
          fix: "(app) > SSO > Token Endpoint > Authentication Method: Basic, POST or None (PKCE), as the application does.",
        },
        { reason: "client-auth/secret-wrong", weight: 0.5, fix: "Copy the secret again." },
      ],
      page: PAGE,
      example: { error: "invalid_client", description: "client authentication failed" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      says: /grant request is invalid/i,
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Redeem each code once." },
        { reason: "code/expired", weight: 0.35, fix: "Redeem it at once." },
        { reason: "code/redirect-uri-mismatch", weight: 0.25, fix: "Send the same redirect_uri." },
        { reason: "refresh-token/expired", weight: 0.25, fix: "Sign in again.", tell: "It is a refresh." },
        { reason: "pkce/verifier-mismatch", weight: 0.2, fix: "Send the verifier of this sign-in." },
      ],
      page: PAGE,
      example: { error: "invalid_grant", description: "grant request is invalid" },
    },
    {
      id: "api-auth",
      says: /authentication failure|insufficient permissions/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "API: client_id:CLIENT,client_secret:SECRET of Developers > API Credentials, in the right region.",
        },
        {
          reason: "token/insufficient-scope",
          weight: 0.35,
          fix: "Give the credential the scope (Read all, Manage all).",
        },
      ],
      page: PAGE,
      example: {
        body: '{"status":{"error":true,"code":401,"type":"Unauthorized","message":"Authentication Failure"}}',
        status: 401,
      },
    },
  ],
  departures: [
    {
      says: "A wrong redirect URI comes as redirect_uri_mismatch.",
      page: "https://github.com/onelogin/onelogin-oidc-node/issues/17",
    },
  ],
};
