/** The catalogue of requirements that `candor check` knows. */
import { accessTokens } from "./access-tokens.ts";
import { apis } from "./apis.ts";
import { attestationProofs } from "./attestation-proofs.ts";
import { attestations } from "./attestations.ts";
import { authorization } from "./authorization.ts";
import { authorizationDetails } from "./authorization-details.ts";
import { authorizationGuards } from "./authorization-guards.ts";
import { backChannelLogout } from "./back-channel-logout.ts";
import { ciba } from "./ciba.ts";
import { clientAssertions } from "./client-assertions.ts";
import { clientDocuments } from "./client-documents.ts";
import { clientSecrets } from "./client-secrets.ts";
import { codeEdges } from "./code-edges.ts";
import { codes } from "./codes.ts";
import type { Requirements } from "./define.ts";
import { denial } from "./denial.ts";
import { device } from "./device.ts";
import { dpop } from "./dpop.ts";
import { dpopApi } from "./dpop-api.ts";
import { fapiProfile } from "./fapi.ts";
import { grantManagement } from "./grant-management.ts";
import { idTokens } from "./id-tokens.ts";
import { jwtGrants } from "./jwt-grants.ts";
import { jwtResponses } from "./jwt-responses.ts";
import { lifetimes } from "./lifetimes.ts";
import { logout } from "./logout.ts";
import { logoutMetadata } from "./logout-metadata.ts";
import { mcpAuthorization } from "./mcp.ts";
import { metadata } from "./metadata.ts";
import { openidRequests } from "./openid-requests.ts";
import { prompts } from "./prompts.ts";
import { pushedRequests } from "./pushed-requests.ts";
import { races } from "./races.ts";
import { refreshTokens } from "./refresh-tokens.ts";
import { registration } from "./registration.ts";
import { registrationManagement } from "./registration-management.ts";
import { requestObjects } from "./request-objects.ts";
import { requestReferences } from "./request-references.ts";
import { resourceIndicators } from "./resource-indicators.ts";
import { responseModes } from "./response-modes.ts";
import { stepUp } from "./step-up.ts";
import { tokenEndpoint } from "./token-endpoint.ts";
import { tokenExchange } from "./token-exchange.ts";
import { tokenManagement } from "./token-management.ts";
import { transport } from "./transport.ts";

export const REQUIREMENTS: Requirements = {
  ...metadata,
  ...registration,
  ...registrationManagement,
  ...tokenEndpoint,
  ...clientAssertions,
  ...attestations,
  ...attestationProofs,
  ...dpop,
  ...dpopApi,
  ...accessTokens,
  ...apis,
  ...transport,
  ...clientSecrets,
  ...authorization,
  ...authorizationGuards,
  ...denial,
  ...openidRequests,
  ...prompts,
  ...responseModes,
  ...pushedRequests,
  ...requestObjects,
  ...requestReferences,
  ...jwtResponses,
  ...authorizationDetails,
  ...grantManagement,
  ...codes,
  ...codeEdges,
  ...idTokens,
  ...device,
  ...ciba,
  ...refreshTokens,
  ...tokenManagement,
  ...logout,
  ...logoutMetadata,
  ...backChannelLogout,
  ...resourceIndicators,
  ...stepUp,
  ...fapiProfile,
  ...mcpAuthorization,
  ...clientDocuments,
  ...tokenExchange,
  ...jwtGrants,
  ...races,
  ...lifetimes,
};
