/** SAP (XSUAA, Identity Authentication): the token endpoint. */
import type { Signature } from "../define.ts";

const PAGE_0 =
  "https://github.com/SAP-docs/btp-cloud-platform/blob/main/docs/60-security/token-retrieval-fails-with-status-code-401-fd5865e.md";
const PAGE_1 = "https://github.com/18F/tock/issues/658";
const PAGE_2 =
  "https://github.com/cloudfoundry/uaa/blob/develop/server/src/main/java/org/cloudfoundry/identity/uaa/oauth/UaaTokenServices.java";

export const token: readonly Signature[] = [
  {
    id: "client-unknown",
    error: ["unauthorized", "invalid_client"],
    says: /client with requested id(?: .{0,60})? does not exist|no client with requested id/i,
    means: [
      {
        reason: "client/unknown",
        weight: 0.95,
        fix: "Take clientid from the service binding or key of this subaccount (VCAP_SERVICES), and the url beside it.",
      },
    ],
    page: PAGE_0,
    example: { error: "unauthorized", description: "Client with requested ID does not exist" },
  },
  {
    id: "bad-credentials",
    error: ["unauthorized", "invalid_client", "invalid_grant"],
    says: /bad credentials/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.6,
        fix: "Take clientid, clientsecret and url from the same, present binding; a new binding has new ones.",
        tell: "It is client_credentials or a code exchange.",
      },
      {
        reason: "user/credentials-wrong",
        weight: 0.5,
        fix: "Check user and password (password grant).",
        tell: "It is a password grant.",
      },
      {
        reason: "client-auth/method-mismatch",
        weight: 0.2,
        fix: "A binding with credential-type x509 wants its certificate and certurl.",
      },
    ],
    page: PAGE_0,
    example: { error: "unauthorized", description: "Bad credentials" },
  },
  {
    id: "login-hint",
    error: "unauthorized",
    says: /origin provided in .?login_hint.? does not match/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.93,
        fix: 'login_hint is {"origin":"..."} with the origin key of an active trust that takes passwords.',
      },
    ],
    page: PAGE_0,
    example: {
      error: "unauthorized",
      description:
        "The origin provided in login_hint does not match an active Identity Provider (IdP) that supports resource-owner password grant flow.",
    },
  },
  {
    id: "redirect-mismatch",
    error: "invalid_grant",
    says: /redirect uri mismatch/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.95,
        fix: "Send the redirect_uri of the authorization request.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "Redirect URI mismatch." },
  },
  {
    id: "code",
    error: "invalid_grant",
    says: /invalid authorization code/i,
    means: [
      { reason: "code/already-used", weight: 0.6, fix: "Redeem each code once." },
      { reason: "code/expired", weight: 0.4, fix: "Redeem it within 5 minutes." },
    ],
    page: PAGE_2,
    example: { error: "invalid_grant", description: "Invalid authorization code: abc" },
  },
  {
    id: "verifier",
    error: "invalid_grant",
    says: /invalid code verifier|code verifier (?:was|is|must)/i,
    means: [{ reason: "pkce/verifier-mismatch", weight: 0.9, fix: "Send the verifier of this sign-in." }],
    page: PAGE_2,
    example: { error: "invalid_grant", description: "Invalid code verifier" },
  },
  {
    id: "refresh-client",
    error: "invalid_grant",
    says: /wrong client for this refresh token/i,
    distinctive: true,
    means: [{ reason: "refresh-token/of-other-client", weight: 0.98, fix: "Refresh with the client that got it." }],
    page: PAGE_2,
    example: { error: "invalid_grant", description: "Wrong client for this refresh token: sb-app!t123" },
  },
  {
    id: "refresh-expired",
    error: "invalid_token",
    says: /invalid refresh token expired at/i,
    distinctive: true,
    means: [{ reason: "refresh-token/expired", weight: 0.98, fix: "Sign in again, or raise refresh-token-validity." }],
    page: PAGE_2,
    example: { error: "invalid_token", description: "Invalid refresh token expired at Thu Jan 01 10:00:00 UTC 2026" },
  },
  {
    id: "refresh-revoked",
    error: "invalid_token",
    says: /revocable signature mismatch/i,
    distinctive: true,
    means: [
      {
        reason: "grant/password-changed",
        weight: 0.6,
        fix: "Sign in again: password of the user or secret of the client was changed.",
      },
      { reason: "refresh-token/revoked", weight: 0.5, fix: "Sign in again." },
    ],
    page: PAGE_2,
    example: { error: "invalid_token", description: "Invalid refresh token: revocable signature mismatch" },
  },
  {
    id: "refresh-scope",
    error: "invalid_scope",
    says: /unable to narrow the scope of the client authentication/i,
    distinctive: true,
    means: [
      {
        reason: "scope/exceeds-grant",
        weight: 0.97,
        fix: "Ask at the refresh only scopes that were granted at first.",
      },
    ],
    page: PAGE_2,
    example: {
      error: "invalid_scope",
      description: "Unable to narrow the scope of the client authentication to [admin].",
    },
  },
];
