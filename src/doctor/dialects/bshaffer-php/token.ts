/** bshaffer oauth2-server-php: what the token endpoint says. */
import type { Signature } from "../define.ts";

const TOKEN = "https://github.com/bshaffer/oauth2-server-php/blob/main/src/OAuth2/Controller/TokenController.php";
const CODE = "https://github.com/bshaffer/oauth2-server-php/blob/main/src/OAuth2/GrantType/AuthorizationCode.php";
const REFRESH = "https://github.com/bshaffer/oauth2-server-php/blob/main/src/OAuth2/GrantType/RefreshToken.php";
const BASIC = "https://github.com/bshaffer/oauth2-server-php/blob/main/src/OAuth2/ClientAssertionType/HttpBasic.php";

export const token: readonly Signature[] = [
  {
    id: "method",
    says: /The request method must be POST when (?:requesting|revoking) an access token/i,
    distinctive: true,
    means: [{ reason: "request/wrong-method", weight: 0.97, fix: "POST to the token endpoint." }],
    page: TOKEN,
    example: {
      error: "invalid_request",
      description: "The request method must be POST when requesting an access token",
    },
  },
  {
    id: "grant-type-absent",
    says: /The grant type was not specified in the request/i,
    distinctive: true,
    means: [
      { reason: "request/parameter-absent", weight: 0.65, fix: "Send grant_type in the form body." },
      {
        reason: "request/wrong-content-type",
        weight: 0.5,
        fix: "Send a form body; JSON is read only with Content-Type application/json.",
        tell: "The body is JSON or in the query.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_request", description: "The grant type was not specified in the request" },
  },
  {
    id: "grant-type",
    says: /Grant type ".*" not supported/i,
    distinctive: true,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.95,
        fix: "Check the spelling, or addGrantType() it on the server.",
      },
    ],
    page: TOKEN,
    example: { error: "unsupported_grant_type", description: 'Grant type "authorisation_code" not supported' },
  },
  {
    id: "grant-type-client",
    says: /The grant type is unauthorized for this client_id/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.97,
        fix: "Add the grant to the client's grant_types column.",
      },
    ],
    page: TOKEN,
    example: { error: "unauthorized_client", description: "The grant type is unauthorized for this client_id" },
  },
  {
    id: "client-credentials-absent",
    says: /Client credentials were not found in the headers/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.95,
        fix: "Send id and secret by HTTP Basic or in the body; under Apache CGI pass the Authorization header on.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_client", description: "Client credentials were not found in the headers or body" },
  },
  {
    id: "client-credentials",
    says: /(?<!\bor )\bThe client credentials are invalid/i,
    distinctive: true,
    means: [
      { reason: "client-auth/secret-wrong", weight: 0.7, fix: "Compare id and secret with the oauth_clients table." },
      { reason: "client/unknown", weight: 0.4, fix: "Check the client id." },
    ],
    page: BASIC,
    example: { error: "invalid_client", description: "The client credentials are invalid" },
  },
  {
    id: "client-secret-needed",
    says: /This client is invalid or must authenticate using a client secret/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.75,
        fix: "Send the client secret, or set allow_public_clients and empty the client's secret.",
      },
      { reason: "client/unknown", weight: 0.35, fix: "Check the client id." },
    ],
    page: BASIC,
    example: {
      error: "invalid_client",
      description: "This client is invalid or must authenticate using a client secret",
    },
  },
  {
    id: "code",
    says: /Authorization code doesn't exist or is invalid for the client/i,
    distinctive: true,
    means: [
      {
        reason: "code/already-used",
        weight: 0.5,
        fix: "Redeem each code once: it is deleted at the first use.",
        tell: "The callback ran twice.",
      },
      { reason: "code/of-other-client", weight: 0.35, fix: "Redeem it with the client that asked for it." },
      { reason: "code/unknown", weight: 0.35, fix: "Check that it is the code of this server and decoded once." },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "Authorization code doesn't exist or is invalid for the client" },
  },
  {
    id: "code-expired",
    says: /The authorization code has expired/i,
    means: [
      {
        reason: "code/expired",
        weight: 0.97,
        fix: "Redeem the code within its life (auth_code_lifetime, 30 seconds by default).",
      },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "The authorization code has expired" },
  },
  {
    id: "code-redirect",
    says: /The redirect URI is missing or do(?:es)? not match/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.95,
        fix: "Send in the token request the redirect_uri of the authorization request.",
      },
    ],
    page: CODE,
    example: { error: "redirect_uri_mismatch", description: "The redirect URI is missing or do not match" },
  },
  {
    id: "code-absent",
    says: /Missing parameter: "(?:code|refresh_token)" is required|Missing parameters: "(?:username|assertion)/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send the named parameter in the form body." }],
    page: CODE,
    example: { error: "invalid_request", description: 'Missing parameter: "code" is required' },
  },
  {
    id: "verifier-missing",
    error: "code_verifier_missing",
    distinctive: true,
    means: [{ reason: "pkce/verifier-missing", weight: 0.97, fix: "Send code_verifier in the token request." }],
    page: CODE,
    example: { error: "code_verifier_missing", description: "The PKCE code verifier parameter is required." },
  },
  {
    id: "verifier-mismatch",
    error: "code_verifier_mismatch",
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.97,
        fix: "Send the verifier from which this flow's challenge was made.",
      },
    ],
    page: CODE,
    example: {
      error: "code_verifier_mismatch",
      description: "The PKCE code verifier parameter does not match the code challenge.",
    },
  },
  {
    id: "verifier-invalid",
    error: "code_verifier_invalid",
    distinctive: true,
    means: [
      { reason: "pkce/verifier-mismatch", weight: 0.7, fix: "Make the verifier of 43 to 128 unreserved characters." },
    ],
    page: CODE,
    example: { error: "code_verifier_invalid", description: "The PKCE code verifier parameter is invalid." },
  },
  {
    id: "refresh-expired",
    says: /\bRefresh token has expired/i,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.97,
        fix: "Sign the user in again; refresh_token_lifetime is 14 days by default.",
      },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "Refresh token has expired" },
  },
  {
    id: "refresh-invalid",
    error: "invalid_grant",
    says: /Invalid refresh token/i,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.5,
        fix: "Store the new refresh token of each response; with always_issue_new_refresh_token the old one is deleted.",
      },
      { reason: "refresh-token/unknown", weight: 0.5, fix: "Check that the token is of this server and client." },
      { reason: "refresh-token/of-other-client", weight: 0.2, fix: "Refresh with the client that got it." },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "Invalid refresh token" },
  },
  {
    id: "password",
    says: /Invalid username and password combination/i,
    distinctive: true,
    means: [{ reason: "user/credentials-wrong", weight: 0.97, fix: "Check user name and password." }],
    page: TOKEN,
    example: { error: "invalid_grant", description: "Invalid username and password combination" },
  },
  {
    id: "scope-unsupported",
    says: /An unsupported scope was requested/i,
    distinctive: true,
    means: [
      {
        reason: "scope/unknown",
        weight: 0.9,
        fix: "Add the scope to the oauth_scopes table, or ask for one that is there.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_scope", description: "An unsupported scope was requested" },
  },
  {
    id: "scope-client",
    says: /The scope requested is invalid for this client/i,
    distinctive: true,
    means: [{ reason: "scope/not-allowed-for-client", weight: 0.95, fix: "Add it to the client's scope column." }],
    page: TOKEN,
    example: { error: "invalid_scope", description: "The scope requested is invalid for this client" },
  },
  {
    id: "scope-request",
    says: /The scope requested is invalid for this request/i,
    distinctive: true,
    means: [
      {
        reason: "scope/exceeds-grant",
        weight: 0.85,
        fix: "Ask for no more than the code or refresh token was granted.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_scope", description: "The scope requested is invalid for this request" },
  },
  {
    id: "scope-absent",
    says: /This application requires you specify a scope parameter/i,
    distinctive: true,
    means: [{ reason: "scope/missing", weight: 0.97, fix: "Send scope; the server has no default one." }],
    page: TOKEN,
    example: { error: "invalid_scope", description: "This application requires you specify a scope parameter" },
  },
];
