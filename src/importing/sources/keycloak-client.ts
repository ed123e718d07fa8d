/** A client of a Keycloak realm. */
import { X509Certificate } from "node:crypto";
import type { ClientForm } from "../../declared/forms.ts";
import { CIBA } from "../../protocol/ciba/grant-type.ts";
import { DEVICE_CODE } from "../../protocol/device/grant-type.ts";
import { TOKEN_EXCHANGE } from "../../protocol/grants/token-exchange/grant.ts";
import type { Asked, Found } from "../found.ts";
import { clientFrom, type Placed } from "../moved-client.ts";
import { note } from "../notes.ts";
import { asFlag, asList, asNumber, asObject, asText, asTexts, defined, type Json } from "../read-as.ts";
import { plainSecret } from "../secrets.ts";
import { type Mapped, mappersOf } from "./keycloak-mappers.ts";
import { apiOf } from "./resource.ts";

/** Clients of every realm, for its own pages. */
export const BUILT_IN_CLIENT =
  /^(?:account|account-console|admin-cli|broker|realm-management|security-admin-console|.+-realm)$/;

/** Scopes of a realm: those that new clients get by default, and on request, and which are known here. */
export interface RealmScopes {
  readonly defaults: readonly string[];
  readonly optional: readonly string[];
  readonly known: (name: string) => boolean;
}

/** Names that mean nothing here: what they bring is in every token, or none of this server's business. */
export const WITHOUT_MEANING: ReadonlySet<string> = new Set([
  ...[
    "web-origins",
    "acr",
    "basic",
    "microprofile-jwt",
    "service_account",
    "role_list",
    "saml_organization",
    "organization",
  ],
]);

