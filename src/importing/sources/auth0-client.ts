/** An application of Auth0. */
import { createPublicKey } from "node:crypto";
import type { ClientForm } from "../../declared/forms.ts";
import type { Asked, Found } from "../found.ts";
import { clientFrom, type Placed } from "../moved-client.ts";
import { note } from "../notes.ts";
import { asFlag, asList, asNumber, asObject, asText, asTexts, defined, type Json } from "../read-as.ts";
import { plainSecret } from "../secrets.ts";
import { placed } from "./registered-client.ts";

/** Scopes of APIs that clients may get for themselves, by client. */
export type Allowed = Map<string, readonly string[]>;

const OWN_GRANTS = "http://auth0.com/oauth/grant-type/";

export function* auth0Client(
  at: string,
  client: Json,
  allowed: Allowed,
  scopes: ReadonlySet<string>,
  asked: Asked,
): Generator<Found> {
  const id = asText(client.client_id) ?? "";
  const name = asText(client.name) ?? id;
  if (id === "") return yield { is: "note", note: note("import/client-without-id", at, { name }) };
  if (asFlag(client.global) === true) return yield { is: "note", note: note("import/client-built-in", at, { name }) };
  const type = asText(client.app_type);
  const keyed = keysOf(asObject(client.client_authentication_methods));
  const method =
    keyed?.method ??
    asText(client.token_endpoint_auth_method) ??
    (type === "spa" || type === "native" ? "none" : "client_secret_basic");
  const grants = asTexts(client.grant_types);
  for (const grant of grants.filter((one) => one.startsWith(OWN_GRANTS) && !one.includes("password")))
    yield { is: "note", note: note("import/grant-unknown", at, { grant }) };
  const isForUsers = grants.some((one) => one !== "client_credentials");
  yield* clientFrom(
    {
      at,
      id,
      name,
      isPublic: method === "none",
      isNative: type === "native",
      methods: method === "client_secret_post" || method === "client_secret_basic" ? undefined : [method],
      secrets: [plainSecret(asText(client.client_secret))],
      grants: grants.flatMap((one) =>
        one.startsWith(OWN_GRANTS) ? (one.includes("password") ? ["password"] : []) : [one],
      ),
      tokenResponses: [],
      redirectUris: patterns(placed(client.callbacks, `${at}.callbacks`)),
      postLogoutRedirectUris: patterns(placed(client.allowed_logout_urls, `${at}.allowed_logout_urls`)),
      // Users may allow any app the scopes of any API there.
      scopes: [
        ...(isForUsers ? ["openid", "profile", "email", "address", "phone", "offline_access", ...scopes] : []),
        // The Deploy CLI names an app by its name.
        ...(allowed.get(id) ?? allowed.get(name) ?? []).filter((one) => scopes.has(one)),
      ],
      pkceRequired: false,
      more: { ...moreOf(client), ...keyed?.more },
    },
    asked,
  );
}

/** With the name of an organization in it, a URL is a pattern. */
const patterns = (urls: readonly Placed[]): readonly Placed[] =>
  urls.map(({ text, at }) => ({ text: text.replaceAll(/\{organization_\w+\}/g, "*"), at }));

/** How an app authenticates by a key or a certificate. The Management API returns only the ids of keys, and the Deploy CLI has the keys. */
function keysOf(methods: Json): { readonly method: string; readonly more: Partial<ClientForm> } | undefined {
  const credentials = (name: string): readonly Json[] => asList(asObject(methods[name]).credentials).map(asObject);
  if (methods.private_key_jwt !== undefined) {
    const keys = credentials("private_key_jwt")
      .map(({ pem }) => jwkOf(asText(pem)))
      .filter((key) => key !== undefined);
    return { method: "private_key_jwt", more: keys.length > 0 ? { jwks: { keys } } : {} };
  }
  const [certificate] = credentials("tls_client_auth");
  if (certificate === undefined) return undefined;
  return {
    method: "tls_client_auth",
    more: defined<Partial<ClientForm>>({ tlsClientAuthSubjectDn: asText(certificate.subject_dn) }),
  };
}

function jwkOf(pem: string | undefined): Record<string, unknown> | undefined {
  try {
    return { ...createPublicKey(pem ?? "").export({ format: "jwk" }) };
  } catch {
    return undefined;
  }
}

function moreOf(client: Json): Partial<ClientForm> {
  const refresh = asObject(client.refresh_token);
  const lasts = (name: string): boolean =>
    asFlag(refresh[`infinite_${name}`]) !== true && (asNumber(refresh[name]) ?? 0) > 0;
  const lifetime = asNumber(asObject(client.jwt_configuration).lifetime_in_seconds) ?? 0;
  const [backchannel] = asTexts(asObject(client.oidc_logout ?? client.oidc_backchannel_logout).backchannel_logout_urls);
  return defined<Partial<ClientForm>>({
    ...(asFlag(client.is_first_party) === true && { firstParty: true }),
    ...(lifetime > 0 && { idTokenLifetime: Math.min(lifetime, 86_400) }),
    ...(lasts("token_lifetime") && { refreshLifetime: asNumber(refresh.token_lifetime) }),
    ...(lasts("idle_token_lifetime") && { refreshIdleLifetime: asNumber(refresh.idle_token_lifetime) }),
    initiateLoginUri: asText(client.initiate_login_uri),
    requirePushedRequests: asFlag(client.require_pushed_authorization_requests) === true ? true : undefined,
    backchannelLogoutUri: backchannel,
  });
}
