/** PyJWT, python-jose and what Python frameworks print of them. */
import type { Dialect } from "./define.ts";

const PYJWT = "https://github.com/jpadilla/pyjwt/blob/master/jwt/api_jwt.py";
const JWKS = "https://github.com/jpadilla/pyjwt/blob/master/jwt/jwks_client.py";

export const pyjwt: Dialect = {
  provider: "pyjwt",
  name: "PyJWT and python-jose",
  hosts: [],
  marks: [/\bjwt\.exceptions\.|\bjose\.exceptions\.|\bJWTError\b/],
  signatures: [
    {
      id: "expired",
      says: /ExpiredSignatureError|\bSignature has expired\b/i,
      distinctive: true,
      means: [
        { reason: "token/expired", weight: 0.97, fix: "Refresh the token; leeway allows for clocks that differ." },
      ],
      page: PYJWT,
      example: { text: "jwt.exceptions.ExpiredSignatureError: Signature has expired" },
    },
    {
      id: "immature",
      says: /ImmatureSignatureError|The token is not yet valid \((?:iat|nbf)\)/i,
      distinctive: true,
      means: [{ reason: "time/clock-skew", weight: 0.97, fix: "Set the clock by NTP, or pass leeway." }],
      page: PYJWT,
      example: { text: "jwt.exceptions.ImmatureSignatureError: The token is not yet valid (iat)" },
    },
    {
      id: "audience",
      says: /InvalidAudienceError|Audience doesn't match|Invalid audience\b/i,
      distinctive: true,
      means: [
        {
          reason: "token/wrong-audience",
          weight: 0.96,
          fix: "Pass audience= as the token has it in aud, or take a token for this API.",
        },
      ],
      page: PYJWT,
      example: { text: "jwt.exceptions.InvalidAudienceError: Audience doesn't match" },
    },
    {
      id: "issuer",
      says: /InvalidIssuerError/i,
      distinctive: true,
      means: [
        { reason: "token/wrong-issuer", weight: 0.98, fix: "Pass issuer= as the token has it in iss, to the letter." },
      ],
      page: PYJWT,
      example: { text: "jwt.exceptions.InvalidIssuerError: Invalid issuer" },
    },
    {
      id: "signature",
      says: /InvalidSignatureError|\bSignature verification failed\b/i,
      distinctive: true,
      means: [
        {
          reason: "token/signature-invalid",
          weight: 0.95,
          fix: "Verify with the issuer's key for the token's kid (PyJWKClient).",
        },
      ],
      page: PYJWT,
      example: { text: "jwt.exceptions.InvalidSignatureError: Signature verification failed" },
    },
    {
      id: "algorithm",
      says: /InvalidAlgorithmError|The specified alg value is not allowed|It is required that you pass in a value for the "algorithms"/i,
      distinctive: true,
      means: [
        {
          reason: "token/algorithm-mismatch",
          weight: 0.97,
          fix: "Pass algorithms=[...] with the alg of the token's header.",
        },
      ],
      page: PYJWT,
      example: { text: "jwt.exceptions.InvalidAlgorithmError: The specified alg value is not allowed" },
    },
    {
      id: "segments",
      says: /\bNot enough segments\b|Invalid (?:header|payload|crypto) padding|Invalid header string|Error decoding token headers|jwt\.exceptions\.DecodeError/i,
      distinctive: true,
      means: [
        {
          reason: "token/malformed",
          weight: 0.96,
          fix: 'Pass the bare JWT, whole, without "Bearer "; an opaque token must be introspected.',
        },
      ],
      page: PYJWT,
      example: { text: "jwt.exceptions.DecodeError: Not enough segments" },
    },
    {
      id: "key",
      says: /Unable to find a signing key that matches|keyset has no key for kid/i,
      distinctive: true,
      means: [
        {
          reason: "token/signature-invalid",
          weight: 0.93,
          fix: "Give PyJWKClient the jwks_uri of the issuer that signed the token.",
        },
      ],
      page: JWKS,
      example: { text: 'jwt.exceptions.PyJWKClientError: Unable to find a signing key that matches: "k1"' },
    },
    {
      id: "jwks-connection",
      says: /PyJWKClientConnectionError|Fail to fetch data from the url/i,
      distinctive: true,
      means: [
        {
          reason: "request/wrong-endpoint",
          weight: 0.5,
          fix: "Check the key set's URL and that this host reaches it.",
        },
      ],
      page: JWKS,
      example: {
        text: 'jwt.exceptions.PyJWKClientConnectionError: Fail to fetch data from the url, err: "HTTP Error 403: Forbidden"',
      },
    },
    {
      id: "claim-missing",
      says: /MissingRequiredClaimError|Token is missing the "\w+" claim/i,
      distinctive: true,
      means: [
        {
          reason: "token/malformed",
          weight: 0.6,
          fix: "Take a token that has the claim, or leave it out of options require.",
        },
      ],
      page: PYJWT,
      example: { text: 'jwt.exceptions.MissingRequiredClaimError: Token is missing the "aud" claim' },
    },
    {
      id: "key-format",
      says: /Could not (?:deserialize|parse) (?:key data|the provided public key)|Expecting a PEM-formatted key/i,
      distinctive: true,
      means: [
        {
          reason: "token/algorithm-mismatch",
          weight: 0.5,
          fix: "Pass the public key as PEM with its line breaks, or a PyJWK.",
        },
      ],
      page: PYJWT,
      example: { text: "ValueError: Could not deserialize key data" },
    },
  ],
};