export function* keycloakClient(at: string, client: Json, realm: RealmScopes, asked: Asked): Generator<Found> {
  const id = asText(client.clientId) ?? asText(client.id) ?? "";
  const name = shownName(client) ?? id;
  const say = (...given: Parameters<typeof note>): Found => ({ is: "note", note: note(...given) });
  if (BUILT_IN_CLIENT.test(id)) return yield say("import/client-built-in", at, { name: id });
  const protocol = asText(client.protocol) ?? "openid-connect";
  if (protocol !== "openid-connect") return yield say("import/client-not-oauth", at, { name, protocol });
  if (asFlag(client.bearerOnly) === true) {
    yield* apiOf(id, name, at).found();
    return;
  }
  const attributes = asObject(client.attributes);
  const isOn = (attribute: string): boolean => asFlag(attributes[attribute]) === true;
  const isPublic = asFlag(client.publicClient) === true;
  const given = namesOf(client.defaultClientScopes, realm.defaults);
  const scopes = ["openid", ...given, ...namesOf(client.optionalClientScopes, realm.optional)];
  for (const scope of scopes.filter((one) => !realm.known(one))) yield say("import/scope-unknown", at, { scope, name });
  const mapped = mappersOf(client.protocolMappers, { at, name, isClient: true });
  yield* mapped.notes;
  if (mapped.audiences.length > 0)
    yield say("import/client-audience", at, { name, audience: mapped.audiences.join(", ") });
  if (mapped.pairwise !== undefined) yield say("import/pairwise", at, { name });
  if (Object.keys(asObject(client.authorizationSettings)).length > 0)
    yield say("import/setting", `${at}.authorizationSettings`, {
      name: `authorizationSettings of ${name}`,
      where: POLICIES,
    });
  const root = asText(client.rootUrl)?.replace(/\/$/, "") ?? "";
  const redirectUris = placed(client.redirectUris, `${at}.redirectUris`, root);
  yield* clientFrom(
    {
      at,
      id,
      name,
      disabled: asFlag(client.enabled) === false,
      isPublic,
      isNative: redirectUris.some(({ text }) => !/^https?:|^\//.test(text)),
      methods: methodsOf(asText(client.clientAuthenticatorType)),
      secrets: isPublic ? [] : [plainSecret(asText(client.secret))],
      grants: [
        ...(asFlag(client.standardFlowEnabled) === false ? [] : ["authorization_code"]),
        ...(asFlag(client.implicitFlowEnabled) === true ? ["implicit"] : []),
        ...(asFlag(client.directAccessGrantsEnabled) === true ? ["password"] : []),
        ...(asFlag(client.serviceAccountsEnabled) === true ? ["client_credentials"] : []),
        ...(isOn("oauth2.device.authorization.grant.enabled") ? [DEVICE_CODE] : []),
        ...(isOn("oidc.ciba.grant.enabled") && !isPublic ? [CIBA] : []),
        ...(isOn("standard.token.exchange.enabled") && !isPublic ? [TOKEN_EXCHANGE] : []),
        ...(asFlag(attributes["use.refresh.tokens"]) === false ? [] : ["refresh_token"]),
      ],
      redirectUris,
      postLogoutRedirectUris: afterLogout(attributes, at, root, redirectUris),
      scopes: scopes.filter((one) => realm.known(one) && !WITHOUT_MEANING.has(one)),
      givenScopes: given.filter((one) => realm.known(one) && !WITHOUT_MEANING.has(one)),
      pkceRequired: asText(attributes["pkce.code.challenge.method"]) !== undefined,
      more: { ...moreOf(client, attributes), ...broughtBy(mapped) },
    },
    asked,
  );
}

const POLICIES = "Let the API decide who may do what with which resource, or register what may be allowed as scopes.";

const broughtBy = ({ claims, pairwise }: Mapped): Partial<ClientForm> =>
  defined<Partial<ClientForm>>({
    ...(claims.length > 0 && { claims: [...claims] }),
    ...(pairwise !== undefined && { subjectType: "pairwise" as const, sectorIdentifierUri: pairwise.sector }),
  });

/** A name such as ${client_account} is an entry of a theme. */
function shownName(client: Json): string | undefined {
  const name = asText(client.name);
  return name?.startsWith("${") === true ? undefined : name;
}

const namesOf = (list: unknown, otherwise: readonly string[]): readonly string[] =>
  Array.isArray(list) ? asTexts(list) : otherwise;

/** Redirect URIs. Those that begin with a slash are below the root URL. `+` and `-` are no URIs. */
const placed = (list: unknown, at: string, root: string): readonly Placed[] =>
  asList(list).flatMap((one, i): Placed[] => {
    const text = asText(one);
    if (text === undefined || text === "+" || text === "-") return [];
    return [{ text: text.startsWith("/") ? root + text : text, at: `${at}[${i}]` }];
  });

function afterLogout(attributes: Json, at: string, root: string, same: readonly Placed[]): readonly Placed[] {
  const written = asText(attributes["post.logout.redirect.uris"])?.split("##") ?? [];
  const key = `${at}.attributes["post.logout.redirect.uris"]`;
  return written.includes("+") ? [...same, ...placed(written, key, root)] : placed(written, key, root);
}

function methodsOf(type = "client-secret"): readonly string[] {
  if (type === "client-jwt") return ["private_key_jwt"];
  if (type === "client-secret-jwt") return ["client_secret_jwt"];
  if (type === "client-x509") return ["tls_client_auth"];
  return ["client_secret_basic", "client_secret_post"];
}

function moreOf(client: Json, attributes: Json): Partial<ClientForm> {
  const isOn = (name: string): true | undefined => (asFlag(attributes[name]) === true ? true : undefined);
  const lifetime = asNumber(attributes["access.token.lifespan"]);
  const jwks = isOn("use.jwks.string") ? keysIn(asText(attributes["jwks.string"])) : undefined;
  const dn = asText(attributes["x509.subjectdn"]);
  const backchannel = asText(attributes["backchannel.logout.url"]);
  return defined<Partial<ClientForm>>({
    ...(asFlag(client.consentRequired) !== true && { firstParty: true }),
    ...(lifetime !== undefined && lifetime >= 1 && { accessTokenLifetime: Math.min(lifetime, 86_400) }),
    jwks: jwks ?? certified(asText(attributes["jwt.credential.certificate"])),
    jwksUri: isOn("use.jwks.url") ? asText(attributes["jwks.url"]) : undefined,
    requirePushedRequests: isOn("require.pushed.authorization.requests"),
    dpopBoundAccessTokens: isOn("dpop.bound.access.tokens"),
    tlsClientCertificateBoundAccessTokens: isOn("tls.client.certificate.bound.access.tokens"),
    ...(client.clientAuthenticatorType === "client-x509" && { tlsClientAuthSubjectDn: dn }),
    frontchannelLogoutUri:
      asFlag(client.frontchannelLogout) === true ? asText(attributes["frontchannel.logout.url"]) : undefined,
    backchannelLogoutUri: backchannel,
    ...(backchannel !== undefined && {
      backchannelLogoutSessionRequired: isOn("backchannel.logout.session.required"),
    }),
  });
}

/** The key of a certificate, which is base64 without the lines around it. */
function certified(text: string | undefined): ClientForm["jwks"] {
  if (text === undefined) return undefined;
  try {
    const { publicKey } = new X509Certificate(Buffer.from(text.replaceAll(/-----[A-Z ]+-----/g, ""), "base64"));
    return { keys: [{ ...publicKey.export({ format: "jwk" }) }] };
  } catch {
    return undefined;
  }
}

function keysIn(text: string | undefined): ClientForm["jwks"] {
  try {
    const keys = asList(asObject(JSON.parse(text ?? "")).keys).map(asObject);
    return keys.length === 0 ? undefined : { keys: keys.map((key) => ({ ...key })) };
  } catch {
    return undefined;
  }
}
