/** Bluesky and other atproto servers: OAuth with PAR, DPoP and client metadata documents: oauth. */
import type { Signature } from "../define.ts";

const REDIRECT = "https://github.com/bluesky-social/atproto/issues/2982";
const METADATA = "https://github.com/bluesky-social/atproto/issues/3096";
const METADATA2 = "https://github.com/bluesky-social/atproto/issues/2719";
const SPEC = "https://github.com/bluesky-social/atproto-website/pull/326";
const LOOPBACK = "https://github.com/snarfed/bridgy-fed/issues/2506";

export const oauth: readonly Signature[] = [
  {
    id: "loopback-host",
    says: /URL must use "?localhost"?, "?127\.0\.0\.1|loopback.{0,80}(redirect|hostname)/i,
    means: [
      {
        reason: "redirect-uri/scheme-mismatch",
        weight: 0.5,
        fix: "Send the https URL: an http redirect is for loopback only (behind a proxy tell the app its outer scheme).",
      },
      { reason: "redirect-uri/not-allowed", weight: 0.5, fix: "Use https, or 127.0.0.1 with a localhost client." },
    ],
    page: LOOPBACK,
    example: {
      error: "invalid_request",
      description:
        'Invalid authorization request: URL must use "localhost", "127.0.0.1" or "[::1]" as hostname at body.redirect_uri',
    },
  },
  {
    id: "redirect",
    says: /Invalid redirect_uri/i,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.75,
        fix: "List it in redirect_uris of the client metadata document; for http://localhost clients in the redirect_uri query of the client_id.",
      },
      {
        reason: "redirect-uri/path-mismatch",
        weight: 0.35,
        fix: "The default loopback redirect is http://127.0.0.1/ with any port and path /: name another in the client_id.",
        tell: "The client_id is http://localhost.",
      },
    ],
    page: REDIRECT,
    example: {
      error: "invalid_request",
      description: "Invalid redirect_uri http://127.0.0.1:3000/callback",
      status: 400,
    },
  },
  {
    id: "metadata-fetch",
    says: /Failed to fetch client information|Unable to obtain client metadata/i,
    means: [
      {
        reason: "registration/metadata-invalid",
        weight: 0.7,
        fix: "Serve the client metadata at the client_id itself: 200, application/json, no redirect, public URL.",
      },
      { reason: "client/unknown", weight: 0.3, fix: "The client_id must be that document's https URL." },
    ],
    page: METADATA,
    example: {
      error: "invalid_client_metadata",
      description: "Failed to fetch client information due to an internal error",
      status: 400,
    },
  },
  {
    id: "metadata",
    error: "invalid_client_metadata",
    means: [
      {
        reason: "registration/metadata-invalid",
        weight: 0.93,
        fix: "Mend the document: client_id equals its URL, dpop_bound_access_tokens true, scope with atproto, grant_types, response_types, jwks for private_key_jwt.",
      },
    ],
    page: METADATA2,
    example: { error: "invalid_client_metadata", description: "Invalid client configuration" },
  },
  {
    id: "client",
    error: "invalid_client",
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.6,
        fix: "Sign client_assertion with a key of the document's jwks (kid), aud the issuer, ES256.",
      },
      {
        reason: "client-auth/assertion-wrong-audience",
        weight: 0.3,
        fix: "Set aud to the authorization server's issuer.",
      },
      { reason: "registration/metadata-invalid", weight: 0.3, fix: "Check the client metadata document." },
    ],
    page: METADATA2,
    example: { error: "invalid_client" },
  },
  {
    id: "scope",
    error: "invalid_scope",
    means: [
      { reason: "scope/missing", weight: 0.5, fix: "Ask for atproto first of all." },
      { reason: "scope/not-allowed-for-client", weight: 0.5, fix: "List the scope in the client metadata's scope." },
    ],
    page: SPEC,
    example: { error: "invalid_scope" },
  },
  {
    id: "par",
    says: /(request_uri|pushed authorization request|PAR) .{0,30}required|Unknown request_uri|request has expired/i,
    means: [
      {
        reason: "request/object-invalid",
        weight: 0.7,
        fix: "Push the parameters to the PAR endpoint first and use its request_uri at once, one time.",
      },
    ],
    page: SPEC,
    example: { error: "invalid_request", description: "request_uri is required" },
  },
  {
    id: "replay",
    says: /refresh token (was )?(already|replayed)|token (set )?replay/i,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.96,
        fix: "Store the refresh_token of every refresh and lock so that one process refreshes: the session ends on reuse.",
      },
    ],
    page: SPEC,
    example: { error: "invalid_grant", description: "Refresh token replayed" },
  },
  {
    id: "pkce",
    says: /Invalid code_verifier|code_challenge is required/i,
    means: [
      { reason: "pkce/verifier-mismatch", weight: 0.7, fix: "Send the verifier of this challenge." },
      { reason: "pkce/required", weight: 0.4, fix: "Send code_challenge with S256.", tell: "It says required." },
    ],
    page: SPEC,
    example: { error: "invalid_grant", description: "Invalid code_verifier" },
  },
  {
    id: "grant",
    error: "invalid_grant",
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.4,
        fix: "Store the refresh_token of every refresh.",
        tell: "grant_type is refresh_token.",
      },
      {
        reason: "refresh-token/expired",
        weight: 0.35,
        fix: "Sign in again: a public client's session lives two weeks.",
      },
      { reason: "code/already-used", weight: 0.35, fix: "Exchange each code once." },
      { reason: "code/expired", weight: 0.3, fix: "Exchange the code at once." },
    ],
    page: SPEC,
    example: { error: "invalid_grant" },
  },
  {
    id: "login",
    error: "login_required",
    means: [{ reason: "user/login-required", weight: 0.95, fix: "Ask without prompt=none." }],
    page: SPEC,
    example: { error: "login_required" },
  },
  {
    id: "consent",
    error: "consent_required",
    means: [{ reason: "user/consent-required", weight: 0.95, fix: "Ask without prompt=none." }],
    page: SPEC,
    example: { error: "consent_required" },
  },
  {
    id: "denied",
    error: "access_denied",
    means: [{ reason: "user/denied", weight: 0.93, fix: "The user pressed Deny: offer to begin again." }],
    page: SPEC,
    example: { error: "access_denied" },
  },
];
