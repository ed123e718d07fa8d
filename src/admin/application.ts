/** Applications: with the names of RFC 7591 where there are any. */
import { z } from "zod";
import { client as setting } from "../configuration/client.ts";
import { quoted } from "../configuration/form.ts";
import { registeredFaults } from "../configuration/registered-faults.ts";
import { applicationChange, type StoredApplication } from "../ports/registered.ts";
import type { FieldFault } from "../protocol/admin/occasion.ts";
import type { Client } from "../protocol/client.ts";
import { METHOD_NAMES, methodOf } from "../protocol/client-authentication/index.ts";
import { colorsFrom } from "../protocol/colors.ts";
import { PATHS } from "../protocol/endpoints.ts";
import { logoName } from "../protocol/logo.ts";
import { ADMIN_SCOPE_NAMES, covers } from "../protocol/scope/catalogue.ts";
import { queryText } from "../protocol/url-query.ts";
import { FILTERS, filter, finds } from "./application-filters.ts";
import { OPENID_MEMBERS } from "./openid-members.ts";
import { invalid, type Members, type Representation, translated } from "./representation.ts";
import { SELF_REGISTRATION, shownSelfRegistration } from "./self-registration.ts";
import { wallFaults } from "./walls.ts";

const { shape } = setting;

/** The members whose values are those of the configuration, and their settings. */
export const SETTINGS = {
  application_type: "applicationType",
  redirect_uris: "redirectUris",
  post_logout_redirect_uris: "postLogoutRedirectUris",
  grant_types: "grantTypes",
  response_types: "responseTypes",
  token_endpoint_auth_methods: "authMethods",
  ...OPENID_MEMBERS,
  owner: "owner",
  team: "team",
  disabled: "disabled",
  any_localhost_port: "anyLocalhostPort",
  allowed_schemes: "allowedSchemes",
  pkce_required: "pkceRequired",
  refresh_without_offline_access: "refreshWithoutOfflineAccess",
  first_party: "firstParty",
  id_token_claims: "idTokenClaims",
  iss_on_errors: "issOnErrors",
  require_pushed_authorization_requests: "requirePushedRequests",
  require_signed_request_object: "requireSignedRequestObject",
  request_object_signing_alg: "requestObjectSigningAlg",
  request_uris: "requestUris",
  profile: "profile",
  authorization_signed_response_alg: "authorizationSignedResponseAlg",
  code_lifetime: "codeLifetime",
  access_token_lifetime: "accessTokenLifetime",
  refresh_lifetime: "refreshLifetime",
  refresh_idle_lifetime: "refreshIdleLifetime",
  id_token_lifetime: "idTokenLifetime",
  introspects: "introspects",
  jwks: "jwks",
  jwks_uri: "jwksUri",
  token_endpoint_auth_signing_alg: "authSigningAlg",
  dpop_bound_access_tokens: "dpopBoundAccessTokens",
  token_exchange: "tokenExchange",
  tls_client_certificate_bound_access_tokens: "tlsClientCertificateBoundAccessTokens",
  tls_client_auth_subject_dn: "tlsClientAuthSubjectDn",
  tls_client_auth_san_dns: "tlsClientAuthSanDns",
  tls_client_auth_san_uri: "tlsClientAuthSanUri",
  tls_client_auth_san_ip: "tlsClientAuthSanIp",
  tls_client_auth_san_email: "tlsClientAuthSanEmail",
  attester: "attester",
  attester_jwks: "attesterJwks",
  attester_jwks_uri: "attesterJwksUri",
  default_max_age: "defaultMaxAge",
  client_uri: "clientUri",
  tos_uri: "tosUri",
  policy_uri: "policyUri",
  publisher: "publisher",
  contacts: "contacts",
  colors: "colors",
  claims: "claims",
} as const satisfies Readonly<Record<string, keyof typeof shape>>;

/** Lists there, words in one text here, as in RFC 7591. */
const WORDS = { scope: "scopes", default_scope: "defaultScopes" } as const;
const IN_WORDS: ReadonlySet<string> = new Set(Object.keys(WORDS));

const words = (what: string | undefined) =>
  z
    .string()
    .default("")
    .meta({ expected: "text with names separated by spaces" })
    .describe(`${what} Separated by spaces.`);

