/** What PingOne says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE = "https://github.com/pingidentity/pingone-sample-dotnet/issues/6";

export const pingone: Dialect = {
  provider: "pingone",
  name: "PingOne",
  hosts: [".pingone.com", ".pingone.eu", ".pingone.asia", ".pingone.ca", ".pingone.com.au", ".pingone.sg"],
  marks: [/\bCorrelation ID: ?[0-9a-f-]{36}/i, /\bpingone\b/i],
  signatures: [
    {
      id: "redirect",
      says: /redirect uri mismatch|redirect_uri.{0,40}mismatch/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.88,
          fix: "PingOne console > Applications > (app) > Configuration > Redirect URIs: add it exactly (not the Signon URL).",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.2,
          fix: "Send the same in the token request.",
          tell: "The token endpoint says it.",
        },
      ],
      page: PAGE,
      example: { text: "Redirect URI mismatch" },
    },
    {
      id: "method",
      error: "invalid_client",
      says: /request denied: unsupported authentication method/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/method-mismatch",
          weight: 0.88,
          fix: "PingOne console > Applications > (app) > Configuration > Token Endpoint Authentication Method: choose what the application sends (Client Secret Basic, Post, None, private key).",
        },
        { reason: "client-auth/secret-absent", weight: 0.25, fix: "Send the secret.", tell: "None was sent." },
      ],
      page: PAGE,
      example: {
        error: "invalid_client",
        description:
          "Request denied: Unsupported authentication method (Correlation ID: 00000000-0000-0000-0000-000000000000)",
      },
    },
    {
      id: "credentials",
      error: "invalid_client",
      says: /request denied: invalid client credentials|invalid client credentials/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.93,
          fix: "Copy the Client Secret from PingOne console > Applications > (app) > Configuration.",
        },
      ],
      page: PAGE,
      example: {
        error: "invalid_client",
        description:
          "Request denied: Invalid client credentials (Correlation ID: 00000000-0000-0000-0000-000000000000)",
      },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        { reason: "scope/not-allowed-for-client", weight: 0.6, fix: "Application > Resources: grant the scopes." },
        { reason: "scope/mixes-resources", weight: 0.3, fix: "Ask scopes of one custom resource only." },
        { reason: "scope/missing", weight: 0.2, fix: "client_credentials needs a scope of a custom resource." },
      ],
      page: PAGE,
      example: { error: "invalid_scope", description: "May not request scopes for multiple resources" },
    },
  ],
  departures: [
    {
      says: 'Descriptions begin "Request denied:" and end in a Correlation ID.',
      page: "https://github.com/pingidentity/pingone-sample-dotnet/issues/6",
    },
  ],
};
