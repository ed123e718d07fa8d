/** Every parameter that a specification defines for an endpoint is read there, or is named in the page of those that are ignored. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MEMBERS } from "../../src/admin/registration/members.ts";
import type { Reader } from "../../src/protocol/parameter.ts";
import { readBy } from "../../src/protocol/parameters.ts";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/parameters.md"), "utf8");

/** RFC 6749, 7521, 7523: how clients authenticate. */
const CLIENT = "client_id client_secret client_assertion client_assertion_type";

const DEFINED: readonly (readonly [Reader, where: string, names: string])[] = [
  [
    "authorization",
    "RFC 6749 4.1.1, 7636 4.3",
    "response_type client_id redirect_uri scope state code_challenge code_challenge_method",
  ],
  [
    "authorization",
    "OpenID Connect Core 3.1.2.1, 5.2, 5.5, 6, 7.2.1",
    "response_mode nonce display prompt max_age ui_locales id_token_hint login_hint acr_values claims claims_locales request request_uri registration",
  ],
  ["authorization", "RFC 8707 2, 9396 2, 9449 10", "resource authorization_details dpop_jkt"],
  [
    "token",
    "RFC 6749 4.1.3, 4.4.2, 6, 7636 4.5",
    `grant_type code redirect_uri code_verifier refresh_token scope ${CLIENT}`,
  ],
  ["token", "RFC 8707 2, 9396 6", "resource authorization_details"],
  ["token", "RFC 8628 3.4, 7523 2.1, CIBA 10.1", "device_code assertion auth_req_id"],
  [
    "token",
    "RFC 8693 2.1",
    "audience requested_token_type subject_token subject_token_type actor_token actor_token_type",
  ],
  ["device-authorization", "RFC 8628 3.1, 8707 2, 9396 3", "client_id scope resource authorization_details"],
  [
    "backchannel",
    "CIBA 7.1, 7.1.1",
    "scope client_notification_token acr_values login_hint_token id_token_hint login_hint binding_message user_code requested_expiry request",
  ],
  ["backchannel", "RFC 8707 2, 9396 3, FAPI-CIBA 5.3", "resource authorization_details request_context"],
  ["token-facts", "RFC 7009 2.1, 7662 2.1", `token token_type_hint ${CLIENT}`],
  [
    "sign-out",
    "RP-Initiated Logout 2",
    "id_token_hint logout_hint client_id post_logout_redirect_uri state ui_locales",
  ],
];

/** What members of a registration may be (RFC 7591 2, OpenID Connect Registration 2, and the specifications that add some). */
const MEMBERS_DEFINED = [
  "redirect_uris token_endpoint_auth_method grant_types response_types client_name client_uri logo_uri scope contacts tos_uri policy_uri",
  "jwks_uri jwks software_id software_version software_statement application_type sector_identifier_uri subject_type",
  "id_token_signed_response_alg id_token_encrypted_response_alg id_token_encrypted_response_enc userinfo_signed_response_alg",
  "userinfo_encrypted_response_alg userinfo_encrypted_response_enc request_object_signing_alg request_object_encryption_alg",
  "request_object_encryption_enc token_endpoint_auth_signing_alg default_max_age require_auth_time default_acr_values initiate_login_uri",
  "request_uris post_logout_redirect_uris backchannel_logout_uri backchannel_logout_session_required frontchannel_logout_uri",
  "frontchannel_logout_session_required tls_client_auth_subject_dn tls_client_auth_san_dns tls_client_auth_san_uri tls_client_auth_san_ip",
  "tls_client_auth_san_email tls_client_certificate_bound_access_tokens require_signed_request_object",
  "require_pushed_authorization_requests dpop_bound_access_tokens authorization_details_types introspection_signed_response_alg",
  "introspection_encrypted_response_alg introspection_encrypted_response_enc authorization_signed_response_alg",
  "authorization_encrypted_response_alg authorization_encrypted_response_enc backchannel_token_delivery_mode",
  "backchannel_client_notification_endpoint backchannel_authentication_request_signing_alg backchannel_user_code_parameter",
].flatMap((names) => names.split(" "));

describe.each(DEFINED)("the %s endpoint: %s", (reader, _, names) => {
  it.each(names.split(" "))("%s has its effect, is refused by name, or is said to be ignored", (name) => {
    expect(readBy(reader).has(name) || PAGE.includes(`| \`${name}\``)).toBe(true);
  });
});

it("every member of a registration that is defined is known", () => {
  expect(MEMBERS_DEFINED.filter((name) => !Object.hasOwn(MEMBERS, name))).toEqual([]);
});
