/** Wordings that many servers and runtimes share: codes, tokens and users. */
import type { Signature } from "../define.ts";

const RFC6749 = "https://www.rfc-editor.org/rfc/rfc6749";
const RFC6750 = "https://www.rfc-editor.org/rfc/rfc6750";
const OIDC = "https://openid.net/specs/openid-connect-core-1_0.html";
const RFC9449 = "https://www.rfc-editor.org/rfc/rfc9449";
const RFC7591 = "https://www.rfc-editor.org/rfc/rfc7591";

export const token: readonly Signature[] = [
  {
    id: "code-expired",
    says: /(?:authori[sz]ation )?\bcode (?:has |is )?(?:already )?expired/i,
    means: [{ reason: "code/expired", weight: 0.88, fix: "Redeem the code at once after the callback." }],
    page: RFC6749,
    example: { text: "Authorization code has expired" },
  },
  {
    id: "code-used",
    says: /\bcode .{0,30}(?:already|been) (?:been )?(?:used|redeemed|consumed|exchanged)/i,
    means: [
      {
        reason: "code/already-used",
        weight: 0.93,
        fix: "Redeem each code once: no reload of the callback, no retry, no second handler.",
      },
    ],
    page: RFC6749,
    example: { text: "Authorization code has already been used" },
  },
  {
    id: "refresh-expired",
    says: /refresh[_ ]token (?:has |is )?expired/i,
    means: [{ reason: "refresh-token/expired", weight: 0.9, fix: "Sign the user in again." }],
    page: RFC6749,
    example: { text: "Refresh token has expired" },
  },
  {
    id: "refresh-revoked",
    says: /refresh[_ ]token (?:has been |was |is )?revoked/i,
    means: [{ reason: "refresh-token/revoked", weight: 0.88, fix: "Sign the user in again." }],
    page: RFC6749,
    example: { text: "Refresh token was revoked" },
  },
  {
    id: "refresh-reused",
    says: /refresh[_ ]token .{0,30}(?:already|been) (?:been )?(?:used|redeemed|rotated|consumed)|refresh token reuse/i,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.93,
        fix: "Store the new refresh token of each response; let one process refresh.",
      },
    ],
    page: RFC6749,
    example: { text: "Refresh token has already been used" },
  },
  {
    id: "refresh-invalid",
    says: /(?:invalid|unknown|bad) refresh[_ ]token|refresh[_ ]token (?:is |was )?(?:invalid|not found|unknown)/i,
    means: [
      { reason: "refresh-token/unknown", weight: 0.5, fix: "Send the newest refresh token, whole." },
      { reason: "refresh-token/reused", weight: 0.35, fix: "Look whether it was used before." },
      { reason: "refresh-token/revoked", weight: 0.3, fix: "Sign the user in again." },
    ],
    page: RFC6749,
    example: { text: "Invalid refresh token" },
  },
  {
    id: "grant-invalid",
    error: "invalid_grant",
    says: /provided authorization grant.*(?:is )?invalid, expired,? (?:or )?revoked/i,
    means: [
      {
        reason: "code/already-used",
        weight: 0.35,
        fix: "Redeem each code once.",
        tell: "grant_type is authorization_code and the callback ran twice.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.3,
        fix: "Sign the user in again.",
        tell: "grant_type is refresh_token.",
      },
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.3,
        fix: "Send the redirect_uri of the authorization request.",
        tell: "The redirect_uri values differ.",
      },
      { reason: "code/expired", weight: 0.3, fix: "Redeem the code at once." },
      { reason: "refresh-token/reused", weight: 0.25, fix: "Store the newest refresh token." },
    ],
    page: RFC6749,
    example: {
      error: "invalid_grant",
      description:
        "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
    },
  },
  {
    id: "scope-invalid",
    error: "invalid_scope",
    says: /requested scope is invalid, unknown, (?:or )?malformed/i,
    means: [
      { reason: "scope/unknown", weight: 0.45, fix: "Compare the scopes with scopes_supported, letter by letter." },
      { reason: "scope/not-allowed-for-client", weight: 0.4, fix: "Allow the scope for this client." },
      {
        reason: "scope/exceeds-grant",
        weight: 0.25,
        fix: "Ask in a refresh for no more than was granted.",
        tell: "grant_type is refresh_token.",
      },
      { reason: "scope/wrong-delimiter", weight: 0.2, fix: "Separate scopes by spaces." },
    ],
    page: RFC6749,
    example: { error: "invalid_scope", description: "The requested scope is invalid, unknown, or malformed." },
  },
  {
    id: "token-expired",
    says: /access token (?:has |is )?expired|\btoken (?:has |is )?expired\b/i,
    means: [{ reason: "token/expired", weight: 0.85, fix: "Refresh the access token." }],
    page: RFC6750,
    example: { text: "The access token expired" },
  },
  {
    id: "token-invalid",
    error: "invalid_token",
    says: /access token (?:provided )?is expired, revoked, malformed, or invalid/i,
    means: [
      { reason: "token/expired", weight: 0.55, fix: "Refresh the access token." },
      { reason: "grant/session-ended", weight: 0.25, fix: "Sign in again." },
      { reason: "token/malformed", weight: 0.25, fix: "Send the token whole, as it was issued." },
    ],
    page: RFC6750,
    example: {
      error: "invalid_token",
      description: "The access token provided is expired, revoked, malformed, or invalid for other reasons.",
    },
  },
  {
    id: "scope-insufficient",
    says: /\b(?:insufficient_scope)\b/,
    means: [{ reason: "token/insufficient-scope", weight: 0.93, fix: "Ask for the scope that the response names." }],
    page: RFC6750,
    example: {
      error: "insufficient_scope",
      description: "The request requires higher privileges than provided by the access token.",
    },
  },
  {
    id: "dpop-nonce",
    says: /\b(?:use_dpop_nonce)\b/,
    means: [
      {
        reason: "dpop/nonce-required",
        weight: 0.97,
        fix: "Repeat the request with the DPoP-Nonce of the response in the proof.",
      },
    ],
    page: RFC9449,
    example: { error: "use_dpop_nonce", description: "Authorization server requires nonce in DPoP proof" },
  },
  {
    id: "dpop-proof",
    says: /\b(?:invalid_dpop_proof)\b/,
    means: [
      { reason: "dpop/proof-invalid", weight: 0.95, fix: "Make a fresh proof: htm, htu, iat and jti of this request." },
    ],
    page: RFC9449,
    example: { error: "invalid_dpop_proof", description: "DPoP proof is invalid" },
  },
  {
    id: "login-required",
    says: /\b(?:login_required)\b/,
    means: [{ reason: "user/login-required", weight: 0.88, fix: "Repeat the request without prompt=none." }],
    page: OIDC,
    example: { error: "login_required", description: "The Authorization Server requires End-User authentication." },
  },
  {
    id: "consent-required",
    says: /\b(?:consent_required)\b/,
    means: [{ reason: "user/consent-required", weight: 0.88, fix: "Repeat the request without prompt=none." }],
    page: OIDC,
    example: { error: "consent_required", description: "The Authorization Server requires End-User consent." },
  },
  {
    id: "interaction-required",
    says: /\b(?:interaction_required|account_selection_required)\b/,
    means: [{ reason: "user/interaction-required", weight: 0.88, fix: "Repeat the request without prompt=none." }],
    page: OIDC,
    example: {
      error: "interaction_required",
      description: "The Authorization Server requires End-User interaction of some form to proceed.",
    },
  },
  {
    id: "denied",
    error: "access_denied",
    says: /(?:resource owner|user|end-user).{0,40}den(?:ied|ies)/i,
    means: [
      { reason: "user/denied", weight: 0.75, fix: "Offer the sign-in again, and say what the permission is for." },
    ],
    page: RFC6749,
    example: { error: "access_denied", description: "The resource owner or authorization server denied the request." },
  },
  {
    id: "request-object",
    says: /\b(?:invalid_request_object|invalid_request_uri|request_not_supported|request_uri_not_supported)\b/,
    means: [
      {
        reason: "request/object-invalid",
        weight: 0.88,
        fix: "Check the request object's signature, audience and life, or send plain parameters.",
      },
    ],
    page: OIDC,
    example: {
      error: "invalid_request_object",
      description: "The request parameter contains an invalid Request Object.",
    },
  },
  {
    id: "registration",
    says: /\b(?:invalid_client_metadata)\b/,
    means: [
      { reason: "registration/metadata-invalid", weight: 0.93, fix: "Correct the member that the description names." },
    ],
    page: RFC7591,
    example: {
      error: "invalid_client_metadata",
      description: "The value of one of the client metadata fields is invalid.",
    },
  },
];
