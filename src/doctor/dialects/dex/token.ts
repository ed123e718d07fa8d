/** Dex: what the token endpoint says. */
import type { Signature } from "../define.ts";

const SERVER = "https://github.com/dexidp/dex/tree/master/server";

export const token: readonly Signature[] = [
  {
    id: "redirect-uri",
    says: /Unregistered redirect_uri/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.95,
        fix: "Add the exact URI to redirectURIs of the static client.",
      },
    ],
    page: SERVER,
    example: { text: 'Bad Request: Unregistered redirect_uri ("https://app.example.com/cb").' },
  },
  {
    id: "client",
    says: /Invalid client_id(?: \("[^"]*"\))?(?: provided)?\./i,
    distinctive: true,
    means: [{ reason: "client/unknown", weight: 0.95, fix: "Add the client to staticClients, and restart Dex." }],
    page: SERVER,
    example: { text: 'Bad Request: Invalid client_id ("app").' },
  },
  {
    id: "client-credentials",
    says: /Invalid client credentials\./i,
    distinctive: true,
    means: [
      { reason: "client-auth/secret-wrong", weight: 0.75, fix: "Compare the secret with secret of the static client." },
      { reason: "client/unknown", weight: 0.35, fix: "Check the client id." },
      { reason: "client-auth/secret-absent", weight: 0.2, fix: "Send the secret." },
    ],
    page: SERVER,
    example: { error: "invalid_client", description: "Invalid client credentials." },
  },
  {
    id: "code",
    says: /Invalid or expired code parameter/i,
    distinctive: true,
    means: [
      { reason: "code/already-used", weight: 0.55, fix: "Redeem each code once." },
      { reason: "code/expired", weight: 0.35, fix: "Redeem it at once." },
      { reason: "code/unknown", weight: 0.3, fix: "Use storage that outlives a restart: memory does not." },
      { reason: "code/of-other-client", weight: 0.2, fix: "Redeem it with the client that asked for it." },
    ],
    page: SERVER,
    example: { error: "invalid_grant", description: "Invalid or expired code parameter." },
  },
  {
    id: "code-redirect",
    says: /redirect_uri did not match URI from initial request/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.98,
        fix: "Send the redirect_uri of the authorization request.",
      },
    ],
    page: SERVER,
    example: { error: "invalid_request", description: "redirect_uri did not match URI from initial request." },
  },
  {
    id: "verifier",
    says: /Invalid code_verifier\./i,
    means: [{ reason: "pkce/verifier-mismatch", weight: 0.97, fix: "Send the verifier of this flow." }],
    page: SERVER,
    example: { error: "invalid_grant", description: "Invalid code_verifier." },
  },
  {
    id: "verifier-missing",
    says: /Expecting parameter code_verifier in PKCE flow/i,
    distinctive: true,
    means: [{ reason: "pkce/verifier-missing", weight: 0.98, fix: "Send code_verifier." }],
    page: SERVER,
    example: { error: "invalid_grant", description: "Expecting parameter code_verifier in PKCE flow." },
  },
  {
    id: "verifier-unexpected",
    says: /No PKCE flow started\. Cannot check code_verifier/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.85,
        fix: "Send code_challenge in the authorization request, or no verifier.",
      },
    ],
    page: SERVER,
    example: { error: "invalid_request", description: "No PKCE flow started. Cannot check code_verifier." },
  },
  {
    id: "pkce-required",
    says: /PKCE is required\. The code_challenge parameter must be provided/i,
    means: [{ reason: "pkce/required", weight: 0.98, fix: "Send code_challenge with S256." }],
    page: SERVER,
    example: {
      error: "invalid_request",
      description: "PKCE is required. The code_challenge parameter must be provided.",
    },
  },
  {
    id: "pkce-method",
    says: /Unsupported PKCE challenge method/i,
    distinctive: true,
    means: [{ reason: "pkce/method-unsupported", weight: 0.98, fix: "Send code_challenge_method=S256." }],
    page: SERVER,
    example: { error: "invalid_request", description: 'Unsupported PKCE challenge method ("s256").' },
  },
  {
    id: "refresh-claimed",
    says: /Refresh token is invalid or has already been claimed by another client/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.6,
        fix: "Store the new refresh token of each response; refreshTokens.reuseInterval gives grace.",
      },
      { reason: "refresh-token/of-other-client", weight: 0.35, fix: "Refresh with the client that got it." },
      { reason: "refresh-token/unknown", weight: 0.3, fix: "Check that storage is lasting." },
    ],
    page: SERVER,
    example: {
      error: "invalid_request",
      description: "Refresh token is invalid or has already been claimed by another client.",
    },
  },
  {
    id: "refresh-expired",
    says: /Refresh token expired\./i,
    means: [
      { reason: "refresh-token/expired", weight: 0.97, fix: "Sign in again; expiry.refreshTokens sets the life." },
    ],
    page: SERVER,
    example: { error: "invalid_request", description: "Refresh token expired." },
  },
  {
    id: "session-ended",
    says: /session this refresh token belongs to has ended/i,
    distinctive: true,
    means: [{ reason: "grant/session-ended", weight: 0.98, fix: "Sign the user in again." }],
    page: SERVER,
    example: { error: "invalid_grant", description: "The session this refresh token belongs to has ended." },
  },
  {
    id: "refresh-absent",
    says: /No refresh token (?:is found )?in request|No refresh token is found/i,
    distinctive: true,
    means: [{ reason: "request/parameter-absent", weight: 0.95, fix: "Send refresh_token." }],
    page: SERVER,
    example: { error: "invalid_request", description: "No refresh token is found in request." },
  },
  {
    id: "refresh-scope",
    says: /Requested scopes contain unauthorized scope/i,
    distinctive: true,
    means: [{ reason: "scope/exceeds-grant", weight: 0.97, fix: "Ask for no more than was granted." }],
    page: SERVER,
    example: { error: "invalid_request", description: 'Requested scopes contain unauthorized scope(s): ["groups"].' },
  },
  {
    id: "scope-unknown",
    says: /Unrecognized scope\(s\)/i,
    distinctive: true,
    means: [
      {
        reason: "scope/unknown",
        weight: 0.97,
        fix: "Ask for openid, email, profile, groups, offline_access, federated:id or audience:server:client_id:<id> only.",
      },
    ],
    page: SERVER,
    example: { error: "invalid_scope", description: 'Unrecognized scope(s) ["roles"]' },
  },
  {
    id: "openid-missing",
    says: /Missing required scope\(s\) \["openid"\]/i,
    distinctive: true,
    means: [{ reason: "scope/missing", weight: 0.98, fix: "Add openid." }],
    page: SERVER,
    example: { error: "invalid_scope", description: 'Missing required scope(s) ["openid"].' },
  },
  {
    id: "scope-client",
    says: /Client can't request scope\(s\)/i,
    distinctive: true,
    means: [
      { reason: "scope/not-allowed-for-client", weight: 0.95, fix: "Name this client in trustedPeers of the other." },
    ],
    page: SERVER,
    example: {
      error: "invalid_scope",
      description: 'Client can\'t request scope(s) ["audience:server:client_id:other"]',
    },
  },
];
