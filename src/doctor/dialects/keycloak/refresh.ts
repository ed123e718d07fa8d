/** Keycloak: refresh tokens and sessions. */
import type { Signature } from "../define.ts";

const PAGE_0 =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/authentication/authenticators/client/AbstractJWTClientValidator.java";
const PAGE_1 =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/TokenManager.java";

export const refresh: readonly Signature[] = [
  {
    id: "assertion-not-active",
    error: "invalid_client",
    says: /token is not active/i,
    means: [
      {
        reason: "time/clock-skew",
        weight: 0.5,
        fix: "Set the clock of the client by NTP, or set iat and exp to now and some seconds after.",
        tell: "The clock of the client differs from the server by more than 15 seconds.",
      },
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.5,
        fix: "Make a new client_assertion for each request, with exp a minute ahead.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_client", description: "Token is not active" },
  },
  {
    id: "token-not-active",
    error: "invalid_grant",
    says: /token is not active/i,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.8,
        fix: "Sign in again: the refresh token lived out SSO Session Idle or Max (Realm settings > Sessions) or the client's own values. For long life ask scope offline_access.",
        tell: "It is the response to a refresh.",
      },
      {
        reason: "token/expired",
        weight: 0.35,
        fix: "Refresh the access token before it ends (Realm settings > Tokens > Access token lifespan).",
        tell: "A resource server or adapter says it.",
      },
      {
        reason: "time/clock-skew",
        weight: 0.15,
        fix: "Set both clocks by NTP.",
        tell: "The token is only seconds old.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Token is not active" },
  },
  {
    id: "refresh-expired",
    error: "invalid_grant",
    says: /refresh token (?:is )?expired/i,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.95,
        fix: "Sign in again, or raise SSO Session Idle and Max under Realm settings > Sessions.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Refresh token expired" },
  },
  {
    id: "session-doesnt-have-client",
    error: "invalid_grant",
    says: /session doesn'?t have required client|client session not active/i,
    distinctive: true,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.6,
        fix: "The client's part of the session is over (sign-out, code used twice, Client Session Idle): sign in again.",
      },
      {
        reason: "refresh-token/of-other-client",
        weight: 0.35,
        fix: "Refresh with the client that got the token.",
        tell: "Another client_id than at the sign-in is sent.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Session doesn't have required client" },
  },
  {
    id: "session-not-active",
    error: "invalid_grant",
    says: /session not active/i,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.9,
        fix: "The user session is over (sign-out, SSO Session Idle or Max, restart without persistent sessions): sign in again; for background work ask scope offline_access.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Session not active" },
  },
  {
    id: "offline-session",
    error: "invalid_grant",
    says: /offline (?:user )?session (?:not found|not active)/i,
    distinctive: true,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.55,
        fix: "Sign in again with scope offline_access; the idle time is Realm settings > Sessions > Offline Session Idle (30 days).",
        tell: "The token was not used for that time.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.5,
        fix: "An administrator or the user removed the offline session (Users > Consents, Account console > Applications): sign in again.",
      },
      { reason: "refresh-token/expired", weight: 0.3, fix: "Refresh at least once within Offline Session Idle." },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Offline user session not found" },
  },
  {
    id: "reuse-exceeded",
    error: "invalid_grant",
    says: /maximum allowed refresh token reuse exceeded/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.97,
        fix: "Store the new refresh token of every response and refresh in one place only; Realm settings > Tokens > Refresh token max reuse allows repeats.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Maximum allowed refresh token reuse exceeded" },
  },
  {
    id: "stale-token",
    error: "invalid_grant",
    says: /stale (?:refresh )?token/i,
    means: [
      {
        reason: "refresh-token/revoked",
        weight: 0.6,
        fix: "A revocation policy (Not before of realm, client or user) or a newer token overtook it: sign in again.",
        tell: "An administrator set Not before.",
      },
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "With Revoke refresh token on, use only the newest refresh token, in one place.",
        tell: "The token was used before.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Stale token" },
  },
  {
    id: "issued-before-session",
    error: "invalid_grant",
    says: /refresh token issued before the (?:user|client) session started/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/revoked",
        weight: 0.85,
        fix: "The user signed in again after this token was issued: use the newest refresh token.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Refresh token issued before the client session started" },
  },
  {
    id: "refresh-other-client",
    error: "invalid_grant",
    says: /token client and authorized client don'?t match|unmatching clients/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/of-other-client",
        weight: 0.97,
        fix: "Refresh with the client_id to which the token was issued.",
      },
    ],
    page: PAGE_1,
    example: {
      error: "invalid_grant",
      description: "Invalid refresh token. Token client and authorized client don't match",
    },
  },
  {
    id: "token-issuer",
    error: "invalid_grant",
    says: /invalid token issuer\.? ?expected/i,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.6,
        fix: "Fix one outer URL: set hostname (KC_HOSTNAME), so that the issuer is the same from inside and outside, or configure the verifier with that issuer.",
        tell: "The two issuers in the message differ by host, port or scheme.",
      },
      {
        reason: "token/wrong-issuer",
        weight: 0.6,
        fix: "Send the token to the realm that issued it.",
        tell: "The two issuers differ by realm.",
      },
    ],
    page: PAGE_1,
    example: {
      error: "invalid_grant",
      description: "Invalid token issuer. Expected 'https://sso.example.com/realms/demo'",
    },
  },
  {
    id: "invalid-refresh-token",
    error: "invalid_grant",
    says: /invalid refresh token/i,
    means: [
      {
        reason: "refresh-token/unknown",
        weight: 0.7,
        fix: "Send the refresh_token of the last token response, whole, to the realm that gave it; not the access token.",
      },
      {
        reason: "refresh-token/corrupted",
        weight: 0.2,
        fix: "Send it whole and unchanged: it is a JWT of three parts.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Invalid refresh token" },
  },
  {
    id: "no-refresh-token",
    error: "invalid_request",
    says: /^no refresh token$/im,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send refresh_token in the form body." }],
    page: PAGE_1,
    example: { error: "invalid_request", description: "No refresh token" },
  },
];
