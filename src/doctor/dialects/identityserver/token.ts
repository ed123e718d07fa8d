/** Duende IdentityServer / IdentityServer4: what the token endpoint says. */
import type { Signature } from "../define.ts";

const TOKEN =
  "https://github.com/DuendeSoftware/IdentityServer/blob/main/src/IdentityServer/Validation/Default/TokenRequestValidator.cs";

export const token: readonly Signature[] = [
  {
    id: "verifier-invalid",
    says: /invalid_code_verifier/i,
    means: [{ reason: "pkce/verifier-mismatch", weight: 0.9, fix: "Send the verifier of this flow." }],
    page: TOKEN,
    example: { error: "invalid_grant", description: "invalid_code_verifier" },
  },
  {
    id: "password",
    error: "invalid_grant",
    says: /invalid_username_or_password|invalid_credential/i,
    means: [{ reason: "user/credentials-wrong", weight: 0.97, fix: "Check user name and password." }],
    page: TOKEN,
    example: { error: "invalid_grant", description: "invalid_username_or_password" },
  },
  {
    id: "dpop",
    error: "invalid_dpop_proof",
    means: [{ reason: "dpop/proof-invalid", weight: 0.93, fix: "Send a fresh DPoP proof with the key of the token." }],
    page: TOKEN,
    example: {
      error: "invalid_dpop_proof",
      description: "Client requires DPoP and a DPoP header value was not provided.",
    },
  },
  {
    id: "unsupported-grant",
    error: "unsupported_grant_type",
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.6,
        fix: "Check the spelling of grant_type, or register its extension grant validator.",
      },
      {
        reason: "request/parameter-absent",
        weight: 0.4,
        fix: "Send grant_type in a form body: without it the response is the same.",
        tell: "The body is JSON or empty.",
      },
    ],
    page: TOKEN,
    example: { error: "unsupported_grant_type", status: 400 },
  },
  {
    id: "invalid-client",
    error: "invalid_client",
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.55,
        fix: 'Store Secret("...".Sha256()) and send it in clear; the log says which.',
      },
      { reason: "client/unknown", weight: 0.4, fix: "Add the client to this environment." },
      {
        reason: "client-auth/secret-absent",
        weight: 0.25,
        fix: "Send client_secret, or set RequireClientSecret to false for a public client.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_client", status: 400 },
  },
  {
    id: "unauthorized-client",
    error: "unauthorized_client",
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.85,
        fix: "Set AllowedGrantTypes of the client to the flow in use.",
      },
    ],
    page: TOKEN,
    example: { error: "unauthorized_client", status: 400 },
  },
  {
    id: "invalid-scope",
    error: "invalid_scope",
    means: [
      { reason: "scope/not-allowed-for-client", weight: 0.6, fix: "Add the scope to AllowedScopes of the client." },
      {
        reason: "scope/unknown",
        weight: 0.5,
        fix: "Define the scope as ApiScope; since version 4 naming it in an ApiResource is not enough.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_scope", status: 400 },
  },
  {
    id: "invalid-grant",
    error: "invalid_grant",
    means: [
      {
        reason: "code/already-used",
        weight: 0.35,
        fix: "Redeem each code once; read the log for the reason.",
        tell: "grant_type is authorization_code.",
      },
      {
        reason: "refresh-token/reused",
        weight: 0.35,
        fix: "Store the newest refresh token.",
        tell: "grant_type is refresh_token.",
      },
      { reason: "code/redirect-uri-mismatch", weight: 0.3, fix: "Send the redirect_uri of the authorization request." },
      { reason: "pkce/verifier-mismatch", weight: 0.3, fix: "Send the verifier of this flow." },
      { reason: "refresh-token/expired", weight: 0.25, fix: "Sign the user in again." },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", status: 400 },
  },
];
