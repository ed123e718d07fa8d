/** Better Auth: what its OAuth provider says. */
import type { Signature } from "../define.ts";

const PROVIDER = "https://github.com/better-auth/better-auth/tree/main/packages/oauth-provider/src";

export const provider: readonly Signature[] = [
  {
    id: "redirect",
    error: "invalid_request",
    says: /redirect_uri mismatch/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.75,
        fix: "Send the redirect_uri of the authorization request.",
      },
    ],
    page: PROVIDER,
    example: { error: "invalid_request", description: "redirect_uri mismatch" },
  },
  {
    id: "invalid-redirect",
    says: /\binvalid_redirect\b|\binvalid redirect uri\b/i,
    means: [
      { reason: "redirect-uri/unregistered", weight: 0.9, fix: "Add the exact URI to the client's redirect_uris." },
    ],
    page: PROVIDER,
    example: { error: "invalid_redirect", description: "invalid redirect uri" },
  },
  {
    id: "pkce",
    says: /pkce is required(?: for (?:registered|this) clients?)?/i,
    distinctive: true,
    means: [{ reason: "pkce/required", weight: 0.97, fix: "Send code_challenge and code_challenge_method=S256." }],
    page: PROVIDER,
    example: { error: "invalid_request", description: "pkce is required for registered clients." },
  },
  {
    id: "verifier",
    says: /Either code_verifier or client_secret is required/i,
    distinctive: true,
    means: [
      { reason: "pkce/verifier-missing", weight: 0.6, fix: "Send code_verifier (public client)." },
      { reason: "client-auth/secret-absent", weight: 0.5, fix: "Send client_secret (confidential client)." },
    ],
    page: PROVIDER,
    example: { error: "invalid_request", description: "Either code_verifier or client_secret is required" },
  },
  {
    id: "verifier-mismatch",
    says: /\bcode verification failed\b/i,
    distinctive: true,
    means: [{ reason: "pkce/verifier-mismatch", weight: 0.9, fix: "Send the verifier of this flow." }],
    page: PROVIDER,
    example: { error: "invalid_request", description: "code verification failed" },
  },
  {
    id: "code",
    says: /^(?:invalid_\w+\W+)?invalid code$/i,
    means: [
      { reason: "code/already-used", weight: 0.55, fix: "Redeem each code once." },
      { reason: "code/expired", weight: 0.4, fix: "Redeem the code sooner." },
    ],
    page: PROVIDER,
    example: { error: "invalid_grant", description: "invalid code" },
  },
  {
    id: "secret",
    says: /^(?:invalid_\w+\W+)?invalid client_secret$/i,
    means: [{ reason: "client-auth/secret-wrong", weight: 0.97, fix: "Compare the secret; it is stored as a hash." }],
    page: PROVIDER,
    example: { error: "invalid_client", description: "invalid client_secret" },
  },
  {
    id: "client",
    says: /\bclient \S+ not found\b|\bclient not found\b|\bunknown client\b|^(?:invalid_\w+\W+)?invalid client_id$/i,
    means: [{ reason: "client/unknown", weight: 0.9, fix: "Register the client in this database." }],
    page: PROVIDER,
    example: { error: "invalid_client", description: "client not found" },
  },
  {
    id: "disabled",
    says: /\bclient is disabled\b|\bclient_disabled\b/i,
    means: [{ reason: "client/disabled", weight: 0.98, fix: "Enable the client." }],
    page: PROVIDER,
    example: { error: "invalid_client", description: "client is disabled" },
  },
  {
    id: "grant",
    says: /client is not authorized to use grant type/i,
    distinctive: true,
    means: [
      { reason: "client/grant-type-not-allowed", weight: 0.98, fix: "Add the grant type to the client's grant_types." },
    ],
    page: PROVIDER,
    example: {
      error: "unauthorized_client",
      description: "client is not authorized to use grant type client_credentials",
    },
  },
  {
    id: "grant-type",
    says: /unsupported grant_type /i,
    means: [{ reason: "request/grant-type-unsupported", weight: 0.95, fix: "Check the spelling of grant_type." }],
    page: PROVIDER,
    example: { error: "unsupported_grant_type", description: "unsupported grant_type password" },
  },
  {
    id: "registration",
    says: /Client registration is disabled|Authentication required for client registration|Initial access token validation failed/i,
    distinctive: true,
    means: [
      {
        reason: "registration/not-allowed",
        weight: 0.97,
        fix: "Set allowDynamicClientRegistration (and allowUnauthenticatedClientRegistration), or register by hand.",
      },
    ],
    page: PROVIDER,
    example: { error: "access_denied", description: "Client registration is disabled" },
  },
  {
    id: "resource",
    says: /requested resource \S+ (?:does not exist|is disabled|is not)|requested resource invalid|Unsupported resource/i,
    distinctive: true,
    means: [{ reason: "resource/unknown", weight: 0.9, fix: "Add the resource to validAudiences." }],
    page: PROVIDER,
    example: { error: "invalid_request", description: "requested resource invalid" },
  },
  {
    id: "scope",
    says: /The following (?:client_credentials )?scopes are invalid|client does not allow scope|cannot request scope/i,
    distinctive: true,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.8,
        fix: "Add the scopes to the server's scopes and to the client.",
      },
    ],
    page: PROVIDER,
    example: { error: "invalid_scope", description: "The following scopes are invalid: photos" },
  },
  {
    id: "refresh",
    says: /refresh token (?:not found|revoked)|invalid refresh token/i,
    means: [
      { reason: "refresh-token/reused", weight: 0.5, fix: "Store the newest refresh token: a second use revokes all." },
      { reason: "refresh-token/unknown", weight: 0.4, fix: "Send the token whole." },
    ],
    page: PROVIDER,
    example: { error: "invalid_grant", description: "refresh token revoked" },
  },
  {
    id: "assertion-aud",
    says: /client assertion aud does not match/i,
    distinctive: true,
    means: [
      { reason: "client-auth/assertion-wrong-audience", weight: 0.98, fix: "Set aud to the token endpoint or issuer." },
    ],
    page: PROVIDER,
    example: { error: "invalid_client", description: "client assertion aud does not match the endpoint" },
  },
  {
    id: "assertion",
    says: /client assertion |unsupported client_assertion_type|client has no JWKS configured/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.92,
        fix: "Sign a short-lived assertion with the registered key and a fresh jti.",
      },
    ],
    page: PROVIDER,
    example: { error: "invalid_client", description: "client assertion signature verification failed" },
  },
];
