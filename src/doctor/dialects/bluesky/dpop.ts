/** Bluesky and other atproto servers: OAuth with PAR, DPoP and client metadata documents: dpop. */
import type { Signature } from "../define.ts";

const BINDING = "https://github.com/bluesky-social/atproto/issues/3410";
const HTU = "https://github.com/bluesky-social/pds/issues/163";
const NONCE = "https://github.com/bluesky-social/atproto/issues/3078";
const NONCE2 = "https://github.com/bluesky-social/atproto/pull/3415";
const SPEC = "https://github.com/bluesky-social/atproto-website/pull/326";

export const dpop: readonly Signature[] = [
  {
    id: "nonce",
    error: "use_dpop_nonce",
    means: [
      {
        reason: "dpop/nonce-required",
        weight: 0.95,
        fix: "Send the request again with the DPoP-Nonce header's value as nonce in a new proof; it is the normal first step, not a failure.",
      },
    ],
    page: NONCE,
    example: {
      error: "use_dpop_nonce",
      description: "Authorization server requires nonce in DPoP proof",
      status: 400,
    },
  },
  {
    id: "nonce-words",
    says: /requires nonce in DPoP proof|(DPoP )?"?nonce"? mismatch|Invalid DPoP "?nonce"?/i,
    means: [
      {
        reason: "dpop/nonce-required",
        weight: 0.93,
        fix: "Send the request again with the nonce of the last DPoP-Nonce header of this very server; authorization server and PDS have one each.",
      },
    ],
    page: NONCE2,
    example: { text: 'DPoP "nonce" mismatch' },
  },
  {
    id: "htu",
    says: /DPoP "?htu"? mismatch/i,
    means: [
      {
        reason: "dpop/proof-invalid",
        weight: 0.85,
        fix: "Set htu to the request's URL without query; behind a proxy pass Host, X-Forwarded-Host and X-Forwarded-Proto to the PDS.",
      },
    ],
    page: HTU,
    example: { error: "invalid_dpop_proof", description: "DPoP htu mismatch", status: 400 },
  },
  {
    id: "htm",
    says: /DPoP "?htm"? mismatch/i,
    means: [{ reason: "dpop/proof-invalid", weight: 0.95, fix: "Set htm to the method of the request." }],
    page: HTU,
    example: { error: "invalid_dpop_proof", description: "DPoP htm mismatch" },
  },
  {
    id: "ath",
    says: /DPoP "?ath"? mismatch/i,
    means: [
      {
        reason: "dpop/proof-invalid",
        weight: 0.95,
        fix: "Set ath to the base64url SHA-256 of the very access token.",
      },
    ],
    page: BINDING,
    example: { error: "invalid_dpop_proof", description: "DPoP ath mismatch" },
  },
  {
    id: "binding",
    says: /Invalid DPoP key binding|DPoP (proof )?(jkt )?mismatch/i,
    means: [
      {
        reason: "dpop/proof-invalid",
        weight: 0.93,
        fix: "Sign the proof with the key that was used at PAR and token; keep one ES256 key per session.",
      },
    ],
    page: BINDING,
    example: { error: "invalid_token", description: "Invalid DPoP key binding" },
  },
  {
    id: "iat",
    says: /DPoP proof (has )?(expired|is too old)|"iat" claim .{0,40}(recent|future)/i,
    means: [
      { reason: "time/clock-skew", weight: 0.7, fix: "Set the clock; make a new proof for each request." },
      { reason: "dpop/proof-invalid", weight: 0.5, fix: "Make a new proof for each request." },
    ],
    page: SPEC,
    example: { error: "invalid_dpop_proof", description: "DPoP proof expired" },
  },
  {
    id: "proof",
    error: "invalid_dpop_proof",
    means: [
      {
        reason: "dpop/proof-invalid",
        weight: 0.95,
        fix: "Send a fresh DPoP header (typ dpop+jwt, ES256, jwk, jti, htm, htu, iat) from PAR on.",
      },
    ],
    page: BINDING,
    example: { error: "invalid_dpop_proof", description: "DPoP proof required" },
  },
];
