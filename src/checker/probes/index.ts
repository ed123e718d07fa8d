/** The probes, in the order in which they run. */
import type { Probes } from "../check.ts";
import { apiProbe, resourceMetadata } from "./api.ts";
import { attestationProofs } from "./attestation-proofs.ts";
import { attestations } from "./attestations.ts";
import { attestedRefresh } from "./attested-refresh.ts";
import { authorizationErrors } from "./authorization.ts";
import { authorizationDetails } from "./authorization-details.ts";
import { authorizationGuards } from "./authorization-guards.ts";
import { backChannelLogout } from "./back-channel-logout.ts";
import { pkceAtAuthorization } from "./challenges.ts";
import { ciba, cibaTokens } from "./ciba.ts";
import { cibaApproval, cibaPing } from "./ciba-approval.ts";
import { clientAssertions } from "./client-assertions.ts";
import { clientDocuments } from "./client-documents.ts";
import { clientSecrets } from "./client-secrets.ts";
import { clientTiming } from "./client-timing.ts";
import { codeEdges } from "./code-edges.ts";
import { codeBinding, codeResponse, codeTwice, pkceAtToken } from "./codes.ts";
import { cors } from "./cors.ts";
import { denial } from "./denial.ts";
import { deviceApproval, deviceRequests } from "./device.ts";
import { dpop } from "./dpop.ts";
import { dpopApi } from "./dpop-api.ts";
import { dpopCodes, dpopRefresh } from "./dpop-codes.ts";
import { encryptedObjects } from "./encrypted-objects.ts";
import { fapi } from "./fapi.ts";
import { grantEndpoint, grantRequests } from "./grant-management.ts";
import { idJag } from "./id-jag.ts";
import { idTokens, keys, userinfo } from "./id-tokens.ts";
import { jwtAccessTokens } from "./jwt-access-tokens.ts";
import { jwtGrants } from "./jwt-grants.ts";
import { jwtIntrospection } from "./jwt-introspection.ts";
import { jwtResponses } from "./jwt-responses.ts";
import { lifetimes } from "./lifetimes.ts";
import { logout } from "./logout.ts";
import { logoutMetadata, sessions } from "./logout-metadata.ts";
import { mcpMetadata, mcpResource, mcpServer } from "./mcp.ts";
import { metadata, openidMetadata } from "./metadata.ts";
import { mtls } from "./mtls.ts";
import { openidRequests } from "./openid-requests.ts";
import { prompts } from "./prompts.ts";
import { pushedRequests, requestUris } from "./pushed-requests.ts";
import { races } from "./races.ts";
import { randomness } from "./randomness.ts";
import { redirectUris } from "./redirect-uris.ts";
import { refreshing, rotation } from "./refresh-tokens.ts";
import { registration, registrationErrors } from "./registration.ts";
import { registrationManagement } from "./registration-management.ts";
import { requestObjects } from "./request-objects.ts";
import { requestReferences } from "./request-references.ts";
import { resourceAtAuthorization, resourceIndicators } from "./resource-indicators.ts";
import { responseModes } from "./response-modes.ts";
import { signInPage } from "./sign-in-page.ts";
import { stepUp } from "./step-up.ts";
import { tokenErrors, tokenResponse } from "./token-endpoint.ts";
import { tokenExchange } from "./token-exchange.ts";
import { introspection, revocation } from "./token-management.ts";
import { transport } from "./transport.ts";

export const PROBES: Probes = {
  metadata,
  "openid-metadata": openidMetadata,
  registration,
  "registration-errors": registrationErrors,
  "registration-management": registrationManagement,
  "token-response": tokenResponse,
  "token-errors": tokenErrors,
  "client-assertions": clientAssertions,
  attestations,
  "attestation-proofs": attestationProofs,
  "attested-refresh": attestedRefresh,
  dpop,
  "dpop-codes": dpopCodes,
  "dpop-refresh": dpopRefresh,
  "dpop-api": dpopApi,
  "jwt-access-tokens": jwtAccessTokens,
  "jwt-introspection": jwtIntrospection,
  api: apiProbe,
  "resource-metadata": resourceMetadata,
  cors,
  mtls,
  transport,
  "device-requests": deviceRequests,
  "device-approval": deviceApproval,
  ciba,
  "ciba-tokens": cibaTokens,
  "ciba-approval": cibaApproval,
  "ciba-ping": cibaPing,
  "redirect-uris": redirectUris,
  "authorization-errors": authorizationErrors,
  "pkce-at-authorization": pkceAtAuthorization,
  "authorization-guards": authorizationGuards,
  denial,
  "openid-requests": openidRequests,
  prompts,
  "sign-in-page": signInPage,
  "response-modes": responseModes,
  "pushed-requests": pushedRequests,
  "request-uris": requestUris,
  "request-objects": requestObjects,
  "encrypted-objects": encryptedObjects,
  "request-references": requestReferences,
  "jwt-responses": jwtResponses,
  "authorization-details": authorizationDetails,
  "grant-requests": grantRequests,
  "grant-endpoint": grantEndpoint,
  "code-response": codeResponse,
  "code-binding": codeBinding,
  "pkce-at-token": pkceAtToken,
  "code-edges": codeEdges,
  randomness,
  keys,
  "id-tokens": idTokens,
  userinfo,
  refreshing,
  introspection,
  revocation,
  rotation,
  "logout-metadata": logoutMetadata,
  sessions,
  logout,
  "back-channel-logout": backChannelLogout,
  "code-twice": codeTwice,
  "resource-indicators": resourceIndicators,
  "resource-at-authorization": resourceAtAuthorization,
  "step-up": stepUp,
  fapi,
  "mcp-metadata": mcpMetadata,
  "mcp-resource": mcpResource,
  "mcp-server": mcpServer,
  "client-documents": clientDocuments,
  "token-exchange": tokenExchange,
  "jwt-grants": jwtGrants,
  "id-jag": idJag,
  races,
  "client-secrets": clientSecrets,
  "client-timing": clientTiming,
  lifetimes,
};
