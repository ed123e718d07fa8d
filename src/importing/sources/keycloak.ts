/** Keycloak: the export of a realm, in one file or several. */
import type { ScopeForm } from "../../declared/forms.ts";
import { GROUP_SCOPES, OPENID_SCOPES } from "../../protocol/scope/catalogue.ts";
import type { Asked, Found, Source } from "../found.ts";
import { note, unknown } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asList, asObject, asText, asTexts, entry, type Json } from "../read-as.ts";
import { keycloakClient, WITHOUT_MEANING } from "./keycloak-client.ts";
import { mappersOf } from "./keycloak-mappers.ts";
import { type RealmRoles, realmRoles } from "./keycloak-roles.ts";
import { keycloakUser } from "./keycloak-user.ts";
import { apiOf } from "./resource.ts";

export const keycloak: Source = {
  name: "keycloak",
  title: "Keycloak",
  files:
    "a realm export: realm.json, and realm-users-0.json and so on if it has several files; or a KeycloakRealmImport of the operator",
  cut: "json",
  lists: ["users", "clients", "clientScopes", "federatedUsers", "groups", "components", "defaultRoles", "items"],
  read,
};

/** Members of a realm that this server has elsewhere, and where. */
const SETTINGS: Readonly<Record<string, string>> = {
  identityProviders: "Sign-in with other identity providers isn't supported.",
  smtpServer: "Set up e-mail in the setting notices.",
  components:
    "Signing keys are made anew: apps fetch them from jwks_uri. Users of LDAP and of other stores come along by a hook (docs/guides/hooks.md).",
  authenticationFlows: "Users sign in with user name and password.",
  userFederationProviders: "Users of LDAP and of other stores come along by a hook (docs/guides/hooks.md).",
  applications: "This is how a Keycloak before version 1.6 calls its clients. Update that server, and export again.",
  oauthClients: "This is how a Keycloak before version 1.6 calls its clients. Update that server, and export again.",
  defaultGroups: "Users are in the groups of their own only. Those who come along keep theirs.",
  loginTheme: "The look of pages is set in this server's configuration: docs/reference/configuration.md.",
  organizations: "Users belong to groups here, and apps to teams.",
  accessTokenLifespan: "Set accessTokenLifetime and the other lifetimes in this server's configuration.",
  passwordPolicy: "Passwords have at least 12 characters here.",
};

/** Scopes that are a part of every realm and mean nothing here, or are built in. */
const BUILT_IN: ReadonlySet<string> = new Set([
  ...WITHOUT_MEANING,
  ...[...OPENID_SCOPES, ...GROUP_SCOPES].map(({ name }) => name),
]);

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const realms = new Map<string, Realm>();
  const named = (name: string): Realm => {
    const realm = realms.get(name) ?? realmOf(asked);
    realms.set(name, realm);
    return realm;
  };
  let current = named("");
  const seen = new Set<string>();
  for await (const { at, member, value } of pieces) {
    if (member === "realm" && asText(value) !== undefined) current = named(asText(value) ?? "");
    // Where users come first, also in a file of their own, their roles are looked for.
    if (member === "users" && !seen.has("users") && !(seen.has("roles") && seen.has("groups")))
      await findRoles(pieces, named);
    seen.add(member);
    const isEntry = member === "" || member === "items";
    const one = isEntry ? withoutResource(asObject(value)) : asObject(value);
    if (isEntry && asText(one.realm) !== undefined) yield* wholeRealm(at, one, asked);
    else yield* current.take(at, isEntry ? kindOf(one) : member, isEntry ? one : value);
  }
  for (const realm of realms.values()) yield* realm.end();
}

/** What Keycloak's operator is given, within a resource of Kubernetes: `KeycloakRealmImport`, and of its first version others, too. */
function withoutResource(one: Json): Json {
  const { realm, client, user } = asObject(one.spec);
  if (asText(one.kind)?.startsWith("Keycloak") !== true) return one;
  return [realm, client, user].map(asObject).find((inner) => Object.keys(inner).length > 0) ?? one;
}

/** What an entry of a list is that the admin API has returned. */
function kindOf(one: Json): string {
  if (asText(one.clientId) !== undefined) return "clients";
  if (asText(one.username) !== undefined) return "users";
  return asText(one.name) !== undefined && asText(one.protocol) !== undefined ? "clientScopes" : "";
}

async function findRoles(pieces: AsyncIterable<Piece>, named: (name: string) => Realm): Promise<void> {
  let current = named("");
  for await (const { member, value } of pieces) {
    if (member === "realm") current = named(asText(value) ?? "");
    if (member === "roles" || member === "groups") current.roles.take(member, asObject(value));
  }
}

/** One of several realms in a list. */
function* wholeRealm(at: string, document: Json, asked: Asked): Generator<Found> {
  const realm = realmOf(asked);
  realm.roles.take("roles", asObject(document.roles));
  for (const group of asList(document.groups)) realm.roles.take("groups", asObject(group));
  for (const [member, value] of Object.entries(document)) {
    const entries = Array.isArray(value) ? value.entries() : [[undefined, value] as const];
    for (const [i, one] of entries) yield* realm.take(`${at}.${member}${i === undefined ? "" : `[${i}]`}`, member, one);
  }
  yield* realm.end();
}

