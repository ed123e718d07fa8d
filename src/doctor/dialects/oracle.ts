/** What Oracle (identity domains, IDCS, NetSuite) says when it refuses, by its documentation and source. */
import type { Dialect } from "./define.ts";

const PAGE_0 = "https://github.com/authts/oidc-client-ts/issues/1602";
const PAGE_1 =
  "https://docs.oracle.com/en/cloud/paas/application-integration/integrations-user/check-scopes-match-your-oracle-integration-instance.html";
const PAGE_2 = "https://github.com/oidc-wp/openid-connect-generic/issues/325";
const PAGE_3 =
  "https://cx.rightnow.com/app/answers/detail/a_id/12034/~/setting-up-oauth-using-idcs-as-the-identity-provider";
const PAGE_4 = "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/subsect_158711892221.html";
const PAGE_5 = "https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/subsect_161252460252.html";

export const oracle: Dialect = {
  provider: "oracle",
  name: "Oracle (identity domains, IDCS, NetSuite)",
  hosts: [".oraclecloud.com", ".netsuite.com", ".identity.oraclecloud.com"],
  marks: [/\bidcs-[0-9a-f]{32}\b/i, /\bECID: ?\w+|"ecid"\s*:/i, /oracle identity cloud|\bIDCS\b/i],
  signatures: [
    {
      id: "redirect",
      error: "invalid_redirect_uri",
      says: /requested an invalid redirect url|invalid_redirect_uri/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.88,
          fix: "Identity domain > Integrated applications > (app) > OAuth configuration > Client configuration > Redirect URL: add it exactly; http wants Allow non-HTTPS URLs.",
        },
        {
          reason: "redirect-uri/encoding",
          weight: 0.25,
          fix: "Encode it once in the URL.",
          tell: "The URL in the message holds % or \\.",
        },
      ],
      page: PAGE_0,
      example: {
        error: "invalid_redirect_uri",
        description:
          "Client 0123456789abcdef0123456789abcdef requested an invalid redirect URL: http://localhost:3000. ECID: aBcD1234",
      },
    },
    {
      id: "client-auth",
      error: "invalid_client",
      says: /client authentication failed/i,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.6,
          fix: "Copy Client ID and Client secret from Identity domain > Integrated applications > (app) > OAuth configuration.",
        },
        { reason: "client/unknown", weight: 0.35, fix: "Use the URL of the identity domain that owns the app." },
        { reason: "client/disabled", weight: 0.2, fix: "Activate the application." },
      ],
      page: PAGE_1,
      example: { error: "invalid_client", description: "Client authentication failed." },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.6,
          fix: "Identity domain > Integrated applications > (app) > OAuth configuration > Client configuration > Resources > Add scope: add the scope of the resource application.",
        },
        {
          reason: "scope/unknown",
          weight: 0.45,
          fix: "A scope is primary audience and scope joined without a blank (https://host:443urn:opc:...).",
        },
        { reason: "scope/mixes-resources", weight: 0.2, fix: "Ask scopes of one resource only." },
      ],
      page: PAGE_1,
      example: { error: "invalid_scope", description: "The given scope is invalid." },
    },
    {
      id: "request-invalid",
      error: "invalid_request",
      says: /request contains invalid parameters or values/i,
      distinctive: true,
      means: [
        {
          reason: "request/parameter-rejected",
          weight: 0.6,
          fix: "Compare each parameter with the settings of the app (response type, grant type, redirect URL).",
        },
      ],
      page: PAGE_2,
      example: { error: "invalid_request", description: "The request contains invalid parameters or values." },
    },
    {
      id: "issuer-untrusted",
      says: /jwt issuer is not trusted or not specified/i,
      distinctive: true,
      means: [
        {
          reason: "token/wrong-issuer",
          weight: 0.95,
          fix: "Set the Entity ID of the OAuth identity provider to https://identity.oraclecloud.com/ and activate it.",
        },
      ],
      page: PAGE_3,
      example: {
        text: "JWT issuer is not trusted or not specified in the claims part of OAuth token: https://identity.oraclecloud.com/",
      },
    },
    {
      id: "netsuite-scope",
      says: /\bScopeMismatched\b/i,
      distinctive: true,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.93,
          fix: "Integration record: tick RESTlets or REST Web Services as asked.",
        },
      ],
      page: PAGE_4,
      example: { text: "ScopeMismatched" },
    },
    {
      id: "netsuite-grant",
      says: /\bAuthorizationCodeGrantRequired\b/i,
      distinctive: true,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.95,
          fix: "Integration record: tick Authorization Code Grant.",
        },
      ],
      page: PAGE_4,
      example: { text: "AuthorizationCodeGrantRequired" },
    },
    {
      id: "netsuite-state",
      says: /\bInvalidState\b/i,
      means: [
        {
          reason: "request/parameter-rejected",
          weight: 0.9,
          fix: "state must have 22 to 1024 printable ASCII characters.",
        },
      ],
      page: PAGE_4,
      example: { text: "InvalidState" },
    },
    {
      id: "netsuite-client",
      says: /\bUnknownIntegration\b/i,
      distinctive: true,
      means: [
        { reason: "client/unknown", weight: 0.95, fix: "Use the client id of the integration record of this account." },
      ],
      page: PAGE_4,
      example: { text: "UnknownIntegration" },
    },
    {
      id: "netsuite-secret",
      says: /\bClientAuthenticationFailed\b/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.9,
          fix: "Reset the credentials in the integration record and use the new ones.",
        },
      ],
      page: PAGE_4,
      example: { text: "ClientAuthenticationFailed" },
    },
    {
      id: "netsuite-redirect",
      says: /\bInvalidRedirectURI\b/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Integration record > Redirect URI: enter it exactly.",
        },
      ],
      page: PAGE_4,
      example: { text: "InvalidRedirectURI" },
    },
    {
      id: "netsuite-denied",
      says: /\bAuthorizationExplicitlyDenied\b/i,
      distinctive: true,
      means: [{ reason: "user/denied", weight: 0.97, fix: "Let the user allow it." }],
      page: PAGE_4,
      example: { text: "AuthorizationExplicitlyDenied" },
    },
    {
      id: "netsuite-role",
      says: /\bEntityOrRoleDisabled\b/i,
      distinctive: true,
      means: [{ reason: "user/account-not-ready", weight: 0.95, fix: "Activate the entity and the role." }],
      page: PAGE_4,
      example: { text: "EntityOrRoleDisabled" },
    },
    {
      id: "invalid-grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.4, fix: "Redeem each code once and at once." },
        {
          reason: "refresh-token/expired",
          weight: 0.4,
          fix: "Sign in again (NetSuite: refresh tokens live seven days).",
        },
        { reason: "code/redirect-uri-mismatch", weight: 0.2, fix: "Send the same redirect_uri." },
      ],
      page: PAGE_5,
      example: { error: "invalid_grant", status: 400 },
    },
  ],
  departures: [
    {
      says: "Wrong redirect URIs get invalid_redirect_uri as JSON on the page.",
      page: "https://github.com/oidc-wp/openid-connect-generic/issues/325",
    },
    {
      says: "Each error ends in an ECID, the id to give to support.",
      page: "https://github.com/authts/oidc-client-ts/issues/1602",
    },
  ],
};
