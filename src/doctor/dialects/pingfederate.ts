/** What PingFederate says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE =
  "https://docs.pingidentity.com/pingfederate/12.2/developers_reference_guide/pf_oauth_grant_type_param.html";

export const pingfederate: Dialect = {
  provider: "pingfederate",
  name: "PingFederate",
  hosts: [],
  marks: [
    /\/as\/(?:authorization|token|introspect|revoke_token|device_authz)\.oauth2/i,
    /\/idp\/userinfo\.openid|\/pf\/JWKS/i,
    /\bpi\.sri\b|pingfederate|validate_bearer/i,
  ],
  signatures: [
    {
      id: "redirect",
      error: "invalid_request",
      says: /invalid redirect_uri|redirect_uri.{0,40}(?:invalid|not (?:valid|match))/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.85,
          fix: "PingFederate console > Applications > OAuth > Clients > (client) > Redirection URIs: add the URI (one wildcard is allowed).",
        },
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.3,
          fix: "Send the same redirect_uri in the token request.",
          tell: "The token endpoint says it.",
        },
      ],
      page: PAGE,
      example: { error: "invalid_request", description: "Invalid redirect_uri" },
    },
    {
      id: "unknown-client",
      error: ["unauthorized_client", "invalid_request", "invalid_client"],
      says: /unknown or invalid client_id|invalid client_?id|unknown client/i,
      means: [
        {
          reason: "client/unknown",
          weight: 0.93,
          fix: "Compare client_id with PingFederate console > Applications > OAuth > Clients > (client) > Client ID.",
        },
      ],
      page: PAGE,
      example: { error: "unauthorized_client", description: "Unknown or invalid client_id" },
    },
    {
      id: "client-credentials",
      error: "invalid_client",
      says: /invalid client or client credentials/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.65,
          fix: "PingFederate console > Applications > OAuth > Clients > (client) > Client authentication: reset the secret and use the new one.",
        },
        { reason: "client/unknown", weight: 0.35, fix: "Check client_id; a disabled client gives the same." },
        { reason: "client-auth/method-mismatch", weight: 0.25, fix: "Use the method that the client is set to." },
      ],
      page: PAGE,
      example: { error: "invalid_client", description: "Invalid client or client credentials." },
    },
    {
      id: "code",
      error: "invalid_grant",
      says: /authorization code is invalid or expired/i,
      means: [
        { reason: "code/already-used", weight: 0.55, fix: "Redeem each code once." },
        {
          reason: "code/expired",
          weight: 0.45,
          fix: "Redeem it at once: it lives 60 seconds (Authorization Server Settings).",
        },
        { reason: "code/of-other-client", weight: 0.15, fix: "Use the client that asked for it." },
      ],
      page: PAGE,
      example: { error: "invalid_grant", description: "Authorization code is invalid or expired." },
    },
    {
      id: "refresh",
      error: "invalid_grant",
      says: /unknown, invalid, or expired refresh token/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/expired",
          weight: 0.45,
          fix: "Sign in again; Persistent Grant lifetime and idle timeout decide.",
        },
        { reason: "refresh-token/reused", weight: 0.35, fix: "With Roll Refresh Token Values store each new token." },
        { reason: "refresh-token/revoked", weight: 0.35, fix: "The grant was revoked: sign in again." },
      ],
      page: PAGE,
      example: { error: "invalid_grant", description: "unknown, invalid, or expired refresh token" },
    },
    {
      id: "refresh-absent",
      error: "invalid_request",
      says: /refresh_token parameter is required|(?:code|grant_type|client_id) (?:parameter )?is required/i,
      means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send the parameter in the form body." }],
      page: PAGE,
      example: { error: "invalid_request", description: "refresh_token parameter is required" },
    },
    {
      id: "scope",
      error: "invalid_scope",
      says: /requested scope\(s\) must be blank or a subset/i,
      distinctive: true,
      means: [
        {
          reason: "scope/exceeds-grant",
          weight: 0.85,
          fix: "At a refresh ask nothing, or a subset of what was granted.",
        },
      ],
      page: PAGE,
      example: {
        error: "invalid_scope",
        description: "The requested scope(s) must be blank or a subset of the provided scopes.",
      },
    },
    {
      id: "scope-invalid",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.55,
          fix: "PingFederate console > Applications > OAuth > Clients > (client) > Restrict common scopes / Exclusive scopes: allow the scope.",
        },
        { reason: "scope/unknown", weight: 0.5, fix: "System > OAuth Settings > Scope Management: add it." },
      ],
      page: PAGE,
      example: {
        error: "invalid_scope",
        description:
          "The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner.",
      },
    },
    {
      id: "grant",
      error: "unauthorized_client",
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.75,
          fix: "PingFederate console > Applications > OAuth > Clients > (client) > Allowed grant types: tick the grant.",
        },
      ],
      page: PAGE,
      example: { error: "unauthorized_client" },
    },
    {
      id: "validate-bearer",
      error: "invalid_grant",
      says: /token not found, expired or invalid/i,
      distinctive: true,
      means: [
        { reason: "token/expired", weight: 0.6, fix: "Get a new access token." },
        { reason: "token/unknown", weight: 0.4, fix: "Validate with the access token manager that issued it." },
      ],
      page: PAGE,
      example: { error: "invalid_grant", description: "token not found, expired or invalid" },
    },
    {
      id: "unsupported",
      error: "unsupported_grant_type",
      means: [
        {
          reason: "request/grant-type-unsupported",
          weight: 0.85,
          fix: "Use a grant that the discovery document lists.",
        },
      ],
      page: PAGE,
      example: { error: "unsupported_grant_type" },
    },
  ],
  departures: [
    {
      says: "Endpoints end in .oauth2 (/as/token.oauth2); the introspection of old clients is a grant type, validate_bearer.",
      page: "https://docs.pingidentity.com/pingfederate/12.2/developers_reference_guide/pf_oauth_grant_type_param.html",
    },
  ],
};