interface Realm {
  readonly roles: RealmRoles;
  readonly take: (at: string, member: string, value: unknown) => Generator<Found>;
  /** Its clients, which need what may come after them. */
  readonly end: () => Generator<Found>;
}

function realmOf(asked: Asked): Realm {
  const clients: { at: string; value: Json }[] = [];
  const defaults: string[] = [];
  const optional: string[] = [];
  const scopes = new Map<string, MappedScope>();
  const said = new Set<string>();
  const roles = realmRoles();
  const setting = (name: string, where: string): Found => ({
    is: "note",
    note: note("import/setting", name, { name, where }),
  });
  function* users(at: string, user: Json): Generator<Found> {
    if (!said.has("users")) {
      said.add("users");
      const why = "they are signed by the realm, whose keys stay there";
      yield { is: "note", note: note("import/grants-signed", "the realm", { why }) };
    }
    yield* keycloakUser(at, user, roles);
  }
  return {
    roles,
    *take(at, member, value) {
      const one = asObject(value);
      const where = entry(SETTINGS, member);
      if (member === "users") yield* users(at, one);
      else if (member === "clients") clients.push({ at, value: one });
      else if (member === "clientScopes") {
        const form = scopeOf(one);
        if (form === undefined) return yield* builtIn(at, one);
        scopes.set(form.name, { at, form, mappers: one.protocolMappers });
        if (form.description === form.name)
          yield { is: "note", note: note("import/scope-undescribed", at, { scope: form.name }) };
      } else if (member === "defaultDefaultClientScopes") defaults.push(...asTexts([value]));
      else if (member === "defaultOptionalClientScopes") optional.push(...asTexts([value]));
      else if (member === "groups") roles.take(member, one);
      else if (member === "roles") {
        roles.take(member, one);
        yield* roles.shared(at);
      } else if (member === "federatedUsers") yield { is: "note", note: note("import/federated-user", at) };
      else if (member === "") yield unknown(at, member);
      else if (where !== undefined && !said.has(member) && isSet(value)) {
        said.add(member);
        yield setting(member, where);
      }
    },
    *end() {
      const known = (name: string): boolean => scopes.has(name) || BUILT_IN.has(name);
      const names = new Map(clients.map(({ value }) => [asText(value.clientId), value]));
      yield* mappedScopes([...scopes.values()], names);
      for (const { at, value } of clients) yield* keycloakClient(at, value, { defaults, optional, known }, asked);
    },
  };
}

interface MappedScope {
  readonly at: string;
  readonly form: ScopeForm;
  readonly mappers: unknown;
}

/** What is said about the mappers of a scope that exists here already. */
function* builtIn(at: string, scope: Json): Generator<Found> {
  const name = asText(scope.name) ?? "";
  if ((asText(scope.protocol) ?? "openid-connect") === "openid-connect" && !WITHOUT_MEANING.has(name))
    yield* mappersOf(scope.protocolMappers, { at, name, isBuiltIn: true }).notes;
}

/** Scopes with the claims that they bring, and with the APIs that their tokens are for, once all clients are known. */
function* mappedScopes(
  scopes: readonly MappedScope[],
  clients: ReadonlyMap<string | undefined, Json>,
): Generator<Found> {
  const apis = new Set<string>();
  for (const { at, form, mappers } of scopes) {
    const { claims, audiences, notes } = mappersOf(mappers, { at, name: form.name });
    yield* notes;
    const [audience, ...others] = audiences;
    for (const other of others)
      yield { is: "note", note: note("import/audience-second", at, { scope: form.name, audience: other }) };
    const client = clients.get(audience);
    const api = audience === undefined ? undefined : apiOf(audience, asText(client?.name) ?? audience, at);
    // A bearer-only client is an API itself.
    if (api !== undefined && !apis.has(api.resource) && asFlag(client?.bearerOnly) !== true) yield* api.found();
    if (api !== undefined) apis.add(api.resource);
    yield {
      is: "scope",
      at,
      form: {
        ...form,
        ...(api !== undefined && { api: api.resource }),
        ...(claims.length > 0 && { claims: [...claims] }),
      },
    };
  }
}

function scopeOf(scope: Json): ScopeForm | undefined {
  const name = asText(scope.name);
  const protocol = asText(scope.protocol) ?? "openid-connect";
  if (name === undefined || protocol !== "openid-connect" || BUILT_IN.has(name)) return undefined;
  const shown = asText(asObject(scope.attributes)["consent.screen.text"]);
  // A text such as ${profileScopeConsentText} names an entry of a theme.
  const description = (shown?.startsWith("${") === true ? undefined : shown) ?? asText(scope.description) ?? name;
  return { name, description };
}

const isSet = (value: unknown): boolean => asText(value) !== undefined || Object.keys(asObject(value)).length > 0;
