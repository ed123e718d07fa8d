/** Airtable: OAuth integrations and the Web API. */
import type { Dialect } from "./define.ts";

const ADMIN = "https://learn.microsoft.com/en-us/microsoft-365/copilot/connectors/airtable-troubleshooting";

export const airtable: Dialect = {
  provider: "airtable",
  name: "Airtable",
  hosts: ["airtable.com", "api.airtable.com", "www.airtable.com"],
  signatures: [
    {
      id: "allowlist",
      says: /Invalid Credentials detected/i,
      means: [
        {
          reason: "user/policy-blocked",
          weight: 0.75,
          fix: "The enterprise allows the Client ID under Admin Hub > Settings > Integrations & development > Third party integration allowlist.",
        },
        { reason: "client/unknown", weight: 0.25, fix: "Check the Client ID." },
      ],
      page: ADMIN,
      example: { text: "Invalid Credentials detected" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.4,
          fix: "Store the refresh_token of every refresh: reuse ends the whole grant.",
          tell: "grant_type is refresh_token.",
        },
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        { reason: "pkce/verifier-mismatch", weight: 0.3, fix: "Send the verifier of this challenge." },
        { reason: "refresh-token/expired", weight: 0.25, fix: "Connect the user again: 60 days unused end it." },
      ],
      page: ADMIN,
      example: { error: "invalid_grant" },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.5,
          fix: "Send Basic base64(client_id:client_secret) where the integration has a secret.",
        },
        {
          reason: "client-auth/method-mismatch",
          weight: 0.35,
          fix: "Without a secret send client_id in the body and no Authorization header.",
        },
      ],
      page: ADMIN,
      example: { error: "invalid_client" },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        { reason: "scope/not-allowed-for-client", weight: 0.65, fix: "Tick the scopes of the integration first." },
        { reason: "scope/unknown", weight: 0.4, fix: "Take names from Airtable's list (data.records:read)." },
      ],
      page: ADMIN,
      example: { error: "invalid_scope" },
    },
    {
      id: "unauthorized",
      error: "unauthorized_client",
      means: [
        { reason: "client/unknown", weight: 0.5, fix: "Check the client_id." },
        { reason: "redirect-uri/unregistered", weight: 0.35, fix: "Check the redirect URL." },
      ],
      page: ADMIN,
      example: { error: "unauthorized_client" },
    },
    {
      id: "permissions",
      says: /INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND|NOT_AUTHORIZED/,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.75,
          fix: "Let the user add the base or workspace when authorizing, with the scope.",
        },
      ],
      page: ADMIN,
      example: {
        body: '{"error":{"type":"INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND","message":"Invalid permissions, or the requested model was not found."}}',
        status: 403,
      },
    },
    {
      id: "auth",
      says: /AUTHENTICATION_REQUIRED|Invalid authentication token/i,
      means: [
        { reason: "token/expired", weight: 0.55, fix: "Refresh it: access tokens live 60 minutes." },
        { reason: "token/absent", weight: 0.4, fix: "Send Authorization: Bearer <token>." },
      ],
      page: ADMIN,
      example: {
        body: '{"error":{"type":"AUTHENTICATION_REQUIRED","message":"Authentication required"}}',
        status: 401,
      },
    },
  ],
};
