/** jsonwebtoken and jose (JavaScript): jose. */
import type { Signature } from "../define.ts";

const JOSE = "https://github.com/panva/jose/blob/main/src/util/errors.ts";

export const jose: readonly Signature[] = [
  {
    id: "jose-exp",
    says: /"exp" claim timestamp check failed|ERR_JWT_EXPIRED|\bJWTExpired\b/i,
    distinctive: true,
    means: [
      {
        reason: "token/expired",
        weight: 0.95,
        fix: "Refresh the token; clockTolerance allows for clocks that differ.",
      },
    ],
    page: JOSE,
    example: { text: 'JWTExpired: "exp" claim timestamp check failed' },
  },
  {
    id: "jose-nbf",
    says: /"(?:nbf|iat)" claim timestamp check failed/i,
    distinctive: true,
    means: [{ reason: "time/clock-skew", weight: 0.95, fix: "Set the clocks by NTP, or pass clockTolerance." }],
    page: JOSE,
    example: { text: 'JWTClaimValidationFailed: "nbf" claim timestamp check failed' },
  },
  {
    id: "jose-aud",
    says: /unexpected "aud" claim value|missing required "aud" claim/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.98,
        fix: "Ask for a token for the audience that jwtVerify was given.",
      },
    ],
    page: JOSE,
    example: { text: 'JWTClaimValidationFailed: unexpected "aud" claim value' },
  },
  {
    id: "jose-iss",
    says: /unexpected "iss" claim value|missing required "iss" claim/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-issuer",
        weight: 0.98,
        fix: "Give jwtVerify the issuer as the token has it, to the letter.",
      },
    ],
    page: JOSE,
    example: { text: 'JWTClaimValidationFailed: unexpected "iss" claim value' },
  },
  {
    id: "jose-sub",
    says: /unexpected "(?:sub|typ|nonce)" (?:claim|JWT header) value/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.5,
        fix: "Send the kind of token that the verifier wants: it checks the named claim.",
      },
    ],
    page: JOSE,
    example: { text: 'JWTClaimValidationFailed: unexpected "typ" JWT header value' },
  },
  {
    id: "jose-signature",
    says: /\bsignature verification failed\b|ERR_JWS_SIGNATURE_VERIFICATION_FAILED/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.93,
        fix: "Verify with the key set of the issuer that signed the token.",
      },
    ],
    page: JOSE,
    example: { text: "JWSSignatureVerificationFailed: signature verification failed" },
  },
  {
    id: "jose-no-key",
    says: /no applicable key found in the JSON Web Key Set|ERR_JWKS_NO_MATCHING_KEY/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.93,
        fix: "Use the jwks_uri of the issuer that signed the token; its kid is not in the set.",
      },
    ],
    page: JOSE,
    example: { text: "JWKSNoMatchingKey: no applicable key found in the JSON Web Key Set" },
  },
  {
    id: "jose-many-keys",
    says: /multiple matching keys found in the JSON Web Key Set/i,
    distinctive: true,
    means: [{ reason: "token/signature-invalid", weight: 0.6, fix: "Have the server put kid into its tokens." }],
    page: JOSE,
    example: { text: "JWKSMultipleMatchingKeys: multiple matching keys found in the JSON Web Key Set" },
  },
  {
    id: "jose-alg",
    says: /"alg" \(Algorithm\) Header Parameter value not allowed|ERR_JOSE_ALG_NOT_ALLOWED|Unsupported "alg" value for a JSON Web Key Set/i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.97,
        fix: "Add the token's alg to algorithms; HMAC needs the secret, not a key set.",
      },
    ],
    page: JOSE,
    example: { text: 'JOSEAlgNotAllowed: "alg" (Algorithm) Header Parameter value not allowed' },
  },
  {
    id: "jose-invalid",
    says: /\bInvalid Compact JWS\b|JWS Protected Header is invalid|ERR_J(?:WS|WT)_INVALID|\bJWTInvalid\b/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.93,
        fix: "Pass the bare JWT, whole; an opaque token must be introspected.",
      },
    ],
    page: JOSE,
    example: { text: "JWSInvalid: Invalid Compact JWS" },
  },
  {
    id: "jose-jwks",
    says: /Expected 200 OK from the JSON Web Key Set HTTP response|Failed to parse the JSON Web Key Set HTTP response|ERR_JWKS_TIMEOUT/i,
    distinctive: true,
    means: [{ reason: "request/wrong-endpoint", weight: 0.7, fix: "Set the key set's URL to the issuer's jwks_uri." }],
    page: JOSE,
    example: { text: "JOSEError: Expected 200 OK from the JSON Web Key Set HTTP response" },
  },
];
