/** Spring Security and Spring Authorization Server: what its resource servers say of JWTs. */
import type { Signature } from "../define.ts";

const JWT =
  "https://github.com/spring-projects/spring-security/blob/main/oauth2/oauth2-jose/src/main/java/org/springframework/security/oauth2/jwt/NimbusJwtDecoder.java";
const BEARER =
  "https://github.com/spring-projects/spring-security/blob/main/oauth2/oauth2-resource-server/src/main/java/org/springframework/security/oauth2/server/resource/web/BearerTokenAuthenticationEntryPoint.java";

export const resource: readonly Signature[] = [
  {
    id: "jwt-expired",
    says: /(?:decode the Jwt: )?Jwt expired at /i,
    distinctive: true,
    means: [
      {
        reason: "token/expired",
        weight: 0.93,
        fix: "Refresh the access token; JwtTimestampValidator allows 60 seconds of skew.",
      },
    ],
    page: JWT,
    example: {
      text: 'error="invalid_token", error_description="An error occurred while attempting to decode the Jwt: Jwt expired at 2026-03-01T10:00:00Z"',
    },
  },
  {
    id: "jwt-early",
    says: /Jwt used before /i,
    distinctive: true,
    means: [{ reason: "time/clock-skew", weight: 0.93, fix: "Set the clocks by NTP." }],
    page: JWT,
    example: { text: "An error occurred while attempting to decode the Jwt: Jwt used before 2026-03-01T10:00:00Z" },
  },
  {
    id: "jwt-algorithm",
    says: /Signed JWT rejected: Another algorithm expected, or no matching key/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.6,
        fix: "Point issuer-uri or jwk-set-uri to the server that signed the token.",
        tell: "The token's kid is not in that key set.",
      },
      {
        reason: "token/algorithm-mismatch",
        weight: 0.5,
        fix: "Set spring.security.oauth2.resourceserver.jwt.jws-algorithms to the alg of the token.",
        tell: "alg of the token is not RS256.",
      },
    ],
    page: JWT,
    example: {
      text: "An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
    },
  },
  {
    id: "jwt-signature",
    says: /Signed JWT rejected: Invalid signature/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.97,
        fix: "Verify with the keys of the issuer; a token with nonce in its header is not meant for your API.",
      },
    ],
    page: JWT,
    example: { text: "An error occurred while attempting to decode the Jwt: Signed JWT rejected: Invalid signature" },
  },
  {
    id: "jwt-unsupported-algorithm",
    says: /Unsupported algorithm of /i,
    distinctive: true,
    means: [
      {
        reason: "token/algorithm-mismatch",
        weight: 0.95,
        fix: "Set jws-algorithms to the alg of the token; none and HMAC need a decoder of their own.",
      },
    ],
    page: JWT,
    example: { text: "Unsupported algorithm of HS256" },
  },
  {
    id: "jwt-issuer",
    says: /decode the Jwt: The iss claim is not valid|\bThe iss claim is not valid/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-issuer",
        weight: 0.98,
        fix: "Set resourceserver.jwt.issuer-uri to the iss of the token, to the letter.",
      },
    ],
    page: JWT,
    example: { text: "An error occurred while attempting to decode the Jwt: The iss claim is not valid" },
  },
  {
    id: "jwt-audience",
    says: /The aud claim is not valid|required audience is missing/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.98,
        fix: "Ask for a token for this API, or set resourceserver.jwt.audiences.",
      },
    ],
    page: JWT,
    example: { text: "An error occurred while attempting to decode the Jwt: The aud claim is not valid" },
  },
  {
    id: "jwt-type",
    says: /JOSE header "?typ"?[\s\S]*not allowed|Given typ value needs to be/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.75,
        fix: "Send the access token, not another JWT; for at+jwt set the decoder's type validator.",
      },
    ],
    page: JWT,
    example: {
      text: "An error occurred while attempting to decode the Jwt: JOSE header typ (type) at+jwt not allowed",
    },
  },
  {
    id: "jwt-keys",
    says: /Couldn't retrieve remote JWK set|Malformed Jwk set/i,
    distinctive: true,
    means: [
      { reason: "request/wrong-endpoint", weight: 0.5, fix: "Set jwk-set-uri to a URL that this host can reach." },
      {
        reason: "transport/certificate-problem",
        weight: 0.3,
        fix: "Trust the issuer's CA in the JVM.",
        tell: "The cause names PKIX.",
      },
    ],
    page: JWT,
    example: {
      text: "An error occurred while attempting to decode the Jwt: Couldn't retrieve remote JWK set: Read timed out",
    },
  },
  {
    id: "jwt-malformed",
    says: /decode the Jwt: (?:Malformed token|Malformed payload|Invalid (?:JWT|unsecured|JWS)|Missing (?:dot|part))|Invalid (?:JWT|unsecured\/JWS\/JWE) (?:serialization|header)/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.95,
        fix: "Send the JWT access token whole; an opaque token needs opaquetoken introspection.",
      },
    ],
    page: JWT,
    example: { text: "An error occurred while attempting to decode the Jwt: Malformed token" },
  },
  {
    id: "jwt-decode",
    says: /An error occurred while attempting to decode the Jwt/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.45,
        fix: "Read the words after the colon; check the issuer's keys.",
      },
      { reason: "token/malformed", weight: 0.4, fix: "Send the JWT whole." },
    ],
    page: JWT,
    example: { text: "An error occurred while attempting to decode the Jwt: " },
  },
  {
    id: "bearer-malformed",
    says: /Bearer token is malformed/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.97,
        fix: "Write Authorization: Bearer, one space, the token, nothing more.",
      },
    ],
    page: BEARER,
    example: { text: 'error="invalid_token", error_description="Bearer token is malformed"' },
  },
  {
    id: "bearer-multiple",
    says: /Found multiple bearer tokens in the request/i,
    distinctive: true,
    means: [{ reason: "request/parameter-repeated", weight: 0.97, fix: "Send the token in the header only." }],
    page: BEARER,
    example: { text: 'error="invalid_request", error_description="Found multiple bearer tokens in the request"' },
  },
  {
    id: "introspection",
    says: /Provided token isn't active/i,
    distinctive: true,
    means: [{ reason: "token/expired", weight: 0.75, fix: "Refresh the access token." }],
    page: BEARER,
    example: { text: 'error="invalid_token", error_description="Provided token isn\'t active"' },
  },
  {
    id: "scope",
    says: /request requires higher privileges than provided by the access token/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.93,
        fix: "Ask for the scope: Spring wants the authority SCOPE_<scope>.",
      },
    ],
    page: BEARER,
    example: {
      text: 'error="insufficient_scope", error_description="The request requires higher privileges than provided by the access token."',
    },
  },
  {
    id: "unauthorized",
    says: /Full authentication is required to access this resource/i,
    distinctive: true,
    means: [
      {
        reason: "token/absent",
        weight: 0.85,
        fix: "Send Authorization: Bearer (at /oauth/token: the client's Basic credentials).",
      },
    ],
    page: BEARER,
    example: {
      text: '{"error":"unauthorized","error_description":"Full authentication is required to access this resource"}',
    },
  },
];
