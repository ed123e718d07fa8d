/** Spring Security and Spring Authorization Server: what its login as a client says. */
import type { Signature } from "../define.ts";

const LOGIN =
  "https://github.com/spring-projects/spring-security/blob/main/oauth2/oauth2-client/src/main/java/org/springframework/security/oauth2/client/web/OAuth2LoginAuthenticationFilter.java";
const OIDC =
  "https://github.com/spring-projects/spring-security/blob/main/oauth2/oauth2-client/src/main/java/org/springframework/security/oauth2/client/oidc/authentication/OidcAuthorizationCodeAuthenticationProvider.java";
const GUIDE = "https://docs.spring.io/spring-security/reference/servlet/oauth2/login/core.html";

export const client: readonly Signature[] = [
  {
    id: "authorization-request-not-found",
    says: /authorization_request_not_found/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.75,
        fix: "Keep one host name through the flow and one session store for all instances: the saved request was not in the session.",
        tell: "localhost and 127.0.0.1 mixed, a second instance, a restart.",
      },
      {
        reason: "transport/cookies-blocked",
        weight: 0.35,
        fix: "Set server.servlet.session.cookie.same-site to lax or none; strict loses the session on the way back.",
        tell: "The cookie JSESSIONID is absent from the callback.",
      },
    ],
    page: LOGIN,
    example: { text: "[authorization_request_not_found] " },
  },
  {
    id: "invalid-state-parameter",
    says: /invalid_state_parameter/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.93,
        fix: "Begin the login again in one browser tab; the state is not the one that was saved.",
      },
    ],
    page: LOGIN,
    example: { text: "[invalid_state_parameter] " },
  },
  {
    id: "invalid-nonce",
    says: /\[invalid_nonce\]/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.7,
        fix: "Begin the login again; the ID token's nonce is not that of the saved request.",
      },
    ],
    page: OIDC,
    example: { text: "[invalid_nonce] Invalid nonce" },
  },
  {
    id: "token-response-401",
    says: /\[invalid_token_response\][\s\S]*401/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.55,
        fix: "Set spring.security.oauth2.client.registration.<id>.client-id and client-secret as at the provider.",
      },
      {
        reason: "client-auth/method-mismatch",
        weight: 0.5,
        fix: "Set client-authentication-method to client_secret_post, or to what the provider takes.",
        tell: "The same secret works with curl.",
      },
    ],
    page: OIDC,
    example: {
      text: "[invalid_token_response] An error occurred while attempting to retrieve the OAuth 2.0 Access Token Response: 401 Unauthorized: [no body]",
    },
  },
  {
    id: "token-response-certificate",
    says: /invalid_token_response[\s\S]*(?:PKIX path building failed|SSLHandshake|certificate)/i,
    means: [
      {
        reason: "transport/certificate-problem",
        weight: 0.95,
        fix: "Import the provider's CA into the JVM's trust store (-Djavax.net.ssl.trustStore).",
      },
    ],
    page: OIDC,
    example: {
      text: "[invalid_token_response] An error occurred while attempting to retrieve the OAuth 2.0 Access Token Response: I/O error on POST request: PKIX path building failed",
    },
  },
  {
    id: "token-response-content",
    says: /invalid_token_response[\s\S]*(?:no suitable HttpMessageConverter|Could not extract response|tokenType cannot be null|HttpMessageNotReadable|accessToken(?:Value)? cannot be empty)/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.5,
        fix: "Set provider.<id>.token-uri to the token endpoint; a response that isn't an RFC 6749 JSON needs its own converter.",
      },
    ],
    page: OIDC,
    example: {
      text: "[invalid_token_response] An error occurred while attempting to retrieve the OAuth 2.0 Access Token Response: Could not extract response: no suitable HttpMessageConverter found",
    },
  },
  {
    id: "token-response",
    says: /\[invalid_token_response\]/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.35,
        fix: "Read the text after the code: it holds the provider's own error.",
      },
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.2,
        fix: "Set redirect-uri to what the provider has registered.",
      },
    ],
    page: OIDC,
    example: {
      text: "[invalid_token_response] An error occurred while attempting to retrieve the OAuth 2.0 Access Token Response: 400 Bad Request",
    },
  },
  {
    id: "missing-signature-verifier",
    says: /missing_signature_verifier/i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.6,
        fix: "Set provider.<id>.jwk-set-uri (or issuer-uri), or the registration's ID token algorithm, so that ID tokens can be verified.",
      },
    ],
    page: OIDC,
    example: {
      text: "[missing_signature_verifier] Failed to find a Signature Verifier for Client Registration: 'app'. Check to ensure you have configured the JwkSet URI.",
    },
  },
  {
    id: "id-token-clock",
    says: /invalid_id_token[\s\S]*(?:iat|exp\b|expired|Jwt used before)/i,
    means: [
      {
        reason: "time/clock-skew",
        weight: 0.7,
        fix: "Set the server's clock by NTP, or OidcIdTokenValidator.setClockSkew.",
      },
    ],
    page: OIDC,
    example: { text: "[invalid_id_token] The ID Token contains invalid claims: {iat=2026-03-01T10:00:00Z}" },
  },
  {
    id: "id-token-issuer",
    says: /invalid_id_token[\s\S]*\biss\b/i,
    means: [
      { reason: "token/wrong-issuer", weight: 0.9, fix: "Set issuer-uri to the iss of the ID token, to the letter." },
    ],
    page: OIDC,
    example: { text: "[invalid_id_token] The ID Token contains invalid claims: {iss=https://id.example.com}" },
  },
  {
    id: "id-token-audience",
    says: /invalid_id_token[\s\S]*\b(?:aud|azp)\b/i,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.9,
        fix: "Use the client-id for which the provider issues the ID token.",
      },
    ],
    page: OIDC,
    example: { text: "[invalid_id_token] The ID Token contains invalid claims: {aud=[other]}" },
  },
  {
    id: "id-token-signature",
    says: /invalid_id_token[\s\S]*(?:Signed JWT rejected|no matching key|Invalid signature)/i,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.85,
        fix: "Set jwk-set-uri to the provider's keys and the ID token's algorithm (RS256 unless set).",
      },
    ],
    page: OIDC,
    example: {
      text: "[invalid_id_token] An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
    },
  },
  {
    id: "id-token",
    says: /\[invalid_id_token\]/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.4,
        fix: "Read the claims that the message names and compare them with the registration.",
      },
    ],
    page: OIDC,
    example: { text: "[invalid_id_token] Missing (required) ID Token in Token Response for Client Registration: app" },
  },
  {
    id: "user-info",
    says: /invalid_user_info_response/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.4,
        fix: "Ask for openid profile and check provider.<id>.user-info-uri.",
      },
      { reason: "request/wrong-endpoint", weight: 0.4, fix: "Set user-info-uri to the provider's userinfo endpoint." },
    ],
    page: OIDC,
    example: {
      text: "[invalid_user_info_response] An error occurred while attempting to retrieve the UserInfo Resource: 403 Forbidden",
    },
  },
  {
    id: "registration-not-found",
    says: /client_registration_not_found|Invalid Client Registration with Id/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.7,
        fix: "Define spring.security.oauth2.client.registration.<id> with the id of the URL.",
      },
    ],
    page: LOGIN,
    example: { text: "[client_registration_not_found] Client Registration not found with Id: app" },
  },
  {
    id: "issuer-mismatch",
    says: /The Issuer "[^"]*" provided in the configuration (?:metadata )?did not match the requested issuer/i,
    distinctive: true,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.98,
        fix: "Set issuer-uri to the issuer of the discovery document, final slash and host included.",
      },
    ],
    page: GUIDE,
    example: {
      text: 'The Issuer "https://id.example.com/" provided in the configuration did not match the requested issuer "https://id.example.com"',
    },
  },
  {
    id: "issuer-unresolved",
    says: /Unable to resolve Configuration with the provided Issuer/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.6,
        fix: "Set issuer-uri to the URL under which /.well-known/openid-configuration responds to this host.",
      },
    ],
    page: GUIDE,
    example: { text: 'Unable to resolve Configuration with the provided Issuer of "https://id.example.com"' },
  },
  {
    id: "client-required",
    says: /client_authorization_required|Authorization required for Client Registration Id/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/not-issued",
        weight: 0.4,
        fix: "Ask for offline access so that a refresh token is saved.",
      },
      { reason: "user/login-required", weight: 0.4, fix: "Send the user through /oauth2/authorization/<id> first." },
    ],
    page: GUIDE,
    example: { text: "[client_authorization_required] Authorization required for Client Registration Id: app" },
  },
];
