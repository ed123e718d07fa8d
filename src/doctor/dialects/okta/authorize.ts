/** Okta: the authorization endpoint. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://developer.okta.com/docs/reference/error-codes/";
const PAGE_1 = "https://github.com/oktadev/okta-wordpress-sign-in-widget/issues/35";
const PAGE_2 = "https://github.com/okta-samples/okta-express-sample/issues/6";
const PAGE_3 = "https://github.com/oktadev/okta-blog-hugo/issues/47";
const PAGE_4 = "https://github.com/okta/okta-oidc-android/issues/190";

export const authorize: readonly Signature[] = [
  {
    id: "redirect-uri-login",
    says: /redirect_uri'? parameter must be a login redirect uri|must be a login redirect uri in the client app settings|redirect_uri'? parameter must be an absolute uri that is whitelisted/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.85,
        fix: "Admin console > Applications > (app) > General > Login > Sign-in redirect URIs: add the URI exactly as sent (scheme, host, port, path, final slash).",
      },
      {
        reason: "redirect-uri/scheme-mismatch",
        weight: 0.2,
        fix: "Let the application build its redirect_uri with https (forwarded headers behind a proxy).",
        tell: "It begins with http:// in the request, with https:// in the settings.",
      },
      {
        reason: "redirect-uri/trailing-slash",
        weight: 0.15,
        fix: "Register the URI with, or send it without, the final slash.",
        tell: "Only a final slash differs.",
      },
    ],
    page: PAGE_0,
    example: {
      description:
        "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings: https://dev-000000-admin.okta.com/admin/app/oidc_client/instance/0oaexample#tab-general",
    },
  },
  {
    id: "redirect-uri-invalid",
    error: "invalid_request",
    says: /redirect_uri'? parameter (?:is|must be) (?:not )?(?:an? )?(?:in)?valid|illegal value for redirect_uri/i,
    means: [
      { reason: "redirect-uri/malformed", weight: 0.7, fix: "Send an absolute URI, encoded once, without fragment." },
      {
        reason: "redirect-uri/unregistered",
        weight: 0.4,
        fix: "Admin console > Applications > (app) > General > Sign-in redirect URIs: add it.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", description: "Illegal value for redirect_uri parameter." },
  },
  {
    id: "post-logout",
    says: /post_logout_redirect_uri.{0,40}(?:must be|logout redirect uris)/i,
    means: [
      {
        reason: "redirect-uri/post-logout-unregistered",
        weight: 0.9,
        fix: "Admin console > Applications > (app) > General > Login > Sign-out redirect URIs: add the URI.",
      },
    ],
    page: PAGE_0,
    example: {
      description:
        "The 'post_logout_redirect_uri' parameter must be in the Logout redirect URIs list in the client app settings",
    },
  },
  {
    id: "client-id-unknown",
    says: /invalid value for 'client_id' parameter/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.94,
        fix: "Copy the Client ID from Admin console > Applications > (app) > General of this very org; an inactive app gives the same message.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"errorCode":"invalid_client","errorSummary":"Invalid value for \'client_id\' parameter.","errorLink":"invalid_client","errorId":"oaeExampleExampleExample0","errorCauses":[]}',
      status: 400,
    },
  },
  {
    id: "client-id-absent",
    error: "invalid_request",
    says: /client_id must be provided in the request|client_id.{0,20}parameter.{0,20}(?:required|missing)/i,
    means: [{ reason: "request/parameter-absent", weight: 0.93, fix: "Send client_id." }],
    page: PAGE_0,
    example: { error: "invalid_request", description: "A client_id must be provided in the request." },
  },
  {
    id: "user-not-assigned",
    error: "access_denied",
    says: /user is not assigned to the client application/i,
    distinctive: true,
    means: [
      {
        reason: "user/not-assigned",
        weight: 0.97,
        fix: "Admin console > Applications > (app) > Assignments: assign the user or one of the groups (or Everyone).",
      },
    ],
    page: PAGE_0,
    example: { error: "access_denied", description: "User is not assigned to the client application." },
  },
  {
    id: "policy-evaluation",
    error: "access_denied",
    says: /policy evaluation failed for this request/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.5,
        fix: "Security > API > Authorization Servers > (server) > Access Policies: add a rule for this client that ticks the grant type.",
        tell: "The rule lacks the grant type that is used (often client_credentials or password).",
      },
      {
        reason: "user/policy-blocked",
        weight: 0.45,
        fix: "Access Policies: let a policy name the client, and a rule name the user or group.",
        tell: "Another user or client gets through.",
      },
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.45,
        fix: "Access Policies > rule > Scopes requested: add the scope.",
        tell: "It works with scope openid alone.",
      },
    ],
    page: PAGE_1,
    example: {
      error: "access_denied",
      description: "Policy evaluation failed for this request, please check the policy configurations.",
    },
  },
  {
    id: "scopes-not-configured",
    error: "invalid_scope",
    says: /one or more scopes are not configured for the authorization server/i,
    distinctive: true,
    means: [
      {
        reason: "scope/unknown",
        weight: 0.8,
        fix: "Security > API > Authorization Servers > (server) > Scopes: add the scope; the names are case-sensitive.",
      },
      {
        reason: "request/wrong-endpoint",
        weight: 0.35,
        fix: "okta.* scopes belong to the org server: /oauth2/v1, not /oauth2/default/v1; custom scopes the other way round.",
        tell: "The scope begins with okta. or is your own.",
      },
      {
        reason: "scope/wrong-delimiter",
        weight: 0.15,
        fix: "Join scopes by a space.",
        tell: "There is a comma between them.",
      },
    ],
    page: PAGE_2,
    example: {
      error: "invalid_scope",
      description: "One or more scopes are not configured for the authorization server resource.",
    },
  },
  {
    id: "scope-not-granted",
    error: "invalid_scope",
    says: /(?:requested scope is invalid, unknown, or malformed|not allowed (?:any of )?the requested scopes?|scopes? (?:is|are) not granted|client is not (?:authorized|allowed).{0,20}scope)/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.6,
        fix: "Applications > (app) > Okta API Scopes: grant the scope to the app.",
      },
      { reason: "scope/unknown", weight: 0.4, fix: "Compare the names with the scopes of the server." },
    ],
    page: PAGE_0,
    example: { error: "invalid_scope", description: "The requested scope is invalid, unknown, or malformed." },
  },
  {
    id: "scope-missing",
    error: ["invalid_scope", "invalid_request"],
    says: /does not have any configured default scopes,? '?scope'? must be provided|must specify a scope/i,
    distinctive: true,
    means: [
      {
        reason: "scope/missing",
        weight: 0.96,
        fix: "Send scope; with OIDC it must hold openid, for client_credentials a custom scope (or mark one as default scope).",
      },
    ],
    page: PAGE_3,
    example: {
      error: "invalid_scope",
      description:
        "The authorization server resource does not have any configured default scopes, 'scope' must be provided.",
    },
  },
  {
    id: "custom-scopes",
    error: "invalid_scope",
    says: /custom scopes are not allowed for this request/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.7,
        fix: "Custom scopes belong to a custom authorization server: set the issuer to https://domain/oauth2/default (or its id); the org server takes only its own.",
      },
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.4,
        fix: "With several scopes drop those that this server does not hold.",
      },
    ],
    page: PAGE_4,
    example: { error: "invalid_scope", description: "Custom scopes are not allowed for this request." },
  },
  {
    id: "response-type",
    error: ["unsupported_response_type", "unauthorized_client"],
    says: /response type is not supported by the (?:authorization server|client)|configured response types|not (?:authorized|allowed) to use the (?:provided|requested) response type/i,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.85,
        fix: "Admin console > Applications > (app) > General > Grant type: tick Authorization Code (or Implicit with the token it asks).",
      },
    ],
    page: PAGE_0,
    example: {
      error: "unsupported_response_type",
      description: "The response type is not supported by the authorization server. Configured response types: [code]",
    },
  },
  {
    id: "response-mode",
    error: "unsupported_response_mode",
    says: /does not support the requested response mode|response_mode/i,
    means: [
      {
        reason: "request/response-mode-unsupported",
        weight: 0.92,
        fix: "Use query or form_post with code, fragment or form_post with tokens; okta_post_message only for the SDK.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "unsupported_response_mode",
      description: "The authorization server does not support the requested response mode.",
    },
  },
  {
    id: "state-invalid",
    error: "invalid_request",
    says: /invalid 'state' parameter|'state'? parameter (?:is|must be) (?:required|provided|specified)/i,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.85,
        fix: "Send a random state of 1 to 1024 characters: Okta demands it.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", description: "The authentication request has an invalid 'state' parameter." },
  },
  {
    id: "nonce",
    error: "invalid_request",
    says: /'?nonce'? (?:parameter )?.{0,20}(?:required|must be|missing)|missing.{0,20}nonce/i,
    means: [
      {
        reason: "request/nonce-missing",
        weight: 0.92,
        fix: "Send nonce wherever an ID token comes from the front channel.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_request",
      description: "The 'nonce' parameter is required when requesting an id_token.",
    },
  },
];
