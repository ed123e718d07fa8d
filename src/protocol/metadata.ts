/** What the server says about itself (RFC 8414 2, OpenID Connect Discovery 3). */

import { ACR_VALUES } from "./acr.ts";
import { promptsOf } from "./authorization/sign-up.ts";
import { CIBA, DELIVERY_MODES } from "./ciba/grant-type.ts";
import { signingAlgsOf } from "./client.ts";
import { ASSERTION_ALGS } from "./client-authentication/assertion.ts";
import { CONFIDENTIAL_METHODS, METHOD_NAMES, methodOf } from "./client-authentication/index.ts";
import { DEVICE_CODE } from "./device/grant-type.ts";
import { decryptionAlgs, ENCRYPTION_ALGS, ENCRYPTION_ENCS } from "./encryption.ts";
import { ALL_ENDPOINTS, ENDPOINTS } from "./endpoints.ts";
import { MANAGEMENT_ACTIONS } from "./grant-management/managed.ts";
import { USUAL_GRANT_TYPES } from "./grants/index.ts";
import { ID_JAG_PROFILE } from "./grants/jwt-bearer/grant.ts";
import { CLIENT_SIGNING_ALGS } from "./jwk.ts";
import { algsOf, profileOf } from "./profiles/index.ts";
import { RESPONSE_MODES } from "./response-modes/index.ts";
import { bringsTokens, offeredTypes } from "./response-types.ts";
import { ADMIN_PATH, type Catalogue, stateAt } from "./scope/catalogue.ts";
import { PROOF_METADATA } from "./sender-constraints/index.ts";
import type { Settings } from "./settings.ts";

export { PATHS } from "./endpoints.ts";

/** The issuer's path, which precedes every endpoint's path; `""` if it has none. */
export function basePath(issuer: string): string {
  return new URL(issuer).pathname.replace(/\/$/, "");
}

