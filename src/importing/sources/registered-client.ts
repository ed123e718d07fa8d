/** A client in the names of dynamic registration (RFC 7591, OpenID Connect Registration 1.0), as Ory Hydra and oidc-provider keep theirs. */
import type { ClientForm } from "../../declared/forms.ts";
import type { Asked, Found } from "../found.ts";
import { clientFrom, type Placed } from "../moved-client.ts";
import { asFlag, asList, asNumber, asObject, asText, asTexts, defined, type Json } from "../read-as.ts";
import { isPlaceholder, type MovedSecret } from "../secrets.ts";

/** What the two servers do differently. */
export interface Manner {
  readonly secrets: readonly MovedSecret[];
  readonly pkceRequired: boolean;
  /** Scopes of a client that names none. */
  readonly scopes: readonly string[];
  readonly more?: Partial<ClientForm>;
}

export function* registeredClient(at: string, client: Json, manner: Manner, asked: Asked): Generator<Found> {
  const method = asText(client.token_endpoint_auth_method) ?? "client_secret_basic";
  const responses = asTexts(client.response_types);
  const grants = asTexts(client.grant_types);
  const name = asText(client.client_name);
  const scope = asText(client.scope);
  yield* clientFrom(
    {
      at,
      id: asText(client.client_id) ?? "",
      ...(name !== undefined && { name }),
      isPublic: method === "none",
      isNative: isNative(client),
      // Both are the secret itself, and their libraries choose one of the two.
      methods: method.startsWith("client_secret_") && method !== "client_secret_jwt" ? undefined : [method],
      secrets: method === "none" ? [] : manner.secrets,
      grants: grants.length > 0 ? grants : ["authorization_code"],
      tokenResponses: responses.filter((type) => type !== "code" && type !== "none"),
      redirectUris: placed(client.redirect_uris, `${at}.redirect_uris`),
      postLogoutRedirectUris: placed(client.post_logout_redirect_uris, `${at}.post_logout_redirect_uris`),
      scopes: scope === undefined ? manner.scopes : scope.split(/\s+/).filter((one) => one !== ""),
      pkceRequired: manner.pkceRequired,
      more: defined<Partial<ClientForm>>({ ...moreOf(client), ...manner.more }),
    },
    asked,
  );
}

/** As it says, or else as its redirect URIs show: Hydra doesn't keep the type. */
function isNative(client: Json): boolean {
  const type = asText(client.application_type);
  return type === undefined ? asTexts(client.redirect_uris).some((uri) => !/^https?:/.test(uri)) : type === "native";
}

/** The texts of a list, and where each is. A placeholder may stand for the whole list. */
export const placed = (list: unknown, at: string): readonly Placed[] =>
  (typeof list === "string" && isPlaceholder(list) ? [list] : asList(list)).flatMap((one, i): Placed[] => {
    const text = asText(one);
    return text === undefined ? [] : [{ text, at: `${at}[${i}]` }];
  });

/** Members that are the same here but for their names. */
function moreOf(client: Json): Partial<ClientForm> {
  const keys = asList(asObject(client.jwks).keys).map(asObject);
  const age = asNumber(client.default_max_age);
  const isPairwise = asText(client.subject_type) === "pairwise";
  return {
    ...(keys.length > 0 && { jwks: { keys: keys.map((key) => ({ ...key })) } }),
    jwksUri: asText(client.jwks_uri),
    ...(isPairwise && { subjectType: "pairwise" as const }),
    sectorIdentifierUri: asText(client.sector_identifier_uri),
    backchannelLogoutUri: asText(client.backchannel_logout_uri),
    backchannelLogoutSessionRequired: asFlag(client.backchannel_logout_session_required) === true ? true : undefined,
    frontchannelLogoutUri: asText(client.frontchannel_logout_uri),
    frontchannelLogoutSessionRequired: asFlag(client.frontchannel_logout_session_required) === true ? true : undefined,
    initiateLoginUri: asText(client.initiate_login_uri),
    ...(age !== undefined && age >= 0 && { defaultMaxAge: age }),
    requirePushedRequests: asFlag(client.require_pushed_authorization_requests) === true ? true : undefined,
    dpopBoundAccessTokens: asFlag(client.dpop_bound_access_tokens) === true ? true : undefined,
    tlsClientCertificateBoundAccessTokens:
      asFlag(client.tls_client_certificate_bound_access_tokens) === true ? true : undefined,
    tlsClientAuthSubjectDn: asText(client.tls_client_auth_subject_dn),
  };
}
