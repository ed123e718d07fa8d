/** The conditions under which requirements apply, and whether they are met. */
import { ATTESTED } from "./attesting.ts";
import { JWT_BEARER_GRANT, TOKEN_EXCHANGE } from "./grant-types.ts";
import { canSign } from "./manner.ts";
import { endpoint, listed, type Target } from "./target.ts";

/** What must be so for a probe to say anything. */
export type Condition =
  | "metadata"
  | "OpenID discovery"
  | "JWKS"
  | "token endpoint"
  | "client secret"
  | "client assertions"
  | "attested clients"
  | "DPoP"
  | "a certificate"
  | "an https issuer"
  | "JWT introspection"
  | "an API"
  | "a client for tokens"
  | "authorization endpoint"
  | "an API or userinfo"
  | "client credentials"
  | "codes"
  | "second client"
  | "public client"
  | "refresh tokens"
  | "ID tokens"
  | "PKCE"
  | "introspection"
  | "revocation"
  | "userinfo"
  | "registration"
  | "device grant"
  | "CIBA"
  | "CIBA by ping"
  | "logout"
  | "back-channel logout"
  | "scopes"
  | "pushed requests"
  | "request objects"
  | "encrypted request objects"
  | "request objects by reference"
  | "JWT responses"
  | "a resource"
  | "authorization details"
  | "grant management"
  | "a grant management endpoint"
  | "an API for step-up"
  | "FAPI 2.0"
  | "client documents"
  | "MCP"
  | "token exchange"
  | "JWT grants"
  | "identity assertions";

/** Why a condition isn't met: the server hasn't got it, or nothing was given to try it with. */
export interface Unmet {
  readonly is: "not applicable" | "unclear";
  readonly because: string;
}

type Look = (target: Target) => Unmet | undefined;

const lacks = (because: string): Unmet => ({ is: "not applicable", because });
const needs = (because: string): Unmet => ({ is: "unclear", because });

const unless = (met: unknown, unmet: Unmet): Unmet | undefined => (met ? undefined : unmet);

const hasGrant = (target: Target, grant: string): boolean =>
  // RFC 8414 2: what is assumed if it is omitted.
  (listed(target, "grant_types_supported") ?? ["authorization_code", "implicit"]).includes(grant);

const authMethods = (target: Target): readonly string[] =>
  listed(target, "token_endpoint_auth_methods_supported") ?? ["client_secret_basic"];

const codes: Look = (target) =>
  unless(
    target.metadata.require_signed_request_object !== true || canSign(target, target.clients.web),
    needs("The server accepts signed request objects alone: a client that can sign them is needed."),
  ) ??
  unless(endpoint(target, "authorization"), lacks("The metadata has no authorization_endpoint.")) ??
  unless(hasGrant(target, "authorization_code"), lacks("The server doesn't support the code grant.")) ??
  unless(target.clients.web?.redirect_uri, needs("A client with a redirect_uri is needed to get codes."));

const exchangesTokens = ({ clients }: Target): boolean =>
  (clients.exchange ?? clients.service ?? clients.web) !== undefined;

const assertions: Look = (target) =>
  unless(target.extensions?.assertions, needs("An issuer of assertions is needed: assertion_issuer.")) ??
  unless(exchangesTokens(target), needs("A client that gets tokens for assertions is needed: clients.exchange."));

