/**
 * Auth0: clients, resource servers, client grants and roles as its Management API returns them or its Deploy CLI writes them, and users of an export
 * (JSON Lines), with the file of password hashes that its support hands out. What an entry is shows in its members.
 */
import type { Asked, Found, Source } from "../found.ts";
import { note, unknown } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asList, asObject, asText, asTexts, entry, type Json } from "../read-as.ts";
import { hasPlaceholder } from "../secrets.ts";
import { type Allowed, auth0Client } from "./auth0-client.ts";
import { auth0User, idOf, subjectOf } from "./auth0-user.ts";
import { apiOf } from "./resource.ts";

export const auth0: Source = {
  name: "auth0",
  title: "Auth0",
  files:
    "clients, resource servers, client grants and roles in JSON or in YAML of the Deploy CLI, the file of password hashes, and after it the exported users",
  cut: "json",
  lists: ["clients", "users", "resource_servers", "resourceServers", "client_grants", "clientGrants", "roles"],
  read,
};

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const clients: { readonly at: string; readonly client: Json }[] = [];
  const allowed: Allowed = new Map();
  const hashes = new Map<string, { readonly at: string; readonly record: Json }>();
  const scopes = new Set<string>();
  const said = new Map<string, Found>();
  for await (const { at, member, value } of pieces) {
    // How many there are of a page.
    if (["start", "limit", "total", "length", "next"].includes(member)) continue;
    const one = asObject(value);
    const where = entry(SETTINGS, member);
    if (where !== undefined) {
      if (isSet(value)) said.set(member, { is: "note", note: note("import/setting", member, { name: member, where }) });
      continue;
    }
    const clientId = asText(one.client_id);
    if (asText(one.identifier) !== undefined && Array.isArray(one.scopes ?? [])) yield* resourceServer(at, one, scopes);
    else if (clientId !== undefined && asText(one.audience) !== undefined)
      allowed.set(clientId, [...(allowed.get(clientId) ?? []), ...asTexts(one.scope)]);
    else if (clientId !== undefined || isClient(member, one)) clients.push({ at, client: one });
    else if (idOf(one) !== undefined && asText(one.passwordHash) !== undefined)
      hashes.set(`auth0|${idOf(one)}`, { at, record: one });
    else if (isUser(one)) {
      const id = subjectOf(one);
      const own = id === undefined ? undefined : hashes.get(id);
      if (id !== undefined) hashes.delete(id);
      yield* auth0User(at, own === undefined ? one : { ...one, passwordHash: own.record.passwordHash });
    } else if (member === "roles" || isRole(one)) yield* permissionsOf(at, one);
    else yield unknown(at, member);
  }
  yield* said.values();
  // Users of whom there is nothing but the hash, and the address.
  for (const [id, { at, record }] of hashes) yield* auth0User(at, { ...record, user_id: id });
  for (const { at, client } of clients) yield* auth0Client(at, client, allowed, scopes, asked);
}

/** What the Deploy CLI writes of a tenant, and where it is here. */
const SETTINGS: Readonly<Record<string, string>> = {
  ...entries(
    "connections databases connectionProfiles selfServiceProfiles scimConfigurations",
    "Sign-in with other identity providers isn't supported.",
  ),
  ...entries(
    "rules rulesConfigs hooks actions actionModules triggers flows flowVaultConnections forms",
    "Rules say which claims apps get, and hooks what rules can't: docs/guides/claims.md, docs/guides/hooks.md.",
  ),
  ...entries(
    "pages prompts branding themes emailProvider emailTemplates phoneProviders phoneTemplates tenant customDomains userAttributeProfiles rateLimitPolicies migrations",
    "Set it in this server's configuration: docs/reference/configuration.md.",
  ),
  ...entries("organizations", "Users belong to groups here, and apps to teams."),
  ...entries(
    "guardianFactors guardianFactorProviders guardianFactorTemplates guardianPolicies guardianPhoneFactorMessageTypes guardianPhoneFactorSelectedProvider",
    "Users sign in with user name and password.",
  ),
  ...entries("attackProtection riskAssessment supplementalSignals", "Guessing is limited anyway."),
  ...entries("networkACLs", "Limit who reaches the server in the proxy before it."),
  ...entries("tokenExchangeProfiles", "Allow apps the grant type of token exchange: docs/reference/features.md."),
  ...entries("logStreams eventStreams", "See docs/guides/observe.md and docs/guides/audit.md."),
};

function entries(names: string, where: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, where]));
}

const isSet = (value: unknown): boolean => asText(value) !== undefined || Object.keys(asObject(value)).length > 0;

/** The Deploy CLI leaves ids out unless it is asked for them. */
const isClient = (member: string, one: Json): boolean =>
  member === "clients" || (asText(one.name) !== undefined && asText(one.app_type) !== undefined);

const isUser = (one: Json): boolean =>
  [one.user_id, one.email, one.Id, one.Email, one.username].some((value) => asText(value) !== undefined);

const isRole = (one: Json): boolean =>
  asText(one.name) !== undefined && (asText(one.id)?.startsWith("rol_") === true || Array.isArray(one.permissions));

function* permissionsOf(at: string, one: Json): Generator<Found> {
  const what = asList(one.permissions).flatMap((each) => asText(asObject(each).permission_name) ?? []);
  if (what.length === 0) return;
  const role = asText(one.name) ?? "";
  yield { is: "note", note: note("import/role-permissions", at, { role, what: what.join(", ") }) };
}

function* resourceServer(at: string, one: Json, scopes: Set<string>): Generator<Found> {
  const name = asText(one.name) ?? "API";
  if (asFlag(one.is_system) === true) return yield { is: "note", note: note("import/client-built-in", at, { name }) };
  const identifier = asText(one.identifier) ?? "";
  if (hasPlaceholder(identifier))
    return yield {
      is: "note",
      note: note("import/placeholder", at, { name: `The API ${name}`, member: "identifier" }),
    };
  const lifetime = Number(asText(one.token_lifetime) ?? 0);
  if (lifetime > 86_400)
    yield {
      is: "note",
      note: note("import/lifetime-shortened", at, { member: "token_lifetime", was: lifetime, most: 86_400 }),
    };
  const api = apiOf(identifier, name, at);
  yield* api.found({
    ...(lifetime > 0 && { lifetime: Math.min(lifetime, 86_400) }),
    ...(one.signing_alg === "RS256" && { alg: "RS256" as const }),
  });
  for (const [i, each] of asList(one.scopes).entries()) {
    const scope = asObject(each);
    const named = asText(scope.value);
    if (named === undefined || scopes.has(named)) continue;
    scopes.add(named);
    const description = asText(scope.description);
    if (description === undefined)
      yield { is: "note", note: note("import/scope-undescribed", `${at}.scopes[${i}]`, { scope: named }) };
    yield {
      is: "scope",
      at: `${at}.scopes[${i}]`,
      form: { name: named, description: description ?? named, api: api.resource },
    };
  }
}
