/**
 * The members of a registration (RFC 7591 2, OpenID Connect Registration 2), and what becomes of each. Those that aren't here are ignored.
 *
 * A member that a setting of applications carries out is `asSetting()`. It works as soon as `SETTINGS` in `admin/application.ts` has it under this
 * name: its value is judged by the setting's own schema and rules, and shown in the response. Until then, its `otherwise` holds: by default, it is
 * left out, as RFC 7591 allows. `only(…)` accepts what this server does anyway, and refuses everything else, because an application would rely on it in vain.
 */
import { ACR_VALUES } from "../../protocol/acr.ts";
import { SETTINGS } from "../application.ts";
import { isTexts } from "./faults.ts";

/** A member without an effect of its own, which the application gets back as it was sent. */
interface Kept {
  readonly is: "kept";
  readonly fits: (value: unknown) => boolean;
  readonly expected: string;
  /** What of it is kept. */
  readonly as?: (value: never) => unknown;
}

export type Member =
  | Kept
  | { readonly is: "setting"; readonly name: string }
  /** Right with these values. */
  | { readonly is: "only"; readonly values: readonly unknown[] }
  /** Read together with others, in `read.ts`. */
  | { readonly is: "read" }
  | { readonly is: "ignored" };

const READ: Member = { is: "read" };
const IGNORED: Member = { is: "ignored" };
const only = (...values: readonly unknown[]): Member => ({ is: "only", values });
const kept = (fits: Kept["fits"], expected: string, as?: Kept["as"]): Member => ({
  ...{ is: "kept", fits, expected },
  ...(as !== undefined && { as }),
});

const asSetting =
  (otherwise: Member = IGNORED) =>
  (member: string): Member => {
    const name = Object.hasOwn(SETTINGS, member) ? (SETTINGS as Readonly<Record<string, string>>)[member] : undefined;
    return name === undefined ? otherwise : { is: "setting", name };
  };

const isText = (value: unknown): boolean =>
  typeof value === "string" && value !== "" && value.length <= 500 && !/\p{Cc}/u.test(value);
const SHORT = "text of 1 to 500 characters";

/** OpenID Connect Registration 2: an https URL. */
export const isHttps = (value: unknown): boolean =>
  typeof value === "string" && value.length <= 2_000 && URL.canParse(value) && /^https:\/\/[^\s@\\#]+$/.test(value);
const HTTPS = "an https URL without a fragment";

const TABLE: Readonly<Record<string, Member | ((member: string) => Member)>> = {
  redirect_uris: READ,
  grant_types: READ,
  response_types: READ,
  token_endpoint_auth_method: READ,
  scope: READ,
  client_name: READ,
  application_type: READ,
  logo_uri: READ,
  software_statement: READ,

  client_uri: asSetting(),
  policy_uri: asSetting(),
  tos_uri: asSetting(),
  contacts: asSetting(),
  jwks: asSetting(),
  jwks_uri: asSetting(),
  software_id: kept(isText, SHORT),
  software_version: kept(isText, SHORT),
  token_endpoint_auth_signing_alg: asSetting(),
  post_logout_redirect_uris: asSetting(),
  backchannel_logout_uri: asSetting(),
  backchannel_logout_session_required: asSetting(),
  frontchannel_logout_uri: asSetting(),
  frontchannel_logout_session_required: asSetting(),

  // Third parties start a sign-in there (OpenID Connect Core 4).
  initiate_login_uri: asSetting(),
  default_max_age: asSetting(),
  // Every ID token has auth_time.
  require_auth_time: kept((value) => typeof value === "boolean", "true or false"),
  default_acr_values: kept(isTexts, "a list of texts", (values: readonly string[]) =>
    values.filter((one) => ACR_VALUES.includes(one)),
  ),
  subject_type: asSetting(only("public")),
  sector_identifier_uri: asSetting(kept(isHttps, HTTPS)),
  id_token_signed_response_alg: asSetting(),
  id_token_encrypted_response_alg: asSetting(only()),
  id_token_encrypted_response_enc: asSetting(only()),
  userinfo_signed_response_alg: asSetting(only("none")),
  userinfo_encrypted_response_alg: asSetting(only()),
  userinfo_encrypted_response_enc: asSetting(only()),
  introspection_signed_response_alg: asSetting(only()),
  introspection_encrypted_response_alg: asSetting(only()),
  introspection_encrypted_response_enc: asSetting(only()),
  authorization_signed_response_alg: asSetting(only()),
  authorization_encrypted_response_alg: asSetting(only()),
  authorization_encrypted_response_enc: asSetting(only()),
  request_uris: asSetting(),
  request_object_signing_alg: asSetting(),
  request_object_encryption_alg: asSetting(),
  request_object_encryption_enc: asSetting(),
  require_signed_request_object: asSetting(only(false)),
  require_pushed_authorization_requests: asSetting(only(false)),
  dpop_bound_access_tokens: asSetting(only(false)),
  authorization_details_types: asSetting(),
  tls_client_certificate_bound_access_tokens: asSetting(only(false)),
  tls_client_auth_subject_dn: asSetting(),
  tls_client_auth_san_dns: asSetting(),
  tls_client_auth_san_uri: asSetting(),
  tls_client_auth_san_ip: asSetting(),
  tls_client_auth_san_email: asSetting(),
  backchannel_token_delivery_mode: asSetting(),
  backchannel_client_notification_endpoint: asSetting(),
  backchannel_authentication_request_signing_alg: asSetting(),
  backchannel_user_code_parameter: asSetting(only(false)),
};

export const MEMBERS: Readonly<Record<string, Member>> = Object.fromEntries(
  Object.entries(TABLE).map(([name, member]) => [name, typeof member === "function" ? member(name) : member]),
);

/** The members that are settings, with the names of those. */
export const AS_SETTINGS: readonly (readonly [member: string, setting: string])[] = Object.entries(MEMBERS).flatMap(
  ([member, found]) => (found.is === "setting" ? [[member, found.name] as const] : []),
);