const METHOD = "token_endpoint_auth_method";

const schema = z.strictObject({
  client_name: z.string().min(1).max(200).describe("Name on the sign-in and consent pages."),
  [METHOD]: z
    .enum(METHOD_NAMES)
    .optional()
    .describe("How it authenticates, if there is one way. In place of token_endpoint_auth_methods."),
  logo_uri: shape.logoUri.describe(
    `${shape.logoUri.description} The response has its path below the issuer, which you may send back.`,
  ),
  scope: words(shape.scopes.description),
  default_scope: words(shape.defaultScopes.description),
  ...Object.fromEntries(Object.entries(SETTINGS).map(([member, name]) => [member, shape[name] as z.ZodType])),
});

const MEMBERS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ client_name: "name", logo_uri: "logoUri", ...WORDS, ...SETTINGS }).map(([member, name]) => [
    name,
    member,
  ]),
);

function membersOf({ client }: StoredApplication): Members {
  const { name, scopes, defaultScopes, authMethods } = client;
  const settings = Object.entries(SETTINGS).flatMap(([member, key]) => {
    const value = client[key as keyof Client];
    return value === undefined ? [] : [[member, value] as const];
  });
  const [method] = authMethods.length === 1 ? authMethods : [];
  return {
    client_name: name,
    ...(client.logo !== undefined && { logo_uri: logoPath(client) }),
    ...(method !== undefined && { [METHOD]: method }),
    scope: scopes.join(" "),
    default_scope: defaultScopes.join(" "),
    ...Object.fromEntries(settings),
  };
}

const listOf = (text: unknown): readonly string[] =>
  [...new Set(String(text).split(" "))].filter((word) => word !== "");

/** The ways to authenticate: those of the member that was sent; if none was, they stay. */
function methodsOf(members: Members, sent: ReadonlySet<string>): unknown {
  const { [METHOD]: one, token_endpoint_auth_methods: several } = members;
  return one !== undefined && (sent.has(METHOD) || !sent.has("token_endpoint_auth_methods")) ? [one] : several;
}

/** An example of a secret, for the check that there is one where one is needed. The real ones are made by the server. */
const SOME_SECRET = { sha256: "0".repeat(64) };

/** Whether it needs a secret. */
export const needsSecret = ({ authMethods }: Pick<Client, "authMethods">): boolean =>
  authMethods.some((method) => methodOf(method)?.secret === true);

function read(
  members: Members,
  sent: ReadonlySet<string>,
  { beside, granted, before, newId, exists, walls }: Parameters<Representation<"application">["read"]>[2],
): StoredApplication | readonly FieldFault[] {
  const settings = Object.entries(SETTINGS).map(([member, name]) => [name, members[member]] as const);
  const authMethods = methodsOf(members, sent);
  const logoUri = logoOf(members, before);
  const {
    secrets: _,
    logoUri: logo,
    colors,
    ...parsed
  } = setting.parse({
    ...Object.fromEntries(settings),
    logoUri,
    id: before?.client.id ?? newId,
    name: members.client_name,
    scopes: listOf(members.scope),
    defaultScopes: listOf(members.default_scope),
    authMethods,
  });
  // What a user registers is the user's own, unless it is for a team.
  const owner =
    before === undefined && parsed.owner === undefined && parsed.team === undefined
      ? walls?.own.username
      : parsed.owner;
  const client: Client = {
    ...parsed,
    owner,
    name: String(members.client_name),
    ...(logo !== undefined && { logo: logoName(logo) }),
    ...(colors !== undefined && { colors: colorsFrom(colors) }),
  };
  const checked = { ...parsed, logoUri: logo, colors, secrets: needsSecret(client) ? [SOME_SECRET] : [] };
  const faults = [
    ...translated(registeredFaults({ apis: [], scopes: [], clients: [checked] }, {}, beside), memberOf, IN_WORDS),
    ...methodFaults(members, sent),
    ...takesOver(client, granted),
    ...strangers(before?.client, client, exists),
  ];
  const walled = walls === undefined ? [] : wallFaults({ before: before?.client, after: client, walls }, sent);
  // Whoever may not set a member doesn't learn what would be valid, such as who has an account.
  const all = [...faults.filter(({ pointer }) => !walled.some((one) => one.pointer === pointer)), ...walled];
  return all.length > 0 ? all : { ...before, client, logoUri: logo, secrets: before?.secrets ?? [] };
}

