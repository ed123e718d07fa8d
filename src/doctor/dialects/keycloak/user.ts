/** Keycloak: the user, DPoP and registration. */
import type { Signature } from "../define.ts";

const PAGE =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/grants/ResourceOwnerPasswordCredentialsGrantType.java";

export const user: readonly Signature[] = [
  {
    id: "user-credentials",
    error: "invalid_grant",
    says: /invalid user credentials/i,
    means: [
      {
        reason: "user/credentials-wrong",
        weight: 0.9,
        fix: "Check user name and password in this realm; users of another provider (federation) may have none here.",
      },
      {
        reason: "user/account-not-ready",
        weight: 0.15,
        fix: "Users > (user): a lock by brute force detection gives the same message.",
        tell: "It is right in the account console but fails here after many tries.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_grant", description: "Invalid user credentials" },
  },
  {
    id: "not-fully-set-up",
    error: "invalid_grant",
    says: /account is not fully set up/i,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.97,
        fix: "Users > (user) > Details: clear the Required user actions (Update password, Verify email, Update profile), set a password that is not temporary, and fill the profile (first and last name, e-mail).",
      },
    ],
    page: PAGE,
    example: { error: "invalid_grant", description: "Account is not fully set up" },
  },
  {
    id: "account-disabled",
    error: "invalid_grant",
    says: /account (?:is )?(?:temporarily )?disabled|user (?:is )?disabled/i,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.94,
        fix: "Users > (user): switch Enabled on, or lift the lock of brute force detection.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_grant", description: "Account disabled" },
  },
  {
    id: "requires-consent",
    error: "invalid_client",
    says: /client requires user consent|consent required/i,
    means: [
      {
        reason: "user/consent-required",
        weight: 0.9,
        fix: "Clients > (client) > Settings > Consent required off, or use the code flow, which can ask.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_client", description: "Client requires user consent" },
  },
  {
    id: "dpop-nonce",
    says: /use_dpop_nonce/i,
    means: [
      {
        reason: "dpop/nonce-required",
        weight: 0.95,
        fix: "Repeat the request with the nonce of the DPoP-Nonce header in the proof.",
      },
    ],
    page: PAGE,
    example: { text: "use_dpop_nonce" },
  },
  {
    id: "dpop",
    error: ["invalid_request", "invalid_dpop_proof", "invalid_token"],
    says: /dpop (?:proof|http|binding|mandatory|htm|htu|request).{0,60}(?:missing|mismatch|not active|already been used|failed|invalid|not match)/i,
    means: [
      {
        reason: "dpop/proof-invalid",
        weight: 0.94,
        fix: "Make a new DPoP proof for each request: htm and htu of this very request, fresh jti and iat, ath where an access token goes with it.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_request", description: "DPoP proof is missing" },
  },
  {
    id: "registration-host",
    error: "insufficient_scope",
    says: /trusted hosts.{0,20}rejected request to client-registration|host not trusted/i,
    distinctive: true,
    means: [
      {
        reason: "registration/not-allowed",
        weight: 0.92,
        fix: "Clients > Client registration > Client registration policies > Trusted Hosts: add the host; or register with an initial access token.",
      },
    ],
    page: PAGE,
    example: {
      error: "insufficient_scope",
      description: "Policy 'Trusted Hosts' rejected request to client-registration service. Details: Host not trusted.",
    },
  },
  {
    id: "registration-policy",
    error: "insufficient_scope",
    says: /policy '[^']+' rejected request to client-registration/i,
    distinctive: true,
    means: [
      {
        reason: "registration/metadata-invalid",
        weight: 0.8,
        fix: "Change the metadata that the policy names, or the policy under Clients > Client registration.",
      },
    ],
    page: PAGE,
    example: {
      error: "insufficient_scope",
      description:
        "Policy 'Allowed Client Scopes' rejected request to client-registration service. Details: Not permitted to use specified clientScope",
    },
  },
];
