/** SAP (XSUAA, Identity Authentication): grants, Identity Authentication and resource servers. */
import type { Signature } from "../define.ts";

const PAGE_0 =
  "https://github.com/cloudfoundry/uaa/blob/develop/server/src/main/java/org/cloudfoundry/identity/uaa/oauth/UaaTokenServices.java";
const PAGE_1 = "https://github.com/pivotal-cf/identity-sample-apps/issues/1";
const PAGE_2 =
  "https://github.com/SAP-docs/btp-cloud-platform/blob/main/docs/60-security/token-retrieval-fails-with-status-code-401-fd5865e.md";

export const more: readonly Signature[] = [
  {
    id: "grant-type",
    error: ["unauthorized_client", "invalid_client"],
    says: /unauthorized grant type/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.96,
        fix: "oauth2-configuration > grant-types: add the grant (urn:ietf:params:oauth:grant-type:jwt-bearer, ...).",
      },
    ],
    page: PAGE_0,
    example: { error: "unauthorized_client", description: "Unauthorized grant type: password" },
  },
  {
    id: "no-scopes",
    error: "invalid_token",
    says: /no scopes were granted/i,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.8,
        fix: "Give the user a role collection, or the client authorities.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_token", description: "No scopes were granted" },
  },
  {
    id: "userinfo-openid",
    error: ["access_denied", "invalid_token"],
    says: /token does not contain resource id \(/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.9,
        fix: "Ask scope openid, or a token whose aud names this resource.",
      },
    ],
    page: PAGE_1,
    example: { error: "access_denied", description: "Invalid token does not contain resource id (openid)" },
  },
  {
    id: "missing-grant",
    error: "invalid_request",
    says: /missing grant type|required parameter.{0,30}grant_type/i,
    means: [{ reason: "request/parameter-absent", weight: 0.9, fix: "Send grant_type in a form body." }],
    page: PAGE_0,
    example: { error: "invalid_request", description: "Missing grant type" },
  },
  {
    id: "invalid-client",
    error: "invalid_client",
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.6,
        fix: "Identity Authentication: Applications > (app) > Trust > Client Authentication > Secrets.",
      },
      { reason: "client/unknown", weight: 0.35, fix: "Take the client id of this tenant." },
    ],
    page: PAGE_2,
    example: { error: "invalid_client", status: 401 },
  },
];
