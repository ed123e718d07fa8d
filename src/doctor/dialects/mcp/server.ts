/** Model Context Protocol clients and SDKs: what servers built on its SDKs say. */
import type { Signature } from "../define.ts";

const SERVER = "https://github.com/modelcontextprotocol/typescript-sdk/tree/main/packages/server-legacy/src/auth";
const PYSERVER = "https://github.com/modelcontextprotocol/python-sdk/tree/main/src/mcp/server/auth";

export const server: readonly Signature[] = [
  {
    id: "server-client-unknown",
    says: /Client ID '[^']*' not found/i,
    distinctive: true,
    means: [
      {
        reason: "client/unknown",
        weight: 0.97,
        fix: "Delete the client's cached registration and sign in again: the server has forgotten it (restart, other store).",
      },
    ],
    page: PYSERVER,
    example: { error: "invalid_request", description: "Client ID '7c1f' not found" },
  },
  {
    id: "server-redirect",
    says: /Redirect URI '[^']*' not registered for client|Unregistered redirect_uri/i,
    distinctive: true,
    means: [
      { reason: "redirect-uri/unregistered", weight: 0.85, fix: "Register again, with the redirect URI in use." },
      {
        reason: "redirect-uri/port-mismatch",
        weight: 0.4,
        fix: "Keep the callback port of the registration, or delete the cached registration.",
        tell: "Both are loopback addresses with different ports.",
      },
    ],
    page: PYSERVER,
    example: {
      error: "invalid_request",
      description: "Redirect URI 'http://localhost:3334/oauth/callback' not registered for client",
    },
  },
  {
    id: "server-redirect-many",
    says: /redirect_uri must be specified (?:when|unless)/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.97, fix: "Send redirect_uri." }],
    page: PYSERVER,
    example: {
      error: "invalid_request",
      description: "redirect_uri must be specified when client has multiple registered URIs",
    },
  },
  {
    id: "server-scope",
    says: /Client was not registered with scope|Requested scopes are not valid/i,
    distinctive: true,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.93,
        fix: "Register again with the scope, or ask for those in valid_scopes.",
      },
    ],
    page: PYSERVER,
    example: { error: "invalid_scope", description: "Client was not registered with scope admin" },
  },
  {
    id: "server-code",
    says: /authorization code does not exist/i,
    distinctive: true,
    means: [
      { reason: "code/already-used", weight: 0.55, fix: "Redeem each code once." },
      { reason: "code/unknown", weight: 0.5, fix: "Keep codes in a store that all instances share." },
    ],
    page: PYSERVER,
    example: { error: "invalid_grant", description: "authorization code does not exist" },
  },
  {
    id: "server-code-expired",
    says: /authorization code has expired/i,
    means: [{ reason: "code/expired", weight: 0.97, fix: "Redeem the code sooner." }],
    page: PYSERVER,
    example: { error: "invalid_grant", description: "authorization code has expired" },
  },
  {
    id: "server-code-redirect",
    says: /redirect_uri did not match the one used when creating auth code/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.98,
        fix: "Send the redirect_uri of the authorization request.",
      },
    ],
    page: PYSERVER,
    example: {
      error: "invalid_request",
      description: "redirect_uri did not match the one used when creating auth code",
    },
  },
  {
    id: "server-verifier",
    says: /incorrect code_verifier|code_verifier does not match the challenge/i,
    distinctive: true,
    means: [{ reason: "pkce/verifier-mismatch", weight: 0.98, fix: "Send the verifier of this flow." }],
    page: PYSERVER,
    example: { error: "invalid_grant", description: "incorrect code_verifier" },
  },
  {
    id: "server-refresh",
    says: /refresh token does not exist/i,
    distinctive: true,
    means: [
      { reason: "refresh-token/unknown", weight: 0.7, fix: "Sign in again; keep tokens in a lasting store." },
      { reason: "refresh-token/reused", weight: 0.4, fix: "Store the new refresh token of each response." },
    ],
    page: PYSERVER,
    example: { error: "invalid_grant", description: "refresh token does not exist" },
  },
  {
    id: "server-refresh-scope",
    says: /cannot request scope `[^`]*` not provided by refresh token/i,
    distinctive: true,
    means: [{ reason: "scope/exceeds-grant", weight: 0.98, fix: "Ask for no more than was granted." }],
    page: PYSERVER,
    example: { error: "invalid_scope", description: "cannot request scope `admin` not provided by refresh token" },
  },
  {
    id: "server-grant-type",
    says: /Unsupported grant type \(supported grant types are/i,
    distinctive: true,
    means: [
      { reason: "client/grant-type-not-allowed", weight: 0.93, fix: "Register the client with that grant type." },
    ],
    page: PYSERVER,
    example: {
      error: "unsupported_grant_type",
      description: "Unsupported grant type (supported grant types are ['authorization_code'])",
    },
  },
  {
    id: "server-registration-grants",
    says: /grant_types must (?:include|be) '?authorization_code|response_types must include 'code'/i,
    distinctive: true,
    means: [
      {
        reason: "registration/metadata-invalid",
        weight: 0.97,
        fix: "Register with grant_types authorization_code and refresh_token, response_types code.",
      },
    ],
    page: PYSERVER,
    example: { error: "invalid_client_metadata", description: "grant_types must include 'authorization_code'" },
  },
  {
    id: "server-secret-expired",
    says: /Client secret has expired/i,
    means: [{ reason: "client-auth/secret-expired", weight: 0.98, fix: "Register the client again." }],
    page: SERVER,
    example: { error: "invalid_client", description: "Client secret has expired" },
  },
  {
    id: "server-secret-absent",
    says: /Client secret is required/i,
    means: [{ reason: "client-auth/secret-absent", weight: 0.97, fix: "Send the secret of the registration." }],
    page: SERVER,
    example: { error: "invalid_client", description: "Client secret is required" },
  },
  {
    id: "server-auth-missing",
    says: /Missing Authorization header|error_description="Authentication required"/i,
    means: [
      {
        reason: "token/absent",
        weight: 0.95,
        fix: "Send Authorization: Bearer; a client without token begins the sign-in here.",
      },
    ],
    page: SERVER,
    example: { error: "invalid_token", description: "Missing Authorization header" },
  },
  {
    id: "server-no-expiry",
    says: /Token has no expiration time/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.7, fix: "Let the verifier return expiresAt in seconds." }],
    page: SERVER,
    example: { error: "invalid_token", description: "Token has no expiration time" },
  },
  {
    id: "server-scope-required",
    says: /Required scope: /i,
    distinctive: true,
    means: [{ reason: "token/insufficient-scope", weight: 0.95, fix: "Ask for the scope named." }],
    page: PYSERVER,
    example: { error: "insufficient_scope", description: "Required scope: mcp:tools" },
  },
  {
    id: "server-rate",
    says: /exceeded the rate limit for (?:authorization|client registration|token)/i,
    distinctive: true,
    means: [{ reason: "server/rate-limited", weight: 0.98, fix: "Wait, and register once, not at each start." }],
    page: SERVER,
    example: {
      error: "too_many_requests",
      description: "You have exceeded the rate limit for client registration requests",
    },
  },
];
