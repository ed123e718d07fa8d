/** What WorkOS says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE_0 = "https://workos.com/docs/sso/redirect-uris";
const PAGE_1 = "https://workos.com/docs/reference/sso/get-authorization-url/error-codes";
const PAGE_2 = "https://github.com/workos/workos-node/issues/1202";
const PAGE_3 = "https://github.com/workos/workos-node/issues/1087";
const PAGE_4 = "https://github.com/workos/workos-python/issues/468";

export const workos: Dialect = {
  provider: "workos",
  name: "WorkOS",
  hosts: [".workos.com", ".authkit.app"],
  marks: [
    /\/user_management\/(?:authorize|authenticate)|\/sso\/(?:authorize|token)/i,
    /@workos-inc\/|\bworkos\b|\bauthkit\b/i,
  ],
  signatures: [
    {
      id: "redirect",
      says: /not a valid redirect uri|redirect-uri-invalid|invalid_?redirect_?uri|redirect_uri.{0,40}(?:not (?:valid|allowed)|invalid)/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.85,
          fix: "Dashboard > Redirects: add the URI exactly in this environment.",
        },
        {
          reason: "redirect-uri/not-allowed",
          weight: 0.25,
          fix: "Production takes no http and no localhost: use a staging environment.",
        },
      ],
      page: PAGE_0,
      example: { text: "This is not a valid redirect URI." },
    },
    {
      id: "organization_invalid",
      error: "organization_invalid",
      says: /organization_invalid|no connection associated with organization/i,
      distinctive: true,
      means: [
        {
          reason: "request/parameter-rejected",
          weight: 0.88,
          fix: "Set up an active connection for the organization, or send another organization.",
        },
      ],
      page: PAGE_1,
      example: { error: "organization_invalid", description: "No connection associated with organization" },
    },
    {
      id: "connection_invalid",
      error: [
        "connection_invalid",
        "connection_unlinked",
        "connection_domain_invalid",
        "connection_strategy_invalid",
        "invalid_connection_selector",
        "domain_connection_selector_not_allowed",
      ],
      says: /connection_(?:invalid|unlinked|domain_invalid|strategy_invalid)|invalid_connection_selector|domain_connection_selector_not_allowed/i,
      distinctive: true,
      means: [
        {
          reason: "request/parameter-rejected",
          weight: 0.88,
          fix: "Send exactly one valid selector: connection, organization or provider; the connection must be active.",
        },
      ],
      page: PAGE_1,
      example: { error: "connection_invalid", description: "Connection is invalid" },
    },
    {
      id: "ambiguous_connection_selector",
      says: /ambiguous_connection_selector/i,
      distinctive: true,
      means: [
        {
          reason: "request/parameter-rejected",
          weight: 0.93,
          fix: "Send connection in place of organization: it has several.",
        },
      ],
      page: PAGE_1,
      example: { error: "ambiguous_connection_selector", description: "A connection could not be uniquely identified" },
    },
    {
      id: "idp_initiated",
      says: /idp_initiated_sso_disabled/i,
      distinctive: true,
      means: [
        {
          reason: "user/policy-blocked",
          weight: 0.8,
          fix: "Begin the sign-in at the application, or allow IdP-initiated sign-in for the connection.",
        },
      ],
      page: PAGE_1,
      example: { error: "idp_initiated_sso_disabled", description: "IdP-initiated SSO is disabled" },
    },
    {
      id: "profile_outside",
      says: /profile_not_allowed_outside_organization/i,
      distinctive: true,
      means: [{ reason: "user/not-in-tenant", weight: 0.95, fix: "Add the domain of the user to the organization." }],
      page: PAGE_1,
      example: {
        error: "profile_not_allowed_outside_organization",
        description: "The profile is not allowed outside of the organization",
      },
    },
    {
      id: "oauth_failed",
      says: /oauth_failed/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.5,
          fix: "Check client id and secret of the OAuth provider in the dashboard.",
        },
        { reason: "server/fault", weight: 0.3, fix: "Look at the event log of the connection." },
      ],
      page: PAGE_1,
      example: { error: "oauth_failed", description: "OAuth failed" },
    },
    {
      id: "access_denied",
      error: ["access_denied", "signin_consent_denied"],
      says: /signin_consent_denied|denied the user|user declined/i,
      means: [{ reason: "user/denied", weight: 0.85, fix: "Let the user accept, or the IdP assign the app." }],
      page: PAGE_1,
      example: {
        error: "access_denied",
        description: "The identity provider denied the user access to the client application",
      },
    },
    {
      id: "refresh-exchanged",
      error: "invalid_grant",
      says: /refresh token already exchanged/i,
      distinctive: true,
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.96,
          fix: "Store the new refresh token of each response and refresh in one place (middleware and page must not do it both).",
        },
      ],
      page: PAGE_2,
      example: { error: "invalid_grant", description: "Refresh token already exchanged." },
    },
    {
      id: "session-ended",
      error: "invalid_grant",
      says: /session has already ended/i,
      means: [{ reason: "grant/session-ended", weight: 0.96, fix: "Sign in again." }],
      page: PAGE_2,
      example: { error: "invalid_grant", description: "Session has already ended." },
    },
    {
      id: "code",
      error: "invalid_grant",
      says: /code '?[^']{0,100}'? ?has expired or (?:is )?invalid|code has expired or (?:is )?invalid/i,
      means: [
        { reason: "code/expired", weight: 0.5, fix: "Exchange the code at once (10 minutes at most)." },
        { reason: "code/already-used", weight: 0.5, fix: "Exchange it once." },
        {
          reason: "request/wrong-endpoint",
          weight: 0.2,
          fix: "A code of AuthKit goes to /user_management/authenticate, one of SSO to /sso/token.",
        },
      ],
      page: PAGE_3,
      example: { error: "invalid_grant", description: "The code '01ABC' has expired or is invalid." },
    },
    {
      id: "iat",
      says: /token is not yet valid \(iat\)/i,
      means: [{ reason: "time/clock-skew", weight: 0.9, fix: "Set the clock by NTP, or give a leeway (jwt_leeway)." }],
      page: PAGE_4,
      example: { text: "The token is not yet valid (iat)" },
    },
    {
      id: "invalid-client",
      error: ["invalid_client", "unauthorized_client"],
      says: /invalid client (?:id|secret)|invalid_client/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "The client secret is the API key (sk_...) of the same environment.",
        },
        { reason: "client/unknown", weight: 0.4, fix: "Copy the client id of the environment." },
      ],
      page: PAGE_1,
      example: { error: "invalid_client", description: "Invalid client ID." },
    },
  ],
  departures: [
    {
      says: "In production redirect URIs must be https and not localhost.",
      page: "https://workos.com/docs/sso/redirect-uris",
    },
    {
      says: "The token endpoint of User Management takes JSON.",
      page: "https://workos.com/docs/reference/authkit/authentication/get-authorization-url",
    },
  ],
};