/** Where this server serves a logo, below the issuer. */
const logoPath = ({ id, logo = "" }: Client): string =>
  `${PATHS.logos}?${queryText([
    ["image", logo],
    ["client_id", id],
  ])}`;

/** The image itself: that of before if its path was sent back. */
function logoOf({ logo_uri: sent }: Members, before: StoredApplication | undefined): unknown {
  return before?.client.logo !== undefined && sent === logoPath(before.client) ? before.logoUri : sent;
}

const memberOf = (name: string): string => MEMBERS[name] ?? name;

function methodFaults(members: Members, sent: ReadonlySet<string>): readonly FieldFault[] {
  const several = members.token_endpoint_auth_methods;
  if (!sent.has(METHOD) || !sent.has("token_endpoint_auth_methods") || members[METHOD] === undefined) return [];
  if (Array.isArray(several) && several.length === 1 && several[0] === members[METHOD]) return [];
  return [
    invalid(`/${METHOD}`, quoted(String(members[METHOD])), "none, because token_endpoint_auth_methods is sent too"),
  ];
}

/** An owner or a team that doesn't exist. What was registered before its owner was removed can still be changed. */
function strangers(
  before: Client | undefined,
  { owner, team }: Client,
  exists: Readonly<Record<"owner" | "team", boolean>>,
): readonly FieldFault[] {
  return [
    ...(owner === undefined || owner === before?.owner || exists.owner
      ? []
      : [invalid("/owner", quoted(owner), "the user name of an existing user")]),
    ...(team === undefined || team === before?.team || exists.team
      ? []
      : [invalid("/team", quoted(team), "the name of an existing team")]),
  ];
}

/** Otherwise a token could make itself a client with any scope of this API, or take over one that has it. */
export function takesOver({ scopes }: Client, granted: readonly string[]): readonly FieldFault[] {
  return scopes
    .filter((name) => ADMIN_SCOPE_NAMES.includes(name) && !covers(granted, name))
    .map((name) => invalid("/scope", quoted(name), "no scope of the admin API that the access token doesn't have"));
}

export const application: Representation<"application"> = {
  kind: "application",
  title: "Application",
  plural: "applications",
  scope: "candor:applications",
  schema,
  fixed: {
    client_id: shape.id,
    client_secret: z.string().describe("Its secret: only in the response that makes it. It can't be shown again."),
    client_secret_expires_at: z.literal(0).describe("0: the secret doesn't expire. Only with client_secret."),
    owned_by: z.literal("file").describe("`file`: the configuration file registers it, and it is changed only there."),
    registration: SELF_REGISTRATION,
  },
  idMember: "client_id",
  idOf: ({ client }) => client.id,
  changeTo: applicationChange,
  depend: [
    ["default_scope", "scope"],
    ["redirect_uris", "application_type"],
    ["redirect_uris", "allowed_schemes"],
    ["redirect_uris", "grant_types"],
    ["redirect_uris", "response_types"],
    ...["grant_types", "dpop_bound_access_tokens", "tls_client_certificate_bound_access_tokens"].map(
      (member) => ["response_types", member] as const,
    ),
    ["sector_identifier_uri", "subject_type"],
    ["sector_identifier_uri", "redirect_uris"],
    ...["id_token", "userinfo", "introspection", "authorization"].flatMap((of) =>
      ["jwks", "jwks_uri"].map((keys) => [`${of}_encrypted_response_alg`, keys] as const),
    ),
    ["post_logout_redirect_uris", "application_type"],
    ["post_logout_redirect_uris", "allowed_schemes"],
    ["grant_types", "token_endpoint_auth_method"],
    ["grant_types", "token_endpoint_auth_methods"],
  ],
  filters: FILTERS,
  finds,
  filter,
  membersOf,
  shownOf: (stored) => ({ ...membersOf(stored), ...shownSelfRegistration(stored) }),
  read,
};
