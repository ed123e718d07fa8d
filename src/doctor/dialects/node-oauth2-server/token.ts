/** node-oauth2-server: requests, clients, codes. */
import type { Signature } from "../define.ts";

const TOKEN = "https://github.com/node-oauth/node-oauth2-server/blob/master/lib/handlers/token-handler.js";
const AUTHORIZE = "https://github.com/node-oauth/node-oauth2-server/blob/master/lib/handlers/authorize-handler.js";
const CODE =
  "https://github.com/node-oauth/node-oauth2-server/blob/master/lib/grant-types/authorization-code-grant-type.js";

export const token: readonly Signature[] = [
  {
    id: "content-type",
    says: /Invalid request: content must be application\/x-www-form-urlencoded/i,
    distinctive: true,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.97,
        fix: "Send a form body with Content-Type application/x-www-form-urlencoded; JSON is not read.",
      },
    ],
    page: TOKEN,
    example: {
      error: "invalid_request",
      description: "Invalid request: content must be application/x-www-form-urlencoded",
    },
  },
  {
    id: "method",
    says: /Invalid request: method must be POST/i,
    distinctive: true,
    means: [{ reason: "request/wrong-method", weight: 0.97, fix: "POST to the token route." }],
    page: TOKEN,
    example: { error: "invalid_request", description: "Invalid request: method must be POST" },
  },
  {
    id: "credentials-unreadable",
    says: /Invalid client: cannot retrieve client credentials/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.9,
        fix: "Send client_id and client_secret in the form body or by HTTP Basic; set requireClientAuthentication to false for a grant of public clients.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_client", description: "Invalid client: cannot retrieve client credentials" },
  },
  {
    id: "client-invalid",
    says: /Invalid client: client (?:credentials are|is) invalid/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.55,
        fix: "Check what the model's getClient(id, secret) compares.",
        tell: "getClient finds the id without the secret.",
      },
      { reason: "client/unknown", weight: 0.5, fix: "Check the client id in the store that getClient reads." },
    ],
    page: TOKEN,
    example: { error: "invalid_client", description: "Invalid client: client is invalid" },
  },
  {
    id: "client-redirect",
    says: /`redirect_uri` does not match client value/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.95,
        fix: "Add the URI to the redirectUris that getClient returns.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_client", description: "Invalid client: `redirect_uri` does not match client value" },
  },
  {
    id: "client-no-redirects",
    says: /Invalid client: missing client `redirectUri`/i,
    distinctive: true,
    means: [{ reason: "redirect-uri/unregistered", weight: 0.85, fix: "Let getClient return redirectUris." }],
    page: TOKEN,
    example: { error: "invalid_client", description: "Invalid client: missing client `redirectUri`" },
  },
  {
    id: "client-no-grants",
    says: /missing client `grants`|client `grants` must be an array|Unauthorized client: `grant_type` is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.9,
        fix: "Add the grant to the grants array that getClient returns.",
      },
    ],
    page: TOKEN,
    example: { error: "unauthorized_client", description: "Unauthorized client: `grant_type` is invalid" },
  },
  {
    id: "grant-type",
    says: /Unsupported grant type: `grant_type` is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.95,
        fix: "Check the spelling, or register it under extendedGrantTypes.",
      },
    ],
    page: TOKEN,
    example: { error: "unsupported_grant_type", description: "Unsupported grant type: `grant_type` is invalid" },
  },
  {
    id: "code-expired",
    says: /Invalid grant: authorization code has expired/i,
    distinctive: true,
    means: [
      { reason: "code/expired", weight: 0.97, fix: "Redeem the code sooner; authorizationCodeLifetime sets its life." },
    ],
    page: TOKEN,
    example: { error: "invalid_grant", description: "Invalid grant: authorization code has expired" },
  },
  {
    id: "code-invalid",
    says: /Invalid grant: authorization code is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "code/already-used",
        weight: 0.5,
        fix: "Redeem each code once: the model deletes it at the first use.",
        tell: "The callback ran twice.",
      },
      {
        reason: "code/unknown",
        weight: 0.45,
        fix: "Check that getAuthorizationCode reads the store into which the code was written.",
      },
      { reason: "code/of-other-client", weight: 0.3, fix: "Redeem the code with the client that asked for it." },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "Invalid grant: authorization code is invalid" },
  },
  {
    id: "code-redirect-missing",
    says: /`redirect_uri` is not a valid URI/i,
    distinctive: true,
    means: [{ reason: "redirect-uri/malformed", weight: 0.85, fix: "Send an absolute redirect_uri, encoded once." }],
    page: CODE,
    example: { error: "invalid_request", description: "Invalid request: `redirect_uri` is not a valid URI" },
  },
  {
    id: "code-redirect",
    says: /Invalid request: `redirect_uri` is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.95,
        fix: "Send in the token request the redirect_uri of the authorization request.",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "Invalid request: `redirect_uri` is invalid" },
  },
  {
    id: "verifier",
    says: /Invalid grant: code verifier is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.95,
        fix: "Send the verifier from which this flow's challenge was made.",
      },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "Invalid grant: code verifier is invalid" },
  },
  {
    id: "verifier-missing",
    says: /Missing parameter: `code_verifier`/i,
    distinctive: true,
    means: [{ reason: "pkce/verifier-missing", weight: 0.97, fix: "Send code_verifier in the token request." }],
    page: CODE,
    example: { error: "invalid_grant", description: "Missing parameter: `code_verifier`" },
  },
  {
    id: "verifier-form",
    says: /Invalid parameter: `code_verifier`/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.8,
        fix: "Send the verifier whole, 43 to 128 unreserved characters; a verifier where no challenge was sent is refused too.",
      },
    ],
    page: CODE,
    example: { error: "invalid_request", description: "Invalid parameter: `code_verifier`" },
  },
  {
    id: "pkce-method",
    says: /`code_challenge_method` "plain" is not allowed|transform algorithm '.*' not supported/i,
    distinctive: true,
    means: [{ reason: "pkce/method-unsupported", weight: 0.97, fix: "Send code_challenge_method=S256." }],
    page: AUTHORIZE,
    example: { error: "invalid_request", description: "Invalid request: transform algorithm 's256' not supported" },
  },
];
