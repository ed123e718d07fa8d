/** Ory Hydra: what the token endpoint says. */
import type { Signature } from "../define.ts";

const TOKEN = "https://github.com/ory/fosite/blob/master/handler/oauth2/flow_authorize_code_token.go";
const REFRESH = "https://github.com/ory/fosite/blob/master/handler/oauth2/flow_refresh.go";
const PKCE = "https://github.com/ory/fosite/blob/master/handler/pkce/handler.go";

export const token: readonly Signature[] = [
  {
    id: "verifier-mismatch",
    says: /PKCE code challenge did not match the code verifier/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.97,
        fix: "Send the verifier from which this flow's challenge was made: base64url(SHA-256(verifier)) without padding.",
      },
    ],
    page: PKCE,
    example: { error: "invalid_grant", description: "The PKCE code challenge did not match the code verifier." },
  },
  {
    id: "verifier-form",
    says: /PKCE code verifier (?:must (?:be at least|only contain)|can not be longer)/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-missing",
        weight: 0.5,
        fix: "Send the code_verifier of this flow: 43 to 128 unreserved characters.",
        tell: "code_verifier is empty or absent in the request.",
      },
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.5,
        fix: "Make a verifier of 43 to 128 characters of A-Z a-z 0-9 - . _ ~.",
      },
    ],
    page: PKCE,
    example: { error: "invalid_grant", description: "The PKCE code verifier must be at least 43 characters." },
  },
  {
    id: "verifier-unexpected",
    says: /code verifier was provided but the code challenge was absent/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.85,
        fix: "Send code_challenge and code_challenge_method=S256 in the authorization request too, or leave out the verifier.",
      },
    ],
    page: PKCE,
    example: {
      error: "invalid_grant",
      description:
        "The PKCE code verifier was provided but the code challenge was absent from the authorization request.",
    },
  },
  {
    id: "pkce-required",
    says: /must include a code_challenge when performing the authorize code flow|enforces PKCE/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/required",
        weight: 0.97,
        fix: "Send code_challenge and code_challenge_method=S256 to /oauth2/auth.",
      },
    ],
    page: PKCE,
    example: {
      error: "invalid_request",
      description: "Clients must include a code_challenge when performing the authorize code flow, but it is missing.",
    },
  },
  {
    id: "pkce-method",
    says: /must use code_challenge_method=S256|code_challenge_method is not supported, use S256/i,
    distinctive: true,
    means: [{ reason: "pkce/method-unsupported", weight: 0.97, fix: "Send code_challenge_method=S256, in capitals." }],
    page: PKCE,
    example: {
      error: "invalid_request",
      description: "Clients must use code_challenge_method=S256, plain is not allowed.",
    },
  },
  {
    id: "pkce-session-lost",
    says: /Unable to find initial PKCE data tied to this request/i,
    distinctive: true,
    means: [
      { reason: "pkce/required", weight: 0.4, fix: "Send a code_challenge in the authorization request." },
      { reason: "code/already-used", weight: 0.4, fix: "Use each code once; the PKCE data goes with the first use." },
    ],
    page: PKCE,
    example: { error: "invalid_grant", description: "Unable to find initial PKCE data tied to this request" },
  },
  {
    id: "code-redirect-uri",
    says: /"?redirect_uri\\?"? from this request does not match the one from the authorize request/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.97,
        fix: "Send the same redirect_uri in the token request as in the authorization request, to the letter.",
      },
    ],
    page: TOKEN,
    example: {
      error: "invalid_grant",
      description: 'The "redirect_uri" from this request does not match the one from the authorize request.',
    },
  },
  {
    id: "code-client",
    says: /Client ID from this request does not match the one from the authorize request/i,
    distinctive: true,
    means: [
      { reason: "code/of-other-client", weight: 0.97, fix: "Redeem the code with the client id that began the flow." },
    ],
    page: TOKEN,
    example: {
      error: "invalid_grant",
      description: "The OAuth 2.0 Client ID from this request does not match the one from the authorize request.",
    },
  },
  {
    id: "code-expired",
    says: /Authorize code expired at '/i,
    distinctive: true,
    means: [{ reason: "code/expired", weight: 0.97, fix: "Redeem the code at once; ttl.auth_code sets its life." }],
    page: TOKEN,
    example: { error: "invalid_grant", description: "Authorize code expired at '2026-03-01 10:00:00 UTC'." },
  },
  {
    id: "code-used",
    says: /authorization code has already been used/i,
    means: [
      {
        reason: "code/already-used",
        weight: 0.97,
        fix: "Redeem each code once; the tokens of the first use are revoked too.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", description: "The authorization code has already been used." },
  },
  {
    id: "refresh-expired",
    says: /refresh token expired/i,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.95,
        fix: "Send the user through /oauth2/auth again; ttl.refresh_token sets the life.",
      },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "Refresh token expired at '2026-03-01 10:00:00 UTC'." },
  },
  {
    id: "refresh-reused",
    says: /refresh token was already used|Refresh token re-use was detected/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.97,
        fix: "Store the new refresh token of every response before the next refresh, and let one process refresh; oauth2.grant.refresh_token.rotation_grace_period helps.",
      },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "The refresh token was already used." },
  },
  {
    id: "refresh-concurrent",
    says: /multiple concurrent requests using the same token|Failed to refresh token\. Please retry/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.85,
        fix: "Serialize refreshes: one process, or a lock; then try again with the newest token.",
      },
    ],
    page: REFRESH,
    example: {
      error: "invalid_request",
      description:
        "Failed to refresh token because of multiple concurrent requests using the same token. Please retry the request.",
    },
  },
  {
    id: "refresh-client",
    says: /does not match the ID during the initial token issuance/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/of-other-client",
        weight: 0.97,
        fix: "Refresh with the client to which the token was issued.",
      },
    ],
    page: REFRESH,
    example: {
      error: "invalid_grant",
      description: "The OAuth 2.0 Client ID from this request does not match the ID during the initial token issuance.",
    },
  },
  {
    id: "refresh-scope",
    says: /request scope '.*' has not been granted or is not allowed to be requested/i,
    distinctive: true,
    means: [
      {
        reason: "scope/exceeds-grant",
        weight: 0.9,
        fix: "Ask in the refresh for no more than was granted, or leave scope out.",
      },
    ],
    page: REFRESH,
    example: {
      error: "invalid_scope",
      description: "The request scope 'admin' has not been granted or is not allowed to be requested.",
    },
  },
  {
    id: "refresh-invalid",
    says: /refresh token (?:is malformed or not valid|can not be found|has not been found)|OAuth 2\.0 Client was not granted scope offline/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/unknown",
        weight: 0.85,
        fix: "Send the newest refresh token of this instance; ask for the scope offline (or offline_access) to get one.",
      },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "The refresh token is malformed or not valid." },
  },
  {
    id: "password-grant",
    says: /Unable to authenticate the provided username and password credentials/i,
    distinctive: true,
    means: [{ reason: "user/credentials-wrong", weight: 0.95, fix: "Check user name and password." }],
    page: TOKEN,
    example: {
      error: "invalid_grant",
      description: "Unable to authenticate the provided username and password credentials.",
    },
  },
  {
    id: "invalid-grant",
    error: "invalid_grant",
    says: /provided authorization grant \(e\.g\., authorization code, resource owner credentials\) or refresh token is invalid, expired, revoked/i,
    means: [
      {
        reason: "code/already-used",
        weight: 0.45,
        fix: "Redeem each code once; look for a callback that runs twice.",
        tell: "grant_type is authorization_code and the callback ran twice.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.4,
        fix: "Sign the user in again; look for an earlier reuse that revoked the chain.",
        tell: "grant_type is refresh_token.",
      },
      { reason: "code/unknown", weight: 0.3, fix: "Use the instance or Ory project that issued the code." },
      { reason: "code/expired", weight: 0.3, fix: "Redeem the code at once." },
    ],
    page: TOKEN,
    example: {
      error: "invalid_grant",
      description:
        "The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
    },
  },
];
