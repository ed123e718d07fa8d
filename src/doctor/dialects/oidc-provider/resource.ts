/** node-oidc-provider: what is said of access tokens, and the rest. */
import type { Signature } from "../define.ts";

const TOKEN = "https://github.com/panva/node-oidc-provider/blob/main/lib/shared/access_token.js";
const DPOP = "https://github.com/panva/node-oidc-provider/blob/main/lib/helpers/validate_dpop.js";

export const resource: readonly Signature[] = [
  {
    id: "audience",
    says: /token audience prevents accessing the userinfo endpoint/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.97,
        fix: "Take a token without the resource parameter for userinfo.",
      },
    ],
    page: TOKEN,
    example: {
      error: "invalid_token",
      description: "invalid token provided",
      text: "error_detail: token audience prevents accessing the userinfo endpoint",
    },
  },
  {
    id: "token-not-found",
    says: /access token not found|initial access token not found|registration access token not found/i,
    means: [
      { reason: "token/expired", weight: 0.6, fix: "Refresh the access token." },
      {
        reason: "token/malformed",
        weight: 0.4,
        fix: "Send the opaque token of this server whole, and share its store between instances.",
      },
    ],
    page: TOKEN,
    example: {
      error: "invalid_token",
      description: "invalid token provided",
      text: "error_detail: access token not found",
    },
  },
  {
    id: "no-token",
    says: /no access token provided/i,
    means: [{ reason: "token/absent", weight: 0.97, fix: "Send Authorization: Bearer." }],
    page: TOKEN,
    example: { error: "invalid_request", description: "no access token provided" },
  },
  {
    id: "query",
    says: /access tokens must not be provided via query parameter/i,
    distinctive: true,
    means: [
      { reason: "request/parameter-misplaced", weight: 0.97, fix: "Send the token in the Authorization header." },
    ],
    page: TOKEN,
    example: { error: "invalid_request", description: "access tokens must not be provided via query parameter" },
  },
  {
    id: "scheme",
    says: /authorization header scheme must be `?(?:Bearer|DPoP)|invalid authorization header value format/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.8,
        fix: "Write the header as its scheme, one space, the token; DPoP tokens want the scheme DPoP.",
      },
    ],
    page: TOKEN,
    example: { error: "invalid_request", description: "authorization header scheme must be `Bearer`" },
  },
  {
    id: "scope",
    says: /access token missing (?:openid|requested) scope/i,
    distinctive: true,
    means: [{ reason: "token/insufficient-scope", weight: 0.95, fix: "Ask for the scope openid when you sign in." }],
    page: TOKEN,
    example: { error: "insufficient_scope", description: "access token missing openid scope" },
  },
  {
    id: "invalid",
    error: "invalid_token",
    says: /invalid token provided/i,
    means: [
      { reason: "token/expired", weight: 0.6, fix: "Refresh the access token." },
      { reason: "token/malformed", weight: 0.35, fix: "Send an access token of this server, not an ID token." },
    ],
    page: TOKEN,
    example: { error: "invalid_token", description: "invalid token provided" },
  },
  {
    id: "dpop-nonce",
    error: "use_dpop_nonce",
    means: [
      {
        reason: "dpop/nonce-required",
        weight: 0.97,
        fix: "Repeat the request with the DPoP-Nonce of this response in the proof.",
      },
    ],
    page: DPOP,
    example: { error: "use_dpop_nonce", description: "nonce is required in the DPoP proof" },
  },
  {
    id: "dpop",
    says: /DPoP proof|DPoP key binding|`DPoP` header not provided|failed jkt verification/i,
    means: [
      {
        reason: "dpop/proof-invalid",
        weight: 0.92,
        fix: "Make a fresh proof for this method and URL, with the key of the token.",
      },
    ],
    page: DPOP,
    example: { error: "invalid_dpop_proof", description: "DPoP proof htu mismatch" },
  },
];
