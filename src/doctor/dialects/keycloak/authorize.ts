/** Keycloak: the authorization endpoint and its pages. */
import type { Signature } from "../define.ts";

const PAGE =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/endpoints/AuthorizationEndpointChecker.java";

export const authorize: readonly Signature[] = [
  {
    id: "invalid-redirect-uri",
    says: /invalid[ _]parameter:? ?redirect_?uri|invalid_redirect_uri/i,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.8,
        fix: "Clients > (client) > Settings > Valid redirect URIs: add the redirect_uri exactly as it is sent, or a pattern that ends in * . Mind the realm that the request goes to.",
      },
      {
        reason: "redirect-uri/scheme-mismatch",
        weight: 0.3,
        fix: "Let the application know its outer URL: forward X-Forwarded-Proto and Host from the proxy, so that it sends https.",
        tell: "redirect_uri in the request begins with http:// though the site is served by https behind a proxy.",
      },
      {
        reason: "redirect-uri/port-mismatch",
        weight: 0.15,
        fix: "Clients > (client) > Settings > Valid redirect URIs: add the URI with the port that is really used.",
        tell: "Only the port differs from the registered one.",
      },
      {
        reason: "request/parameter-absent",
        weight: 0.1,
        fix: "Send redirect_uri; with scope openid Keycloak demands it.",
        tell: "The request has no redirect_uri at all.",
      },
    ],
    page: PAGE,
    example: { text: "We are sorry... Invalid parameter: redirect_uri" },
  },
  {
    id: "client-not-found",
    says: /\bclient not found\b|error="?client_not_found/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.9,
        fix: "Compare client_id with Clients in the admin console, in the realm that is in the URL. A client id is case-sensitive and is not the internal UUID.",
      },
    ],
    page: PAGE,
    example: { text: "We are sorry... Client not found." },
  },
  {
    id: "client-disabled",
    says: /client (?:is )?disabled|login requester not enabled|client not enabled\b(?! to)/i,
    means: [
      {
        reason: "client/disabled",
        weight: 0.93,
        fix: "Switch the client on: Clients > (client) > the Enabled switch at the top right.",
      },
    ],
    page: PAGE,
    example: { text: "We are sorry... Client disabled." },
  },
  {
    id: "bearer-only",
    says: /bearer-?only (?:applications|clients|not allowed)|bearer only/i,
    distinctive: true,
    means: [
      {
        reason: "client/type-mismatch",
        weight: 0.9,
        fix: "A bearer-only client takes no logins and gets no tokens: register a second client for the sign-in, or clear Bearer only.",
      },
    ],
    page: PAGE,
    example: { text: "Bearer-only applications are not allowed to initiate browser login." },
  },
  {
    id: "standard-flow-disabled",
    error: "unauthorized_client",
    says: /not allowed to initiate browser login with given response_type|(?:standard|implicit) flow is disabled for the client/i,
    distinctive: true,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.95,
        fix: "Clients > (client) > Settings > Capability config: switch on Standard flow (response_type=code) or Implicit flow, as the message says; better use code.",
      },
    ],
    page: PAGE,
    example: {
      error: "unauthorized_client",
      description:
        "Client is not allowed to initiate browser login with given response_type. Implicit flow is disabled for the client.",
    },
  },
  {
    id: "device-flow-disabled",
    error: "unauthorized_client",
    says: /device authorization grant.{0,20}the flow is disabled for the client/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.95,
        fix: "Clients > (client) > Settings > Capability config: switch on OAuth 2.0 Device Authorization Grant.",
      },
    ],
    page: PAGE,
    example: {
      error: "unauthorized_client",
      description:
        "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant. The flow is disabled for the client.",
    },
  },
  {
    id: "scopes-with-comma",
    error: "invalid_scope",
    says: /invalid scopes?: ?\S*[,;]/i,
    means: [
      {
        reason: "scope/wrong-delimiter",
        weight: 0.9,
        fix: "Join the scopes by a space (in a URL: %20 or +), not by a comma or semicolon.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_scope", description: "Invalid scopes: openid,profile,email" },
  },
  {
    id: "invalid-scopes",
    error: "invalid_scope",
    says: /invalid scopes?:/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.6,
        fix: "Clients > (client) > Client scopes > Add client scope: add the scope as Default or Optional. A scope that exists in the realm but is not added to the client is refused as well.",
        tell: "Client scopes of the realm lists the name, the client does not.",
      },
      {
        reason: "scope/unknown",
        weight: 0.5,
        fix: "Create the scope under Client scopes of the realm and add it to the client; or ask a scope that exists.",
        tell: "Client scopes of the realm does not list the name.",
      },
      { reason: "scope/misspelled", weight: 0.2, fix: "Compare each name with Client scopes, letter by letter." },
    ],
    page: PAGE,
    example: { error: "invalid_scope", description: "Invalid scopes: openid profil" },
  },
  {
    id: "pkce-method-absent",
    error: "invalid_request",
    says: /missing parameter: ?code_challenge(?:_method)?\b/i,
    means: [
      {
        reason: "pkce/required",
        weight: 0.95,
        fix: "Send code_challenge and code_challenge_method=S256; or clear Clients > (client) > Advanced > Proof Key for Code Exchange Code Challenge Method.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_request", description: "Missing parameter: code_challenge_method" },
  },
  {
    id: "pkce-method-mismatch",
    error: "invalid_request",
    says: /code challenge method is not matching the configured one|invalid parameter: ?code_challenge_method/i,
    means: [
      {
        reason: "pkce/method-unsupported",
        weight: 0.95,
        fix: "Send code_challenge_method=S256 in just these letters, the method that is set under Clients > (client) > Advanced > Proof Key for Code Exchange.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "Invalid parameter: code challenge method is not matching the configured one",
    },
  },
  {
    id: "pkce-challenge-malformed",
    error: "invalid_request",
    says: /invalid parameter: ?code_challenge\b(?!_)/i,
    means: [
      {
        reason: "pkce/challenge-malformed",
        weight: 0.95,
        fix: "code_challenge must have 43 to 128 characters of A-Z a-z 0-9 - . _ ~: base64url of the SHA-256 without padding.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_request", description: "Invalid parameter: code_challenge" },
  },
  {
    id: "nonce-missing",
    error: "invalid_request",
    says: /missing parameter: ?nonce/i,
    means: [
      {
        reason: "request/nonce-missing",
        weight: 0.97,
        fix: "Send a fresh nonce: it is demanded wherever response_type contains id_token.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_request", description: "Missing parameter: nonce" },
  },
  {
    id: "response-mode",
    error: "invalid_request",
    says: /invalid parameter: ?response_mode|response_mode \S+ (?:is )?(?:not allowed|allowed only)/i,
    means: [
      {
        reason: "request/response-mode-unsupported",
        weight: 0.95,
        fix: "Send response_mode=query with code, fragment or form_post with implicit and hybrid flows.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_request", description: "Response_mode 'query' not allowed for implicit or hybrid flow" },
  },
  {
    id: "unsupported-response-type",
    error: "unsupported_response_type",
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.9,
        fix: "Use response_type=code (or one of response_types_supported of the discovery document).",
      },
    ],
    page: PAGE,
    example: { error: "unsupported_response_type" },
  },
  {
    id: "par-required",
    error: "invalid_request",
    says: /pushed authorization request is only allowed/i,
    distinctive: true,
    means: [
      {
        reason: "request/object-invalid",
        weight: 0.85,
        fix: "Push the request first to /protocol/openid-connect/ext/par/request and send the request_uri; or clear Clients > (client) > Advanced > Pushed authorization request required.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_request", description: "Pushed Authorization Request is only allowed." },
  },
];