/** The metadata document. `claims` are the names of claims that userinfo may return; `now` in milliseconds. */
export function metadata(
  issuer: string,
  catalogue: Catalogue,
  claims: readonly string[],
  now: number,
  settings: Partial<
    Pick<
      Settings,
      | "profile"
      | "requirePushedRequests"
      | "mutualTls"
      | "clientAttestation"
      | "optionalGrants"
      | "trustedIssuers"
      | "registration"
      | "responseTypes"
      | "clientDocuments"
      | "additionalKeys"
      | "sessionManagement"
      | "signUp"
      | "authorizationDetailsTypes"
      | "grantManagement"
    >
  > = {},
): Readonly<Record<string, unknown>> {
  const off = new Set([
    ...((settings.registration?.mode ?? "off") === "off" ? ["registration"] : []),
    ...(settings.optionalGrants?.includes(DEVICE_CODE) === true ? [] : ["deviceAuthorization"]),
    ...(settings.optionalGrants?.includes(CIBA) === true ? [] : ["backchannel"]),
    ...(settings.sessionManagement === true ? [] : ["checkSession"]),
    ...(settings.grantManagement === undefined ? ["grants"] : []),
    ...(settings.clientAttestation?.challenges === true ? [] : ["challenge"]),
  ]);
  const endpoints = Object.fromEntries(
    Object.entries(ALL_ENDPOINTS).flatMap(([name, { metadata, path }]) =>
      metadata === undefined || off.has(name) ? [] : [[metadata, issuer + path]],
    ),
  );
  const profile = profileOf(settings);
  const offered = (names: readonly string[]): readonly string[] =>
    names.filter(
      (name) =>
        (settings.mutualTls !== undefined || methodOf(name)?.certificate !== true) &&
        (settings.clientAttestation !== undefined || methodOf(name)?.attestation !== true) &&
        profile.authMethods?.includes(name) !== false,
    );
  const algs = (supported: readonly string[]): readonly string[] => algsOf(settings, supported);
  // The scopes of the admin API are for the operator's own clients (RFC 8414 2: not all need to be advertised).
  const scopes = [...catalogue.scopes.values()].filter(
    (scope) => scope.api !== issuer + ADMIN_PATH && stateAt(scope, now).is !== "removed",
  );
  const types = offeredTypes(settings);
  const signs = signingAlgsOf(settings.additionalKeys);
  const decrypts = decryptionAlgs(settings.additionalKeys);
  return {
    issuer,
    ...endpoints,
    scopes_supported: scopes.map(({ name }) => name),
    response_types_supported: types,
    response_modes_supported: RESPONSE_MODES,
    grant_types_supported: [
      ...USUAL_GRANT_TYPES,
      ...(settings.optionalGrants ?? []),
      ...(types.some(bringsTokens) ? ["implicit"] : []),
    ],
    code_challenge_methods_supported: ["S256"],
    token_endpoint_auth_methods_supported: offered(METHOD_NAMES),
    token_endpoint_auth_signing_alg_values_supported: algs(ASSERTION_ALGS),
    revocation_endpoint_auth_methods_supported: offered(METHOD_NAMES),
    revocation_endpoint_auth_signing_alg_values_supported: algs(ASSERTION_ALGS),
    introspection_endpoint_auth_methods_supported: offered(CONFIDENTIAL_METHODS),
    introspection_endpoint_auth_signing_alg_values_supported: algs(ASSERTION_ALGS),
    subject_types_supported: ["public", "pairwise"],
    id_token_signing_alg_values_supported: signs,
    id_token_encryption_alg_values_supported: ENCRYPTION_ALGS,
    id_token_encryption_enc_values_supported: ENCRYPTION_ENCS,
    userinfo_signing_alg_values_supported: signs,
    userinfo_encryption_alg_values_supported: ENCRYPTION_ALGS,
    userinfo_encryption_enc_values_supported: ENCRYPTION_ENCS,
    introspection_signing_alg_values_supported: signs,
    introspection_encryption_alg_values_supported: ENCRYPTION_ALGS,
    introspection_encryption_enc_values_supported: ENCRYPTION_ENCS,
    acr_values_supported: ACR_VALUES,
    claim_types_supported: ["normal"],
    claims_supported: ["sub", "iss", "aud", "exp", "iat", "auth_time", "acr", "nonce", "at_hash", "sid", ...claims],
    claims_parameter_supported: true,
    authorization_signing_alg_values_supported: algs(signs),
    authorization_encryption_alg_values_supported: ENCRYPTION_ALGS,
    authorization_encryption_enc_values_supported: ENCRYPTION_ENCS,
    request_parameter_supported: true,
    request_object_signing_alg_values_supported: algs(CLIENT_SIGNING_ALGS),
    ...(decrypts.length > 0 && {
      request_object_encryption_alg_values_supported: decrypts,
      request_object_encryption_enc_values_supported: ENCRYPTION_ENCS,
    }),
    request_uri_parameter_supported: true,
    require_request_uri_registration: true,
    authorization_response_iss_parameter_supported: true,
    ...((settings.clientDocuments?.mode ?? "off") !== "off" && { client_id_metadata_document_supported: true }),
    ...((settings.requirePushedRequests === true || profile.pushedRequests === true) && {
      require_pushed_authorization_requests: true,
    }),
    ...(profile.signedMessages === true && { require_signed_request_object: true }),
    ...(settings.optionalGrants?.includes(CIBA) === true && {
      backchannel_token_delivery_modes_supported: DELIVERY_MODES,
      backchannel_authentication_request_signing_alg_values_supported: algs(CLIENT_SIGNING_ALGS),
      backchannel_user_code_parameter_supported: false,
    }),
    ...PROOF_METADATA,
    dpop_signing_alg_values_supported: algs(CLIENT_SIGNING_ALGS),
    ...(settings.trustedIssuers?.some((one) => one.identityAssertions) === true && {
      authorization_grant_profiles_supported: [ID_JAG_PROFILE],
    }),
    ...(settings.authorizationDetailsTypes !== undefined && {
      authorization_details_types_supported: settings.authorizationDetailsTypes.map(({ type }) => type),
    }),
    ...(settings.grantManagement !== undefined && {
      grant_management_actions_supported: MANAGEMENT_ACTIONS,
      grant_management_action_required: settings.grantManagement === "required",
    }),
    ...mutualTlsMetadata(issuer, settings),
    ...(offered(METHOD_NAMES).includes("attest_jwt_client_auth") && {
      client_attestation_signing_alg_values_supported: algs(CLIENT_SIGNING_ALGS),
      client_attestation_pop_signing_alg_values_supported: algs(CLIENT_SIGNING_ALGS),
    }),
    frontchannel_logout_supported: true,
    frontchannel_logout_session_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    prompt_values_supported: promptsOf(settings),
  };
}

/** Endpoints that clients call themselves. */
const CALLED = ["token", "pushed", "revocation", "introspection", "userinfo"] as const;

/** RFC 8705 3.3 and 5: only what is switched on. `endpoints`: the origin under which certificates are asked for. */
function mutualTlsMetadata(
  issuer: string,
  {
    mutualTls,
    optionalGrants = [],
    grantManagement,
  }: Pick<Settings, "mutualTls" | "optionalGrants" | "grantManagement">,
): Readonly<Record<string, unknown>> {
  if (mutualTls === undefined) return {};
  const { endpoints } = mutualTls;
  return {
    tls_client_certificate_bound_access_tokens: true,
    ...(endpoints !== undefined && {
      mtls_endpoint_aliases: Object.fromEntries(
        [
          ...CALLED,
          ...(optionalGrants.includes(CIBA) ? (["backchannel"] as const) : []),
          ...(grantManagement === undefined ? [] : (["grants"] as const)),
        ].map((name) => [ENDPOINTS[name].metadata, endpoints + basePath(issuer) + ENDPOINTS[name].path]),
      ),
    }),
  };
}
