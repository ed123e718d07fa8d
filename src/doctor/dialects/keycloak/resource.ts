/** Keycloak: userinfo and resource servers, and what is left. */
import type { Signature } from "../define.ts";

const PAGE_0 =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/TokenManager.java";
const PAGE_1 =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/endpoints/AuthorizationEndpointChecker.java";

export const resource: readonly Signature[] = [
  {
    id: "userinfo-openid",
    error: "insufficient_scope",
    says: /missing openid scope/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.95,
        fix: "Ask scope openid at the sign-in: userinfo demands it since version 19.",
      },
    ],
    page: PAGE_0,
    example: { error: "insufficient_scope", description: "Missing openid scope" },
  },
  {
    id: "userinfo-token",
    error: "invalid_token",
    says: /token verification failed/i,
    means: [
      { reason: "token/expired", weight: 0.5, fix: "Refresh the access token.", tell: "Its exp lies in the past." },
      {
        reason: "token/wrong-issuer",
        weight: 0.4,
        fix: "Ask userinfo under the same host name and realm as the iss of the token.",
        tell: "iss differs from the URL that is called.",
      },
      { reason: "token/signature-invalid", weight: 0.2, fix: "Use a token of this realm and its present keys." },
    ],
    page: PAGE_0,
    example: { error: "invalid_token", description: "Token verification failed" },
  },
  {
    id: "userinfo-session",
    error: "invalid_token",
    says: /user session not found or doesn'?t have client attached/i,
    distinctive: true,
    means: [
      { reason: "grant/session-ended", weight: 0.92, fix: "The session of the access token is over: sign in again." },
    ],
    page: PAGE_0,
    example: { error: "invalid_token", description: "User session not found or doesn't have client attached on it" },
  },
  {
    id: "adapter-audience",
    says: /expected audience not available in the token/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.96,
        fix: "Client scopes > Add mapper > Audience: put the resource server's client id into aud; the verifier checks for it (verify-token-audience).",
      },
    ],
    page: PAGE_0,
    example: { text: "Failed to verify token: Expected audience not available in the token" },
  },
  {
    id: "adapter-key",
    says: /didn'?t find publickey for (?:specified )?kid|invalid token signature/i,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.88,
        fix: "Verify with the keys of the realm that issued the token (jwks_uri of its discovery document); load them again after a key rotation.",
      },
    ],
    page: PAGE_0,
    example: { text: "Didn't find publicKey for specified kid" },
  },
  {
    id: "unknown-error",
    says: /unknown_error|for more on this error consult the server log/i,
    means: [
      {
        reason: "server/fault",
        weight: 0.6,
        fix: "Read the server log at that second: Keycloak hides the cause in its response.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"error":"unknown_error","error_description":"For more on this error consult the server log."}',
      status: 500,
    },
  },
  {
    id: "missing-parameter",
    error: "invalid_request",
    says: /missing (?:form )?parameter: ?\w+/i,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.93,
        fix: "Send the parameter that the message names; in token requests in the form body.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_request", description: "Missing parameter: response_type" },
  },
  {
    id: "invalid-parameter",
    error: "invalid_request",
    says: /invalid parameter: ?\w+/i,
    means: [
      { reason: "request/parameter-rejected", weight: 0.7, fix: "Correct the parameter that the message names." },
    ],
    page: PAGE_1,
    example: { error: "invalid_request", description: "Invalid parameter: prompt" },
  },
];