const CONDITIONS: Readonly<Record<Condition, Look>> = {
  "a resource": ({ api }) => unless(api?.resource, lacks("No api with a resource was given.")),
  "token exchange": (target) =>
    unless(
      target.extensions?.exchange || hasGrant(target, TOKEN_EXCHANGE),
      lacks("The server doesn't support token exchange."),
    ) ?? unless(exchangesTokens(target), needs("A client that exchanges tokens is needed: clients.exchange.")),
  "an API for step-up": ({ api }) =>
    unless(api?.step_up, lacks("No API was given that wants stronger sign-ins: api.step_up.")),
  MCP: ({ profile }) => unless(profile === "mcp", lacks("Nobody said that the server follows MCP.")),
  "client documents": ({ metadata, extensions }) =>
    unless(
      metadata.client_id_metadata_document_supported,
      lacks("The metadata has no client_id_metadata_document_supported."),
    ) ?? unless(extensions?.documents, needs("A URL for documents is needed: client_documents.")),
  "JWT grants": (target) =>
    unless(
      target.extensions?.assertions || hasGrant(target, JWT_BEARER_GRANT),
      lacks("The server doesn't support the JWT bearer grant."),
    ) ?? assertions(target),
  "identity assertions": (target) =>
    unless(
      listed(target, "authorization_grant_profiles_supported")?.some((one) => one.endsWith(":id-jag")),
      lacks("authorization_grant_profiles_supported has no identity assertions."),
    ) ?? assertions(target),
  "FAPI 2.0": ({ profile }) => unless(profile === "fapi2", lacks("Nobody said that the server follows FAPI 2.0.")),
  "authorization details": (target) =>
    codes(target) ??
    unless(
      target.metadata.authorization_details_types_supported,
      lacks("The metadata has no authorization_details_types_supported."),
    ) ??
    unless(
      target.clients.web?.authorization_details?.length,
      needs("The web client needs authorization_details that it may ask for."),
    ),
  "grant management": (target) =>
    codes(target) ??
    unless(
      target.metadata.grant_management_actions_supported,
      lacks("The metadata has no grant_management_actions_supported."),
    ) ??
    unless(target.clients.web?.token_endpoint_auth_method !== "none", needs("The web client must be confidential.")),
  "a grant management endpoint": (target) =>
    unless(endpoint(target, "grant_management"), lacks("The metadata has no grant_management_endpoint.")),
  metadata: ({ oauth, openid }) => unless(oauth.content ?? openid.content, lacks("The server publishes no metadata.")),
  "OpenID discovery": ({ openid }) => unless(openid.content, lacks("The server is no OpenID Provider.")),
  JWKS: ({ metadata }) => unless(typeof metadata.jwks_uri === "string", lacks("The metadata has no jwks_uri.")),
  "token endpoint": (target) => unless(endpoint(target, "token"), lacks("The metadata has no token_endpoint.")),
  "client secret": ({ clients }) =>
    unless((clients.web ?? clients.service)?.client_secret, needs("A client with a secret is needed.")),
  "client assertions": (target) =>
    unless(
      target.clients.jwt || authMethods(target).some((one) => one.endsWith("_jwt")),
      lacks("The metadata lists no method with JWTs."),
    ) ?? unless(target.clients.jwt, needs("A client that authenticates by JWTs is needed: clients.jwt.")),
  "attested clients": (target) =>
    unless(
      target.clients.attested || authMethods(target).includes(ATTESTED),
      lacks("The metadata doesn't list attest_jwt_client_auth."),
    ) ?? unless(target.clients.attested, needs("A client with an attester is needed: clients.attested.")),
  DPoP: (target) =>
    unless(
      listed(target, "dpop_signing_alg_values_supported")?.length,
      lacks("The metadata has no dpop_signing_alg_values_supported."),
    ),
  "JWT introspection": (target) =>
    unless(
      listed(target, "introspection_signing_alg_values_supported"),
      lacks("The metadata has no introspection_signing_alg_values_supported."),
    ) ?? unless(target.clients.api, needs("A resource server that gets JWTs is needed: clients.api.")),
  "a certificate": (target) =>
    unless(
      target.clients.tls ||
        target.metadata.tls_client_certificate_bound_access_tokens === true ||
        authMethods(target).some((one) => one.includes("tls")),
      lacks("The metadata lists no method with certificates."),
    ) ?? unless(target.clients.tls, needs("A client with a certificate is needed: clients.tls.")),
  "an https issuer": ({ issuer }) => unless(issuer.startsWith("https:"), lacks("The issuer isn't an https URL.")),
  "an API": ({ api }) => unless(api?.url, lacks("No API was given: api.url.")),
  "a client for tokens": ({ clients }) =>
    unless(clients.service ?? clients.web?.redirect_uri, needs("A client that can get access tokens is needed.")),
  "authorization endpoint": (target) =>
    unless(endpoint(target, "authorization"), lacks("The metadata has no authorization_endpoint.")),
  "an API or userinfo": (target) =>
    unless(
      target.api?.url ?? (endpoint(target, "userinfo") && target.clients.web?.redirect_uri),
      needs("An API is needed: api.url."),
    ),
  "client credentials": (target) =>
    unless(
      hasGrant(target, "client_credentials") || target.clients.service,
      lacks("The server doesn't support the client credentials grant."),
    ) ?? unless(target.clients.service, needs("A client with the client credentials grant is needed.")),
  codes,
  "second client": ({ clients }) => unless(clients.other, needs("A second confidential client is needed.")),
  "public client": (target) =>
    unless(target.clients.public?.redirect_uri, needs("A public client with a redirect_uri is needed.")),
  "refresh tokens": (target) =>
    codes(target) ?? unless(hasGrant(target, "refresh_token"), lacks("The server doesn't support refresh tokens.")),
  "ID tokens": (target) => codes(target) ?? unless(target.openid.content, lacks("The server is no OpenID Provider.")),
  PKCE: (target) =>
    unless(listed(target, "code_challenge_methods_supported")?.length, lacks("The metadata lists no PKCE method.")),
  introspection: (target) =>
    unless(endpoint(target, "introspection"), lacks("The metadata has no introspection_endpoint.")),
  revocation: (target) => unless(endpoint(target, "revocation"), lacks("The metadata has no revocation_endpoint.")),
  userinfo: (target) => unless(endpoint(target, "userinfo"), lacks("The metadata has no userinfo_endpoint.")),
  "pushed requests": (target) =>
    codes(target) ??
    unless(
      endpoint(target, "pushed_authorization_request"),
      lacks("The metadata has no pushed_authorization_request_endpoint."),
    ),
  "request objects": (target) =>
    codes(target) ??
    unless(target.metadata.request_parameter_supported === true, lacks("Request objects aren't supported.")) ??
    unless(canSign(target, target.clients.web), needs("A client that can sign request objects is needed.")),
  "encrypted request objects": (target) =>
    unless(
      listed(target, "request_object_encryption_alg_values_supported")?.length,
      lacks("The metadata has no request_object_encryption_alg_values_supported."),
    ),
  "request objects by reference": (target) =>
    codes(target) ??
    unless(
      target.metadata.request_uri_parameter_supported === true,
      lacks("request_uri_parameter_supported isn't true in the metadata."),
    ) ??
    unless(
      target.metadata.require_request_uri_registration !== true,
      needs("A request_uri must be registered beforehand, and those of the check aren't."),
    ) ??
    unless(canSign(target, target.clients.web), needs("A client that can sign request objects is needed.")) ??
    unless(target.extensions?.documents, needs("A URL for documents is needed: client_documents.")),
  "JWT responses": (target) =>
    codes(target) ??
    unless(
      listed(target, "response_modes_supported")?.some((mode) => /(^|\.)jwt$/.test(mode)),
      lacks("The server supports no JWT responses."),
    ),
  logout: (target) =>
    unless(endpoint(target, "end_session"), lacks("The metadata has no end_session_endpoint.")) ??
    unless(target.clients.web?.post_logout_redirect_uri, needs("The web client needs a post_logout_redirect_uri.")),
  "back-channel logout": (target) =>
    unless(
      target.metadata.backchannel_logout_supported === true,
      lacks("The metadata has no backchannel_logout_supported."),
    ) ??
    unless(
      target.clients.web?.backchannel_logout_uri,
      needs("The web client needs a backchannel_logout_uri that leads to this machine."),
    ),
  "device grant": (target) =>
    unless(endpoint(target, "device_authorization"), lacks("The metadata has no device_authorization_endpoint.")) ??
    unless(
      target.clients.device ?? target.clients.web,
      needs("A client with the device grant is needed: clients.device."),
    ),
  CIBA: (target) =>
    unless(
      endpoint(target, "backchannel_authentication"),
      lacks("The metadata has no backchannel_authentication_endpoint."),
    ) ??
    unless(
      target.clients.ciba?.login_hint,
      needs("A client with the CIBA grant and a login_hint is needed: clients.ciba."),
    ),
  "CIBA by ping": (target) =>
    unless(
      listed(target, "backchannel_token_delivery_modes_supported")?.includes("ping"),
      lacks("backchannel_token_delivery_modes_supported has no ping."),
    ) ??
    unless(
      target.clients.ping?.login_hint && target.clients.ping.backchannel_client_notification_endpoint,
      needs(
        "A client is needed that is notified, with a login_hint and a backchannel_client_notification_endpoint that leads to this machine: clients.ping.",
      ),
    ),
  registration: (target) =>
    unless(endpoint(target, "registration"), lacks("The metadata has no registration_endpoint.")),
  scopes: ({ metadata, clients }) =>
    unless(metadata.scopes_supported || clients.web?.scope || clients.service?.scope, needs("No scope is known.")),
};

/** What is so without any client of the user's. */
const OF_SERVER: readonly Condition[] = [
  ...(["metadata", "OpenID discovery", "JWKS", "registration"] as const),
  ...(["authorization endpoint", "an https issuer", "an API"] as const),
];

/** Whether a probe with these conditions sends anything as a client that was given. */
export const needsClients = (conditions: readonly Condition[]): boolean =>
  conditions.some((one) => !OF_SERVER.includes(one));

/** The first that isn't met, if any. */
export function unmet(conditions: readonly Condition[], target: Target): Unmet | undefined {
  for (const condition of conditions) {
    const found = CONDITIONS[condition](target);
    if (found !== undefined) return found;
  }
  return undefined;
}
