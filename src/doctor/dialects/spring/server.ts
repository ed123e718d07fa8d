/** Spring Security and Spring Authorization Server: what the Authorization Server says. */
import type { Signature } from "../define.ts";

const CODE =
  "https://github.com/spring-projects/spring-authorization-server/blob/main/oauth2-authorization-server/src/main/java/org/springframework/security/oauth2/server/authorization/authentication/OAuth2AuthorizationCodeRequestAuthenticationProvider.java";
const VALIDATOR =
  "https://github.com/spring-projects/spring-authorization-server/blob/main/oauth2-authorization-server/src/main/java/org/springframework/security/oauth2/server/authorization/authentication/OAuth2AuthorizationCodeRequestAuthenticationValidator.java";
const CLIENTAUTH =
  "https://github.com/spring-projects/spring-authorization-server/blob/main/oauth2-authorization-server/src/main/java/org/springframework/security/oauth2/server/authorization/authentication/ClientSecretAuthenticationProvider.java";

export const server: readonly Signature[] = [
  {
    id: "parameter-redirect-uri",
    error: "invalid_request",
    says: /OAuth 2\.0 Parameter: redirect_uri/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.8,
        fix: "Add the exact URI to RegisteredClient.redirectUris; localhost is refused, use 127.0.0.1.",
      },
      {
        reason: "redirect-uri/not-allowed",
        weight: 0.35,
        fix: "Use http://127.0.0.1 in place of http://localhost.",
        tell: "The redirect URI's host is localhost.",
      },
      {
        reason: "request/parameter-absent",
        weight: 0.25,
        fix: "Send redirect_uri: it is needed for openid and where several are registered.",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "OAuth 2.0 Parameter: redirect_uri" },
  },
  {
    id: "parameter-client-id",
    says: /OAuth 2\.0 Parameter: client_id/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.7,
        fix: "Register the client in the RegisteredClientRepository with that id.",
        tell: "error is invalid_request at /oauth2/authorize.",
      },
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.5,
        fix: "Add AuthorizationGrantType.AUTHORIZATION_CODE to the RegisteredClient.",
        tell: "error is unauthorized_client.",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "OAuth 2.0 Parameter: client_id" },
  },
  {
    id: "parameter-scope",
    error: "invalid_scope",
    says: /OAuth 2\.0 Parameter: scope/i,
    distinctive: true,
    means: [
      { reason: "scope/not-allowed-for-client", weight: 0.85, fix: "Add the scope to RegisteredClient.scopes." },
      {
        reason: "scope/exceeds-grant",
        weight: 0.3,
        fix: "Ask in the refresh for no more than was granted.",
        tell: "grant_type is refresh_token.",
      },
    ],
    page: VALIDATOR,
    example: { error: "invalid_scope", description: "OAuth 2.0 Parameter: scope" },
  },
  {
    id: "parameter-challenge",
    says: /OAuth 2\.0 Parameter: code_challenge\b(?!_)/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/required",
        weight: 0.93,
        fix: "Send code_challenge and code_challenge_method=S256; ClientSettings.requireProofKey demands it.",
      },
    ],
    page: VALIDATOR,
    example: { error: "invalid_request", description: "OAuth 2.0 Parameter: code_challenge" },
  },
  {
    id: "parameter-challenge-method",
    says: /OAuth 2\.0 Parameter: code_challenge_method/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/method-unsupported",
        weight: 0.95,
        fix: "Send code_challenge_method=S256; plain is not accepted.",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "OAuth 2.0 Parameter: code_challenge_method" },
  },
  {
    id: "parameter-verifier",
    error: "invalid_grant",
    says: /(?:OAuth 2\.0 Parameter|Client authentication failed): code_verifier/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.7,
        fix: "Send the verifier from which this flow's challenge was made.",
      },
      { reason: "pkce/verifier-missing", weight: 0.4, fix: "Send code_verifier." },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "Client authentication failed: code_verifier" },
  },
  {
    id: "parameter-response-type",
    says: /OAuth 2\.0 Parameter: response_type/i,
    distinctive: true,
    means: [
      { reason: "request/response-type-unsupported", weight: 0.7, fix: "Send response_type=code." },
      { reason: "request/parameter-absent", weight: 0.4, fix: "Send response_type." },
    ],
    page: CODE,
    example: { error: "unsupported_response_type", description: "OAuth 2.0 Parameter: response_type" },
  },
  {
    id: "parameter-grant-type",
    says: /OAuth 2\.0 Parameter: grant_type/i,
    distinctive: true,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.6,
        fix: "Check the spelling of grant_type; the password grant does not exist here.",
      },
      {
        reason: "request/parameter-absent",
        weight: 0.5,
        fix: "Send grant_type in the form body.",
        tell: "error is invalid_request.",
      },
      { reason: "request/wrong-content-type", weight: 0.3, fix: "Send application/x-www-form-urlencoded." },
    ],
    page: CODE,
    example: { error: "unsupported_grant_type", description: "OAuth 2.0 Parameter: grant_type" },
  },
  {
    id: "parameter-prompt",
    error: ["login_required", "consent_required"],
    says: /OAuth 2\.0 Parameter: prompt/i,
    means: [{ reason: "user/login-required", weight: 0.7, fix: "Repeat the request without prompt=none." }],
    page: CODE,
    example: { error: "login_required", description: "OAuth 2.0 Parameter: prompt" },
  },
  {
    id: "parameter-resource",
    says: /OAuth 2\.0 Parameter: (?:resource|audience)/i,
    means: [{ reason: "resource/unknown", weight: 0.7, fix: "Send one absolute URL as resource." }],
    page: CODE,
    example: { error: "invalid_request", description: "OAuth 2.0 Parameter: resource" },
  },
  {
    id: "parameter-state",
    says: /OAuth 2\.0 Parameter: state/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.6,
        fix: "Give consent once, from the page that was shown; its state can be used once.",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "OAuth 2.0 Parameter: state" },
  },
  {
    id: "parameter-request-uri",
    says: /OAuth 2\.0 Parameter: request_uri/i,
    means: [
      {
        reason: "request/object-invalid",
        weight: 0.9,
        fix: "Push the request again: a request_uri can be used once, for five minutes.",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "OAuth 2.0 Parameter: request_uri" },
  },
  {
    id: "parameter",
    says: /OAuth 2\.0 (?:Token (?:Introspection|Revocation) )?Parameter: \w+/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.8,
        fix: "Send the named parameter once, in the form body at the token endpoint.",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "OAuth 2.0 Parameter: refresh_token" },
  },
  {
    id: "auth-method",
    says: /Client authentication failed: authentication_method/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/method-mismatch",
        weight: 0.97,
        fix: "Add the method that you send to RegisteredClient.clientAuthenticationMethods.",
      },
    ],
    page: CLIENTAUTH,
    example: { error: "invalid_client", description: "Client authentication failed: authentication_method" },
  },
  {
    id: "auth-client-id",
    says: /Client authentication failed: client_id/i,
    distinctive: true,
    means: [{ reason: "client/unknown", weight: 0.97, fix: "Register the client with that id." }],
    page: CLIENTAUTH,
    example: { error: "invalid_client", description: "Client authentication failed: client_id" },
  },
  {
    id: "auth-secret",
    says: /Client authentication failed: client_secret\b(?!_)/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.9,
        fix: "Store the secret encoded, with its prefix ({noop}, {bcrypt}), and send it in clear.",
      },
      { reason: "client-auth/secret-absent", weight: 0.2, fix: "Send the secret." },
    ],
    page: CLIENTAUTH,
    example: { error: "invalid_client", description: "Client authentication failed: client_secret" },
  },
  {
    id: "auth-secret-expired",
    says: /Client authentication failed: client_secret_expires_at/i,
    distinctive: true,
    means: [{ reason: "client-auth/secret-expired", weight: 0.98, fix: "Renew the secret and clientSecretExpiresAt." }],
    page: CLIENTAUTH,
    example: { error: "invalid_client", description: "Client authentication failed: client_secret_expires_at" },
  },
  {
    id: "auth-assertion",
    says: /Client authentication failed: (?:client_assertion|client_assertion_type|x509)/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.92,
        fix: "Set jwkSetUrl and tokenEndpointAuthenticationSigningAlgorithm of ClientSettings; iss and sub are the client id, aud is the token endpoint.",
      },
    ],
    page: CLIENTAUTH,
    example: { error: "invalid_client", description: "Client authentication failed: client_assertion" },
  },
];
