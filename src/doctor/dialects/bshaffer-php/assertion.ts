/** bshaffer oauth2-server-php: assertion. */
import type { Signature } from "../define.ts";

const JWT = "https://github.com/bshaffer/oauth2-server-php/blob/main/src/OAuth2/GrantType/JwtBearer.php";

export const assertion: readonly Signature[] = [
  {
    id: "jwt-expired",
    says: /\bJWT has expired/i,
    means: [{ reason: "assertion/expired", weight: 0.9, fix: "Sign a new assertion." }],
    page: JWT,
    example: { error: "invalid_grant", description: "JWT has expired" },
  },
  {
    id: "jwt-audience",
    says: /Invalid audience \(aud\)/i,
    distinctive: true,
    means: [
      {
        reason: "assertion/wrong-audience",
        weight: 0.9,
        fix: "Set aud to the value that the JwtBearer grant was built with.",
      },
    ],
    page: JWT,
    example: { error: "invalid_grant", description: "Invalid audience (aud)" },
  },
  {
    id: "jwt-subject",
    says: /Invalid (?:issuer \(iss\)|subject \(sub\))/i,
    distinctive: true,
    means: [
      {
        reason: "assertion/subject-not-delegated",
        weight: 0.5,
        fix: "Register the issuer and subject with their public key in oauth_jwt.",
      },
    ],
    page: JWT,
    example: { error: "invalid_grant", description: "Invalid issuer (iss) or subject (sub) provided" },
  },
  {
    id: "jwt-signature",
    says: /JWT failed signature verification/i,
    distinctive: true,
    means: [
      {
        reason: "assertion/signature-invalid",
        weight: 0.97,
        fix: "Sign with the private key of the public key in oauth_jwt.",
      },
    ],
    page: JWT,
    example: { error: "invalid_grant", description: "JWT failed signature verification" },
  },
  {
    id: "jwt-jti",
    says: /JSON Token Identifier \(jti\) has already been used/i,
    distinctive: true,
    means: [{ reason: "request/parameter-rejected", weight: 0.6, fix: "Give each assertion a new jti." }],
    page: JWT,
    example: { error: "invalid_grant", description: "JSON Token Identifier (jti) has already been used" },
  },
  {
    id: "jwt-nbf",
    says: /JWT cannot be used before the Not Before/i,
    distinctive: true,
    means: [{ reason: "time/clock-skew", weight: 0.8, fix: "Set the clock of the signing machine." }],
    page: JWT,
    example: { error: "invalid_grant", description: "JWT cannot be used before the Not Before (nbf) time" },
  },
];
