/** Salesforce: the token endpoint. */
import type { Signature } from "../define.ts";

const PAGE_0 =
  "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm&language=en_US&type=5";
const PAGE_1 =
  "https://www.useparagon.com/integration-error-solutions/salesforce-invalid-grant-expired-access-refresh-token";
const PAGE_2 = "https://github.com/omniphx/forrest/issues/278";

export const token: readonly Signature[] = [
  {
    id: "code-expired",
    error: "invalid_grant",
    says: /expired authorization code/i,
    means: [
      { reason: "code/expired", weight: 0.6, fix: "Redeem the code at once; it lives 15 minutes." },
      {
        reason: "code/already-used",
        weight: 0.5,
        fix: "Redeem it once; decode it once (it ends in ==, %3D%3D in the URL).",
        tell: "It is the second request.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "expired authorization code" },
  },
  {
    id: "code-invalid",
    error: "invalid_grant",
    says: /invalid authorization code/i,
    means: [
      {
        reason: "code/corrupted",
        weight: 0.5,
        fix: "Decode the code of the callback once: %3D%3D must become ==.",
        tell: "It holds %.",
      },
      { reason: "code/already-used", weight: 0.4, fix: "Redeem each code once." },
      { reason: "request/wrong-environment", weight: 0.25, fix: "Send it to the login host that gave it." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "invalid authorization code" },
  },
  {
    id: "code-verifier",
    error: "invalid_grant",
    says: /invalid code verifier/i,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.93,
        fix: "Send the code_verifier of this very sign-in; 43 to 128 characters, challenge by S256.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "invalid code verifier" },
  },
  {
    id: "refresh-expired",
    error: "invalid_grant",
    says: /expired access\/?\/?refresh token/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.5,
        fix: "Setup > Manage Connected Apps > (app) > Edit Policies > Refresh Token Policy: valid until revoked; then sign in again.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.4,
        fix: "The user or administrator revoked it (Connected Apps OAuth Usage): sign in again.",
      },
      {
        reason: "grant/token-limit-exceeded",
        weight: 0.35,
        fix: "Keep one token: a user has at most five approvals for one app, the oldest goes.",
        tell: "The user signed in often.",
      },
    ],
    page: PAGE_1,
    example: { error: "invalid_grant", description: "expired access/refresh token" },
  },
  {
    id: "refresh-inactive",
    error: "invalid_grant",
    says: /token (?:is )?(?:invalid|inactive|revoked)|token validity expired/i,
    means: [
      { reason: "refresh-token/revoked", weight: 0.6, fix: "Sign in again." },
      { reason: "refresh-token/expired", weight: 0.5, fix: "Sign in again, or loosen the Refresh Token Policy." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "token validity expired" },
  },
  {
    id: "not-approved",
    error: "invalid_grant",
    says: /user hasn'?t approved this consumer/i,
    distinctive: true,
    means: [
      {
        reason: "user/consent-required",
        weight: 0.85,
        fix: "For JWT bearer: Setup > Manage Connected Apps > (app) > Edit Policies > Permitted Users: Admin approved users are pre-authorized, and assign the profile; or let the user approve once. Scopes must include refresh_token or offline_access.",
      },
      {
        reason: "request/wrong-environment",
        weight: 0.3,
        fix: "aud and host: https://login.salesforce.com, or https://test.salesforce.com for sandboxes.",
        tell: "It works in the other environment.",
      },
    ],
    page: PAGE_2,
    example: { error: "invalid_grant", description: "user hasn't approved this consumer" },
  },
  {
    id: "audience",
    error: "invalid_grant",
    says: /audience (?:is invalid|validation failed)/i,
    means: [
      {
        reason: "assertion/wrong-audience",
        weight: 0.93,
        fix: "Set aud to https://login.salesforce.com (production), https://test.salesforce.com (sandbox) or the site URL of a community; not to the instance.",
      },
      { reason: "request/wrong-environment", weight: 0.3, fix: "Sandbox and production do not mix." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "audience is invalid" },
  },
  {
    id: "assertion-signature",
    error: "invalid_grant",
    says: /invalid assertion|signature.{0,20}(?:invalid|failed)/i,
    means: [
      {
        reason: "assertion/signature-invalid",
        weight: 0.7,
        fix: "Setup > App Manager > (app) > Use digital signatures: upload the certificate of the key that signs (RS256).",
      },
      { reason: "assertion/expired", weight: 0.35, fix: "exp at most 3 (up to 5) minutes ahead, in seconds." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "invalid assertion" },
  },
  {
    id: "assertion-expired",
    error: "invalid_grant",
    says: /(?:assertion|jwt|token).{0,20}expired|expired assertion/i,
    means: [
      {
        reason: "assertion/expired",
        weight: 0.85,
        fix: "Set exp to now and some minutes, in seconds, by a right clock.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "assertion expired" },
  },
  {
    id: "issuer",
    error: "invalid_grant",
    says: /issuer (?:is )?invalid|invalid issuer/i,
    means: [{ reason: "client/unknown", weight: 0.75, fix: "iss is the Consumer Key of the app." }],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "issuer is invalid" },
  },
  {
    id: "inactive-user",
    error: ["inactive_user", "invalid_grant"],
    says: /inactive user|user (?:is )?inactive|inactive organization|organization is locked/i,
    means: [{ reason: "user/account-not-ready", weight: 0.95, fix: "Activate the user (Setup > Users)." }],
    page: PAGE_0,
    example: { error: "inactive_user", description: "inactive user" },
  },
  {
    id: "auth-failure",
    error: "invalid_grant",
    says: /authentication failure|invalid username, password, security token/i,
    means: [
      {
        reason: "user/credentials-wrong",
        weight: 0.75,
        fix: "Send password and security token joined; sandbox user names end in .sandboxname.",
      },
      {
        reason: "user/policy-blocked",
        weight: 0.35,
        fix: "Setup > Login History says why (IP range, no security token, API not enabled).",
      },
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.25,
        fix: "Setup > OAuth and OpenID Connect Settings: Allow OAuth Username-Password Flows.",
      },
      { reason: "request/wrong-environment", weight: 0.2, fix: "test.salesforce.com for a sandbox." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "authentication failure" },
  },
  {
    id: "ip-restricted",
    error: "invalid_grant",
    says: /ip restricted(?: or invalid login hours)?|ip restricted or/i,
    distinctive: true,
    means: [
      {
        reason: "user/policy-blocked",
        weight: 0.95,
        fix: "Setup > Manage Connected Apps > (app) > Edit Policies > IP Relaxation, or the login IP ranges and hours of the profile.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "ip restricted or invalid login hours" },
  },
  {
    id: "secret",
    error: ["invalid_client", "invalid_client_credentials"],
    says: /invalid client credentials|invalid client secret|invalid_client_secret/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.9,
        fix: "Copy the Consumer Secret from Setup > App Manager > (app) > Manage Consumer Details.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_client", description: "invalid client credentials" },
  },
  {
    id: "no-cc-user",
    error: "invalid_grant",
    says: /no client credentials user enabled/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.93,
        fix: "Setup > Manage Connected Apps > (app) > Edit Policies > Client Credentials Flow > Run As: choose a user.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "no client credentials user enabled" },
  },
  {
    id: "not-supported-domain",
    error: "invalid_grant",
    says: /request not supported on this domain/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-endpoint",
        weight: 0.95,
        fix: "Client credentials and token exchange go to the My Domain host (https://name.my.salesforce.com), not to login.salesforce.com.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", description: "request not supported on this domain" },
  },
];
