/** jsonwebtoken and jose (JavaScript): jsonwebtoken, express-jwt, jwks-rsa. */
import type { Signature } from "../define.ts";

const JSONWEBTOKEN = "https://github.com/auth0/node-jsonwebtoken/blob/master/verify.js";
const JWKSRSA = "https://github.com/auth0/node-jwks-rsa";

export const classic: readonly Signature[] = [
  {
    id: "expired",
    says: /\bjwt expired\b|TokenExpiredError/i,
    distinctive: true,
    means: [
      {
        reason: "token/expired",
        weight: 0.95,
        fix: "Refresh the token; clockTolerance allows for clocks that differ.",
      },
    ],
    page: JSONWEBTOKEN,
    example: { text: "TokenExpiredError: jwt expired" },
  },
  {
    id: "not-active",
    says: /\bjwt not active\b|NotBeforeError/i,
    distinctive: true,
    means: [{ reason: "time/clock-skew", weight: 0.95, fix: "Set the clocks by NTP, or pass clockTolerance." }],
    page: JSONWEBTOKEN,
    example: { text: "NotBeforeError: jwt not active" },
  },
  {
    id: "audience",
    says: /\bjwt audience invalid/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.98,
        fix: "Ask for a token for the audience that the message expects, or correct the option audience.",
      },
    ],
    page: JSONWEBTOKEN,
    example: { text: "JsonWebTokenError: jwt audience invalid. expected: https://api.example.com" },
  },
  {
    id: "issuer",
    says: /\bjwt issuer invalid/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-issuer",
        weight: 0.98,
        fix: "Set the option issuer to the token's iss, final slash included.",
      },
    ],
    page: JSONWEBTOKEN,
    example: { text: "JsonWebTokenError: jwt issuer invalid. expected: https://id.example.com/" },
  },
  {
    id: "algorithm",
    says: /(?:JsonWebTokenError: )?\binvalid algorithm\b/i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.95,
        fix: "Set the option algorithms to the alg of the token, with the matching kind of key.",
      },
    ],
    page: JSONWEBTOKEN,
    example: { text: "JsonWebTokenError: invalid algorithm" },
  },
  {
    id: "signature",
    says: /JsonWebTokenError: invalid signature|^invalid signature$/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.95,
        fix: "Verify with the issuer's key for the token's kid; a shared secret may have to be decoded from base64.",
      },
    ],
    page: JSONWEBTOKEN,
    example: { text: "JsonWebTokenError: invalid signature" },
  },
  {
    id: "malformed",
    says: /\bjwt malformed\b|JsonWebTokenError: invalid token|jwt must be a string/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.97,
        fix: 'Pass the bare JWT: without "Bearer ", whole, and no opaque token.',
      },
    ],
    page: JSONWEBTOKEN,
    example: { text: "JsonWebTokenError: jwt malformed" },
  },
  {
    id: "absent",
    says: /\bjwt must be provided\b|No authorization token was found/i,
    distinctive: true,
    means: [{ reason: "token/absent", weight: 0.97, fix: "Send Authorization: Bearer and read it before verify()." }],
    page: JSONWEBTOKEN,
    example: { text: "UnauthorizedError: No authorization token was found" },
  },
  {
    id: "signature-required",
    says: /\bjwt signature is required\b/i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.8,
        fix: "Have the token signed: it has alg none or its last part is cut off.",
      },
    ],
    page: JSONWEBTOKEN,
    example: { text: "JsonWebTokenError: jwt signature is required" },
  },
  {
    id: "secret-needed",
    says: /secret or public key must be provided|secretOrPublicKey (?:must be|is not valid)/i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.4,
        fix: "Give verify() the issuer's public key as PEM (or the shared secret); the variable is empty.",
      },
    ],
    page: JSONWEBTOKEN,
    example: { text: "JsonWebTokenError: secret or public key must be provided" },
  },
  {
    id: "nonce",
    says: /\bjwt (?:nonce|subject|id) invalid/i,
    distinctive: true,
    means: [
      { reason: "request/state-mismatch", weight: 0.5, fix: "Compare the named claim with the option that was given." },
    ],
    page: JSONWEBTOKEN,
    example: { text: "JsonWebTokenError: jwt subject invalid. expected: 42" },
  },
  {
    id: "signing-key",
    says: /Unable to find a signing key that matches|SigningKeyNotFoundError/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.93,
        fix: "Set jwksUri to the key set of the issuer that signed the token.",
      },
    ],
    page: JWKSRSA,
    example: { text: "SigningKeyNotFoundError: Unable to find a signing key that matches 'k1'" },
  },
  {
    id: "jwks-rate",
    says: /JwksRateLimitError|Too many requests to the JWKS endpoint/i,
    distinctive: true,
    means: [
      {
        reason: "server/rate-limited",
        weight: 0.95,
        fix: "Keep one JwksClient with cache on; unknown key ids ask again each time.",
      },
    ],
    page: JWKSRSA,
    example: { text: "JwksRateLimitError: Too many requests to the JWKS endpoint" },
  },
  {
    id: "bad-format",
    says: /Format is Authorization: Bearer \[token\]/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.95, fix: "Write the header as Bearer, one space, the token." }],
    page: JSONWEBTOKEN,
    example: { text: "UnauthorizedError: Format is Authorization: Bearer [token]" },
  },
  {
    id: "bad-scheme",
    says: /Passport\W+jwt|No auth token$/i,
    means: [{ reason: "token/absent", weight: 0.7, fix: "Send Authorization: Bearer." }],
    page: JSONWEBTOKEN,
    example: { text: "Error: No auth token" },
  },
];
