/** Patreon: OAuth and API v2. */
import type { Dialect } from "./define.ts";

const DOC = "https://github.com/mxpv/patreon-go/issues/6";
const REDIRECT = "https://github.com/Sheezy-Art/sheezy-hub/issues/371";

export const patreon: Dialect = {
  provider: "patreon",
  name: "Patreon",
  hosts: ["www.patreon.com", "api.patreon.com"],
  signatures: [
    {
      id: "redirect",
      says: /Mismatching redirect URI/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URI letter for letter under Redirect URIs of the client.",
        },
      ],
      page: REDIRECT,
      example: { error: "invalid_request", description: "Mismatching redirect URI." },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        { reason: "client-auth/secret-wrong", weight: 0.7, fix: "Copy Client ID and Client Secret of the client." },
      ],
      page: DOC,
      example: { error: "invalid_client", status: 401 },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.35, fix: "Exchange the code at once." },
        {
          reason: "refresh-token/reused",
          weight: 0.35,
          fix: "Store the refresh_token of every refresh.",
          tell: "grant_type is refresh_token.",
        },
      ],
      page: DOC,
      example: { error: "invalid_grant", status: 401 },
    },
    {
      id: "unauthorized",
      says: /server could not verify that you are authorized|"code_name":\s*"Unauthorized"/i,
      means: [
        { reason: "token/expired", weight: 0.6, fix: "Refresh it: access tokens live 31 days." },
        { reason: "token/malformed", weight: 0.3, fix: "Send Authorization: Bearer <access token>." },
      ],
      page: DOC,
      example: {
        body: '{"errors":[{"code":1,"code_name":"Unauthorized","detail":"The server could not verify that you are authorized to access the URL requested."}]}',
        status: 401,
      },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/unknown",
          weight: 0.6,
          fix: "Use API v2 scopes (identity, campaigns.members), joined by a space.",
        },
        { reason: "scope/not-allowed-for-client", weight: 0.4, fix: "Make the client an API v2 client." },
      ],
      page: DOC,
      example: { error: "invalid_scope" },
    },
  ],
};
