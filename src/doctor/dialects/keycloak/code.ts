/** Keycloak: the authorization code grant and PKCE. */
import type { Signature } from "../define.ts";

const PAGE_0 =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/grants/AuthorizationCodeGrantType.java";
const PAGE_1 =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/utils/PkceUtils.java";

export const code: readonly Signature[] = [
  {
    id: "code-not-valid",
    error: "invalid_grant",
    says: /\bcode not valid\b/i,
    means: [
      {
        reason: "code/already-used",
        weight: 0.6,
        fix: "Redeem each code once: look for a second request (reload of the callback, retry, two instances). Using it twice also ends the session of the client.",
        tell: "The same code was sent before, even with an error as its response.",
      },
      {
        reason: "code/expired",
        weight: 0.4,
        fix: "Redeem the code at once: Realm settings > Tokens > Client login timeout sets its life (1 minute).",
        tell: "More than a minute lies between callback and token request.",
      },
      {
        reason: "code/corrupted",
        weight: 0.25,
        fix: "Send the code exactly as it stood in the callback, decoded once; it has the form uuid.uuid.uuid.",
        tell: "The code sent differs from the one in the callback.",
      },
      {
        reason: "code/unknown",
        weight: 0.2,
        fix: "Send the code to the realm and cluster that gave it.",
        tell: "Another realm, or nodes that share no cache.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Code not valid" },
  },
  {
    id: "code-expired",
    error: "invalid_grant",
    says: /\bcode is expired\b/i,
    means: [
      {
        reason: "code/expired",
        weight: 0.97,
        fix: "Redeem the code at once, or raise Realm settings > Tokens > Client login timeout.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Code is expired" },
  },
  {
    id: "incorrect-redirect-uri",
    error: "invalid_grant",
    says: /incorrect redirect_uri|did not match originally saved redirect uri/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.97,
        fix: "Send in the token request the very redirect_uri of the authorization request, character for character (query included).",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Incorrect redirect_uri" },
  },
  {
    id: "other-client",
    error: "invalid_grant",
    says: /found different client_id in clientsession|^auth error$/im,
    distinctive: true,
    means: [
      { reason: "code/of-other-client", weight: 0.96, fix: "Redeem the code with the client_id that began the flow." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Auth error: Found different client_id in clientSession" },
  },
  {
    id: "not-allowed-to-exchange-code",
    error: "invalid_grant",
    says: /client not allowed to exchange code/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.95,
        fix: "Clients > (client) > Settings > Capability config: switch on Standard flow.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "Client not allowed to exchange code" },
  },
  {
    id: "consent-gone",
    error: "invalid_scope",
    says: /client no longer has requested consent from user/i,
    distinctive: true,
    means: [
      {
        reason: "grant/revoked-by-user",
        weight: 0.75,
        fix: "The user withdrew the consent (Account console > Applications): send the user through the sign-in again.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_scope", description: "Client no longer has requested consent from user" },
  },
  {
    id: "verifier-missing",
    error: "invalid_grant",
    says: /pkce code verifier not specified|code_verifier_missing/i,
    means: [
      {
        reason: "pkce/verifier-missing",
        weight: 0.97,
        fix: "Send code_verifier in the token request, the one of which code_challenge was made.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "PKCE code verifier not specified" },
  },
  {
    id: "verifier-malformed",
    error: "invalid_grant",
    says: /pkce verification failed: invalid code verifier|pkce invalid code verifier/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-malformed",
        weight: 0.9,
        fix: "code_verifier must have 43 to 128 characters of A-Z a-z 0-9 - . _ ~ .",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "PKCE verification failed: Invalid code verifier" },
  },
  {
    id: "verifier-mismatch",
    error: "invalid_grant",
    says: /pkce verification failed/i,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.96,
        fix: "Keep the code_verifier of this very sign-in; the challenge is base64url (no padding) of the SHA-256 bytes, not of their hex.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "PKCE verification failed: Code mismatch" },
  },
  {
    id: "verifier-unexpected",
    error: "invalid_grant",
    says: /pkce code verifier specified but challenge not present/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-unexpected",
        weight: 0.9,
        fix: "Send code_challenge and code_challenge_method=S256 in the authorization request too; a proxy or library may drop them.",
      },
    ],
    page: PAGE_1,
    example: {
      error: "invalid_grant",
      description: "PKCE code verifier specified but challenge not present in authorization",
    },
  },
  {
    id: "missing-code",
    error: "invalid_request",
    says: /missing parameter: ?code\b/i,
    means: [
      { reason: "request/parameter-absent", weight: 0.85, fix: "Send code in the form body of the token request." },
      {
        reason: "request/parameter-misplaced",
        weight: 0.3,
        fix: "Send the parameters in the body (application/x-www-form-urlencoded), not in the URL.",
        tell: "The code is in the query.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", description: "Missing parameter: code" },
  },
  {
    id: "user-session-not-found",
    error: "invalid_grant",
    says: /^user session not found$/im,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.85,
        fix: "The session of the code is over (signed out, cache lost, node restarted): send the user through the sign-in again.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "User session not found" },
  },
];
