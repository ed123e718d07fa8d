/** Ory Hydra: what is said of JWT assertions and access tokens. */
import type { Signature } from "../define.ts";

const ERRORS = "https://github.com/ory/fosite/blob/master/errors.go";
const JWT = "https://github.com/ory/fosite/blob/master/handler/rfc7523/handler.go";

export const assertion: readonly Signature[] = [
  {
    id: "grant-assertion-expired",
    says: /JWT in "?\\?"?assertion\\?"? request parameter expired/i,
    distinctive: true,
    means: [{ reason: "assertion/expired", weight: 0.95, fix: "Sign a new assertion with iat now and a near exp." }],
    page: JWT,
    example: { error: "invalid_grant", description: 'The JWT in "assertion" request parameter expired.' },
  },
  {
    id: "grant-assertion-signature",
    says: /verify the integrity of the 'assertion' value|No public JWK was registered for issuer/i,
    distinctive: true,
    means: [
      {
        reason: "assertion/signature-invalid",
        weight: 0.9,
        fix: "Register the issuer's public key as a trusted JWT grant issuer (`/admin/trust/grants/jwt-bearer/issuers`) with the right subject and kid.",
      },
    ],
    page: JWT,
    example: { error: "invalid_grant", description: "Unable to verify the integrity of the 'assertion' value." },
  },
  {
    id: "grant-assertion-audience",
    says: /JWT in "?\\?"?assertion\\?"? request parameter MUST contain an \\?"aud/i,
    distinctive: true,
    means: [
      {
        reason: "assertion/wrong-audience",
        weight: 0.85,
        fix: "Set aud of the assertion to the token endpoint's URL.",
      },
    ],
    page: JWT,
    example: {
      error: "invalid_grant",
      description: 'The JWT in "assertion" request parameter MUST contain an "aud" (audience) claim.',
    },
  },
  {
    id: "grant-assertion-claim",
    says: /JWT in "?\\?"?assertion\\?"? request parameter MUST|no claims in JWT in/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.6,
        fix: "Put iss, sub, aud, exp, iat and jti into the assertion.",
      },
    ],
    page: JWT,
    example: {
      error: "invalid_grant",
      description: 'The JWT in "assertion" request parameter MUST contain a "sub" (subject) claim.',
    },
  },
  {
    id: "token-inactive",
    says: /Token is inactive because it is malformed, expired or otherwise invalid|introspection strategy indicated that the token is inactive/i,
    distinctive: true,
    means: [
      { reason: "token/expired", weight: 0.6, fix: "Refresh the access token." },
      {
        reason: "token/malformed",
        weight: 0.3,
        fix: "Introspect the token as it was issued, whole and from the same instance.",
        tell: "A fresh token is refused as well.",
      },
    ],
    page: ERRORS,
    example: {
      error: "token_inactive",
      description: "Token is inactive because it is malformed, expired or otherwise invalid. Token validation failed.",
    },
  },
  {
    id: "token-expired",
    says: /Access token expired at '/i,
    distinctive: true,
    means: [
      { reason: "token/expired", weight: 0.97, fix: "Refresh the access token; ttl.access_token sets its life." },
    ],
    page: ERRORS,
    example: { error: "token_expired", description: "Access token expired at '2026-03-01 10:00:00 UTC'." },
  },
  {
    id: "request-unauthorized",
    error: "request_unauthorized",
    says: /request could not be authorized/i,
    distinctive: true,
    means: [
      { reason: "token/expired", weight: 0.5, fix: "Take a new access token and send it as Authorization: Bearer." },
      { reason: "token/absent", weight: 0.4, fix: "Check that the Authorization header reaches Hydra." },
    ],
    page: ERRORS,
    example: {
      error: "request_unauthorized",
      description:
        "The request could not be authorized. Check that you provided valid credentials in the right format.",
    },
  },
  {
    id: "jti-known",
    error: "jti_known",
    says: /jti was already used/i,
    distinctive: true,
    means: [{ reason: "assertion/expired", weight: 0.5, fix: "Give every assertion a new jti." }],
    page: ERRORS,
    example: { error: "jti_known", description: "The jti was already used." },
  },
];
