/** Spring Security and Spring Authorization Server: Spring Security OAuth, the older one. */
import type { Signature } from "../define.ts";

const OLD =
  "https://github.com/spring-attic/spring-security-oauth/blob/main/spring-security-oauth2/src/main/java/org/springframework/security/oauth2/provider/endpoint/DefaultRedirectResolver.java";

export const legacy: readonly Signature[] = [
  {
    id: "old-redirect",
    says: /Invalid redirect(?: uri)?:? .*does not match one of the registered values/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.93,
        fix: "Add the URI to the client's registeredRedirectUri; a path below a registered one is no longer enough.",
      },
    ],
    page: OLD,
    example: {
      error: "invalid_grant",
      description: "Invalid redirect: http://localhost:8080/login does not match one of the registered values.",
    },
  },
  {
    id: "old-no-redirect",
    says: /At least one redirect_uri must be registered with the client/i,
    distinctive: true,
    means: [{ reason: "redirect-uri/unregistered", weight: 0.95, fix: "Set the client's redirectUris." }],
    page: OLD,
    example: { error: "invalid_request", description: "At least one redirect_uri must be registered with the client." },
  },
  {
    id: "old-redirect-token",
    says: /Redirect URI mismatch\./i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.93,
        fix: "Send in the token request the redirect_uri of the authorization request.",
      },
    ],
    page: OLD,
    example: { error: "invalid_grant", description: "Redirect URI mismatch." },
  },
  {
    id: "old-code",
    says: /Invalid authorization code: /i,
    distinctive: true,
    means: [
      {
        reason: "code/already-used",
        weight: 0.6,
        fix: "Redeem each code once: it is removed at first use.",
        tell: "The callback ran twice.",
      },
      {
        reason: "code/unknown",
        weight: 0.45,
        fix: "Keep the codes in a shared store (JdbcAuthorizationCodeServices).",
      },
    ],
    page: OLD,
    example: { error: "invalid_grant", description: "Invalid authorization code: aB3xYz" },
  },
  {
    id: "old-refresh-expired",
    says: /Invalid refresh token \(expired\)/i,
    distinctive: true,
    means: [{ reason: "refresh-token/expired", weight: 0.98, fix: "Sign the user in again." }],
    page: OLD,
    example: { error: "invalid_token", description: "Invalid refresh token (expired): 1b2c" },
  },
  {
    id: "old-refresh-client",
    says: /Wrong client for this refresh token/i,
    distinctive: true,
    means: [
      { reason: "refresh-token/of-other-client", weight: 0.98, fix: "Refresh with the client that got the token." },
    ],
    page: OLD,
    example: { error: "invalid_grant", description: "Wrong client for this refresh token: 1b2c" },
  },
  {
    id: "old-refresh",
    error: "invalid_grant",
    says: /Invalid refresh token: /i,
    distinctive: true,
    means: [
      { reason: "refresh-token/unknown", weight: 0.65, fix: "Keep the tokens in a shared, lasting TokenStore." },
      {
        reason: "refresh-token/reused",
        weight: 0.35,
        fix: "Store the newest token: with reuseRefreshToken(false) the old one is gone.",
      },
    ],
    page: OLD,
    example: { error: "invalid_grant", description: "Invalid refresh token: 1b2c" },
  },
  {
    id: "old-bad-credentials",
    says: /\bBad (?:client )?credentials\b/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.55,
        fix: "Store the secret encoded ({noop} or {bcrypt}) and send it by Basic.",
        tell: "error is invalid_client.",
      },
      {
        reason: "user/credentials-wrong",
        weight: 0.5,
        fix: "Check user name and password.",
        tell: "error is invalid_grant, the grant is password.",
      },
    ],
    page: OLD,
    example: { error: "invalid_client", description: "Bad client credentials" },
  },
  {
    id: "old-scope",
    says: /Empty scope \(either the client or the user is not allowed/i,
    distinctive: true,
    means: [{ reason: "scope/not-allowed-for-client", weight: 0.93, fix: "Give the client the scope (.scopes)." }],
    page: OLD,
    example: {
      error: "invalid_scope",
      description: "Empty scope (either the client or the user is not allowed the requested scopes)",
    },
  },
  {
    id: "old-grant-type",
    says: /Unauthorized grant type|A client must have at least one authorized grant type/i,
    distinctive: true,
    means: [
      { reason: "client/grant-type-not-allowed", weight: 0.97, fix: "Add it to the client's authorizedGrantTypes." },
    ],
    page: OLD,
    example: { error: "invalid_client", description: "Unauthorized grant type: password" },
  },
  {
    id: "old-resource",
    says: /does not contain resource id/i,
    distinctive: true,
    means: [
      { reason: "token/wrong-audience", weight: 0.97, fix: "Add the API's resourceId to the client's resourceIds." },
    ],
    page: OLD,
    example: { error: "access_denied", description: "Invalid token does not contain resource id (oauth2-resource)" },
  },
  {
    id: "old-expired",
    says: /Access token expired: /i,
    distinctive: true,
    means: [{ reason: "token/expired", weight: 0.98, fix: "Refresh the access token." }],
    page: OLD,
    example: { error: "invalid_token", description: "Access token expired: 1b2c" },
  },
  {
    id: "old-token",
    says: /Cannot convert access token to JSON/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.75,
        fix: "Use one signing key for both sides (JwtAccessTokenConverter), and send the JWT whole.",
      },
    ],
    page: OLD,
    example: { error: "invalid_token", description: "Cannot convert access token to JSON" },
  },
  {
    id: "old-state",
    says: /Possible CSRF detected - state parameter was (?:required but no state could be found|present but no state could be found)/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.95,
        fix: "Give client and server cookies of different names or hosts: on one host they overwrite each other's JSESSIONID.",
      },
    ],
    page: OLD,
    example: { text: "Possible CSRF detected - state parameter was required but no state could be found" },
  },
  {
    id: "old-denied",
    says: /\bUser denied access\b/i,
    means: [{ reason: "user/denied", weight: 0.97, fix: "Offer the sign-in again." }],
    page: OLD,
    example: { error: "access_denied", description: "User denied access" },
  },
];
