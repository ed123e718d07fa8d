/** Keycloak: client authentication. */
import type { Signature } from "../define.ts";

const PAGE =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/authentication/authenticators/client/AbstractJWTClientValidator.java";

export const client: readonly Signature[] = [
  {
    id: "secret-absent",
    error: ["unauthorized_client", "invalid_client"],
    says: /client secret not provided in request|client_secret (?:is )?missing/i,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.96,
        fix: "Send client_secret (Basic or body) from Clients > (client) > Credentials; or switch Client authentication off if it is a public client.",
      },
    ],
    page: PAGE,
    example: { error: "unauthorized_client", description: "Client secret not provided in request" },
  },
  {
    id: "secret-wrong",
    error: ["unauthorized_client", "invalid_client"],
    says: /invalid client secret/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.96,
        fix: "Copy the secret from Clients > (client) > Credentials in this realm; Regenerate ends the old one.",
      },
    ],
    page: PAGE,
    example: { error: "unauthorized_client", description: "Invalid client secret" },
  },
  {
    id: "client-credentials",
    error: "invalid_client",
    says: /invalid client (?:or invalid client )?credentials/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.6,
        fix: "Copy the secret from Clients > (client) > Credentials, in the realm of the URL.",
      },
      {
        reason: "client/unknown",
        weight: 0.45,
        fix: "Check client_id and the realm in the URL.",
        tell: "The realm has no client of that id.",
      },
      {
        reason: "client-auth/method-mismatch",
        weight: 0.25,
        fix: "Clients > (client) > Credentials > Client Authenticator: choose the method that is used.",
        tell: "The authenticator is Signed JWT or X509.",
      },
      {
        reason: "client-auth/secret-absent",
        weight: 0.2,
        fix: "Send the secret: the client has Client authentication on.",
        tell: "The request holds no secret.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_client", description: "Invalid client or Invalid client credentials" },
  },
  {
    id: "jwt-signature",
    error: "invalid_client",
    says: /signature on jwt token failed validation|client authentication with signed jwt failed|unable to load public key/i,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.93,
        fix: "Clients > (client) > Keys: import the certificate or set the JWKS URL of the key that signs; its kid must be in the header.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_client", description: "Signature on JWT token failed validation" },
  },
  {
    id: "jwt-audience",
    error: "invalid_client",
    says: /token audience doesn'?t match domain|invalid token audience/i,
    means: [
      {
        reason: "client-auth/assertion-wrong-audience",
        weight: 0.95,
        fix: "Set aud of the client_assertion to the issuer of the realm (https://host/realms/name), as a single value.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_client", description: "Invalid token audience" },
  },
  {
    id: "jwt-claims",
    error: "invalid_client",
    says: /token (?:sub|iss|aud|exp|jti|iat) claim is required|client_id parameter does not match (?:sub|client_assertion)|issuer mismatch\. the issuer should match|token reuse detected|token expiration is too far in the future|(?:parameter )?client_assertion(?:_type)?.{0,20}missing|parameter client_assertion_type has value/i,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.93,
        fix: "iss and sub of the client_assertion are the client_id, jti is fresh each time, exp lies a minute ahead, client_assertion_type is urn:ietf:params:oauth:client-assertion-type:jwt-bearer.",
      },
    ],
    page: PAGE,
    example: { error: "invalid_client", description: "Token sub claim is required" },
  },
];
