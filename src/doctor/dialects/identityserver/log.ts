/** Duende IdentityServer / IdentityServer4: lines of its log. */
import type { Signature } from "../define.ts";

const TOKEN =
  "https://github.com/DuendeSoftware/IdentityServer/blob/main/src/IdentityServer/Validation/Default/TokenRequestValidator.cs";
const CLIENT =
  "https://github.com/DuendeSoftware/IdentityServer/blob/main/src/IdentityServer/Validation/Default/ClientSecretValidator.cs";
const RESOURCES =
  "https://github.com/DuendeSoftware/IdentityServer/blob/main/src/IdentityServer/Validation/Default/DefaultResourceValidator.cs";
const ASSERTION =
  "https://github.com/DuendeSoftware/IdentityServer/blob/main/src/IdentityServer/Validation/Default/PrivateKeyJwtSecretValidator.cs";
const PAGE = "https://docs.duendesoftware.com/identityserver/";

export const log: readonly Signature[] = [
  {
    id: "log-code-used",
    says: /Invalid authorization code\b/i,
    means: [
      {
        reason: "code/already-used",
        weight: 0.6,
        fix: "Redeem each code once: it is removed from the grant store at first use.",
      },
      {
        reason: "code/unknown",
        weight: 0.45,
        fix: "Share the persisted grant store between instances; the in-memory one dies with the process.",
      },
    ],
    page: TOKEN,
    example: {
      text: "Duende.IdentityServer.Validation.TokenRequestValidator[0] Invalid authorization code{ code = ***1A2B }, details: ...",
    },
  },
  {
    id: "log-code-expired",
    says: /Authorization code (?:is )?expired/i,
    means: [
      {
        reason: "code/expired",
        weight: 0.97,
        fix: "Redeem the code within AuthorizationCodeLifetime (300 seconds by default).",
      },
    ],
    page: TOKEN,
    example: { text: "Authorization code expired{ code = ***1A2B }" },
  },
  {
    id: "log-code-client",
    says: /Client is trying to use a code from a different client/i,
    distinctive: true,
    means: [
      { reason: "code/of-other-client", weight: 0.98, fix: "Redeem the code with the client that asked for it." },
    ],
    page: TOKEN,
    example: { text: "Client is trying to use a code from a different client{ clientId = web, codeClient = spa }" },
  },
  {
    id: "log-verifier",
    says: /Transformed code verifier does not match code challenge/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.98,
        fix: "Send the verifier from which this flow's challenge was made.",
      },
    ],
    page: TOKEN,
    example: { text: "Transformed code verifier does not match code challenge" },
  },
  {
    id: "log-verifier-missing",
    says: /Missing code_verifier|code_verifier is missing/i,
    means: [{ reason: "pkce/verifier-missing", weight: 0.97, fix: "Send code_verifier in the token request." }],
    page: TOKEN,
    example: { text: "Missing code_verifier" },
  },
  {
    id: "log-verifier-unexpected",
    says: /Unexpected code_verifier/i,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.85,
        fix: "Set RequirePkce of the client to true, and send the code_challenge.",
      },
    ],
    page: TOKEN,
    example: {
      text: "Unexpected code_verifier: abc. This happens when the client is trying to use PKCE, but it is not enabled. Set RequirePkce to true.",
    },
  },
  {
    id: "log-client",
    says: /No client with id '.*' found/i,
    distinctive: true,
    means: [{ reason: "client/unknown", weight: 0.97, fix: "Add the client to the store, in this environment." }],
    page: CLIENT,
    example: { text: "No client with id 'web' found. aborting" },
  },
  {
    id: "log-secret",
    says: /Client secret validation failed for client|Hash of client secret|no matching hashed secret found/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.93,
        fix: "Store the secret as its Sha256() hash, and send it in clear.",
      },
    ],
    page: CLIENT,
    example: { text: "Client secret validation failed for client: web." },
  },
  {
    id: "log-no-identifier",
    says: /No client identifier found|No secret found|No parser found secret/i,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.85,
        fix: "Send client_id and client_secret in the form body or by Basic.",
      },
    ],
    page: CLIENT,
    example: { text: "No client identifier found" },
  },
  {
    id: "log-grant",
    says: /Client not authorized for (?:code|client credentials|resource owner|device|CIBA) flow|not have the custom grant type in the allowed list/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.98,
        fix: "Add the grant to AllowedGrantTypes of the client.",
      },
    ],
    page: TOKEN,
    example: {
      text: "Client not authorized for client credentials flow, check the AllowedGrantTypes setting{ clientId = web }",
    },
  },
  {
    id: "log-scope",
    says: /is not allowed access to scope/i,
    distinctive: true,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.98,
        fix: "Add the scope to the client's AllowedScopes; offline_access by AllowOfflineAccess.",
      },
    ],
    page: RESOURCES,
    example: { text: "Client web is not allowed access to scope api1." },
  },
  {
    id: "log-scope-unknown",
    says: /Scope .* not found in store/i,
    distinctive: true,
    means: [{ reason: "scope/unknown", weight: 0.97, fix: "Define it as ApiScope or IdentityResource." }],
    page: RESOURCES,
    example: { text: "Scope api2 not found in store or not supported by requested resource indicators." },
  },
  {
    id: "log-refresh",
    says: /Refresh token validation failed|Invalid refresh token|Refresh token has been used|consumed refresh token/i,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "Store the new refresh token of each response: RefreshTokenUsage OneTimeOnly deletes the old one.",
      },
      {
        reason: "refresh-token/unknown",
        weight: 0.4,
        fix: "Check that the persisted grant store is shared and durable.",
      },
      {
        reason: "refresh-token/expired",
        weight: 0.3,
        fix: "Sign in again; Absolute and SlidingRefreshTokenLifetime set the life.",
      },
    ],
    page: TOKEN,
    example: { text: "Refresh token validation failed. aborting" },
  },
  {
    id: "log-user",
    says: /User has been disabled/i,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.95,
        fix: "Let the profile service's IsActiveAsync return true for the user.",
      },
    ],
    page: TOKEN,
    example: { text: "User has been disabled{ subjectId = 42 }" },
  },
  {
    id: "log-credentials-openid",
    says: /Client cannot request OpenID scopes in client credentials flow/i,
    distinctive: true,
    means: [
      { reason: "scope/malformed", weight: 0.7, fix: "Ask for API scopes only: openid and profile need a user." },
    ],
    page: TOKEN,
    example: { text: "Client cannot request OpenID scopes in client credentials flow{ clientId = web }" },
  },
  {
    id: "log-assertion",
    says: /There are no keys available to validate client assertion|jti is found in replay cache|Both 'sub' and 'iss' in the client assertion|JWT token validation error/i,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.9,
        fix: "Register the public key as a JsonWebKey secret of the client; iss and sub are the client id, jti is fresh.",
      },
    ],
    page: ASSERTION,
    example: { text: "Both 'sub' and 'iss' in the client assertion token must have a value of client_id." },
  },
  {
    id: "log-grant-missing",
    says: /Grant type is missing/i,
    means: [{ reason: "request/parameter-absent", weight: 0.75, fix: "Send grant_type in a form body." }],
    page: TOKEN,
    example: { text: "Grant type is missing" },
  },
  {
    id: "log-cors",
    says: /CorsPolicyService did not allow origin/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cors-blocked",
        weight: 0.98,
        fix: "Add the origin, without final slash, to the client's AllowedCorsOrigins.",
      },
    ],
    page: PAGE,
    example: { text: "CorsPolicyService did not allow origin: https://app.example.com" },
  },
];
