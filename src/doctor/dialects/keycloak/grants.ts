/** Keycloak: the form of the token request and which grants a client may use. */
import type { Signature } from "../define.ts";

const PAGE_0 =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/TokenManager.java";
const PAGE_1 =
  "https://github.com/keycloak/keycloak/blob/main/services/src/main/java/org/keycloak/protocol/oidc/grants/ResourceOwnerPasswordCredentialsGrantType.java";

export const grants: readonly Signature[] = [
  {
    id: "missing-grant-type",
    error: "invalid_request",
    says: /missing form parameter: ?grant_type/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.5,
        fix: "Send grant_type in the form body.",
        tell: "The body is a form but lacks it.",
      },
      {
        reason: "request/wrong-content-type",
        weight: 0.5,
        fix: "Send application/x-www-form-urlencoded; JSON and multipart are not read.",
        tell: "Content-Type is not a form.",
      },
      { reason: "request/parameter-misplaced", weight: 0.35, fix: "Move the parameters from the URL into the body." },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", description: "Missing form parameter: grant_type" },
  },
  {
    id: "media-type",
    says: /content-type header value did not match the value in @Consumes|HTTP 415 Unsupported Media Type|RESTEASY003065|cannot consume content type/i,
    means: [
      {
        reason: "request/wrong-content-type",
        weight: 0.96,
        fix: "Send Content-Type: application/x-www-form-urlencoded; Keycloak takes no JSON at the token endpoint.",
      },
    ],
    page: PAGE_0,
    example: {
      body: '{"error":"The content-type header value did not match the value in @Consumes","error_description":"For more on this error consult the server log."}',
      status: 415,
    },
  },
  {
    id: "unsupported-grant",
    error: "unsupported_grant_type",
    says: /unsupported grant_type|invalid grant_type/i,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.9,
        fix: "Correct the spelling of grant_type; some grants need a feature switched on (features=token-exchange).",
      },
    ],
    page: PAGE_0,
    example: { error: "unsupported_grant_type", description: "Unsupported grant_type" },
  },
  {
    id: "direct-access",
    error: "unauthorized_client",
    says: /client not allowed for direct access grants/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.97,
        fix: "Clients > (client) > Settings > Capability config: switch on Direct access grants; better use the code flow.",
      },
    ],
    page: PAGE_1,
    example: { error: "unauthorized_client", description: "Client not allowed for direct access grants" },
  },
  {
    id: "public-service-account",
    error: "unauthorized_client",
    says: /public client not allowed to retrieve service account/i,
    distinctive: true,
    means: [
      {
        reason: "client/type-mismatch",
        weight: 0.9,
        fix: "Clients > (client) > Settings > Capability config: switch on Client authentication, then Service accounts roles.",
      },
      { reason: "client/grant-type-not-allowed", weight: 0.4, fix: "client_credentials needs a confidential client." },
    ],
    page: PAGE_0,
    example: { error: "unauthorized_client", description: "Public client not allowed to retrieve service account" },
  },
  {
    id: "service-account",
    error: "unauthorized_client",
    says: /client not enabled to retrieve service account/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.97,
        fix: "Clients > (client) > Settings > Capability config: switch on Service accounts roles.",
      },
    ],
    page: PAGE_0,
    example: { error: "unauthorized_client", description: "Client not enabled to retrieve service account" },
  },
  {
    id: "token-exchange-disabled",
    error: "invalid_request",
    says: /standard token exchange is not enabled|client not allowed to exchange|client is not within the token audience|token exchange.{0,20}not (?:allowed|enabled)/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.75,
        fix: "Clients > (client) > Settings > Capability config: switch on Standard Token Exchange; the client must be in the aud of the subject token.",
      },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_request",
      description: "Standard token exchange is not enabled for the requested client",
    },
  },
  {
    id: "audience-not-available",
    error: "invalid_request",
    says: /requested audience not available|audience not found/i,
    means: [
      {
        reason: "resource/unknown",
        weight: 0.85,
        fix: "audience must be the client id of a client in this realm that the user may get a token for (an audience mapper or role in its scope).",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", description: "Requested audience not available: orders-api" },
  },
];
