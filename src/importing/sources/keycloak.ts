/** Keycloak: the export of a realm, in one file or several. */
import type { ScopeForm } from "../../declared/forms.ts";
import { GROUP_SCOPES, OPENID_SCOPES } from "../../protocol/scope/catalogue.ts";
import type { Asked, Found, Source } from "../found.ts";
import { note } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asList, asObject, asText, asTexts, type Json } from "../read-as.ts";
import { keycloakClient, WITHOUT_MEANING } from "./keycloak-client.ts";
import { keycloakUser, type Roles } from "./keycloak-user.ts";

export const keycloak: Source = {
  name: "keycloak",
  title: "Keycloak",
  files: "a realm export: realm.json, and realm-users-0.json and so on if it has several files",
  cut: "json",
  read,
};

/** Members of a realm that this server has elsewhere, and where. */
const SETTINGS: Readonly<Record<string, string>> = {
  identityProviders: "Sign-in with other identity providers isn't supported.",
  smtpServer: "Set up e-mail in the setting notices.",
  components:
    "Signing keys are made anew: apps fetch them from jwks_uri. Users of LDAP and of other stores come along by a hook (docs/guides/hooks.md).",
  authenticationFlows: "Users sign in with user name and password.",
};

/** Scopes that are a part of every realm and mean nothing here, or are built in. */
const BUILT_IN: ReadonlySet<string> = new Set([
  ...WITHOUT_MEANING,
  ...[...OPENID_SCOPES, ...GROUP_SCOPES].map(({ name }) => name),
]);

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const clients: { at: string; value: Json }[] = [];
  const defaults: string[] = [];
  const optional: string[] = [];
  const scopes = new Set<string>();
  const settings = new Set<string>();
  let roles: Roles = new Map();
  let settled = false;
  for await (const { at, member, value } of pieces) {
    if (member === "users") yield* keycloakUser(at, asObject(value), roles);
    else if (member === "clients") clients.push({ at, value: asObject(value) });
    else if (member === "clientScopes") {
      const form = scopeOf(asObject(value));
      if (form === undefined) continue;
      scopes.add(form.name);
      if (form.description === form.name)
        yield { is: "note", note: note("import/scope-undescribed", at, { scope: form.name }) };
      yield { is: "scope", at, form };
    } else if (member === "defaultDefaultClientScopes") defaults.push(...asTexts([value]));
    else if (member === "defaultOptionalClientScopes") optional.push(...asTexts([value]));
    else if (member === "roles") roles = rolesOf(asObject(value));
    else if (member in SETTINGS && !settings.has(member) && !isEmpty(value)) {
      settings.add(member);
      yield { is: "note", note: note("import/setting", member, { name: member, where: SETTINGS[member] ?? "" }) };
    }
    if (member === "users" && !settled) {
      settled = true;
      const why = "they are signed by the realm, whose keys stay there";
      yield { is: "note", note: note("import/grants-signed", "the realm", { why }) };
    }
  }
  const known = (name: string): boolean => scopes.has(name) || BUILT_IN.has(name);
  for (const { at, value } of clients) yield* keycloakClient(at, value, { defaults, optional, known }, asked);
}

const isEmpty = (value: unknown): boolean => Object.keys(asObject(value)).length === 0;

function scopeOf(scope: Json): ScopeForm | undefined {
  const name = asText(scope.name);
  const protocol = asText(scope.protocol) ?? "openid-connect";
  if (name === undefined || protocol !== "openid-connect" || BUILT_IN.has(name)) return undefined;
  const shown = asText(asObject(scope.attributes)["consent.screen.text"]);
  // A text such as ${profileScopeConsentText} names an entry of a theme.
  const description = (shown?.startsWith("${") === true ? undefined : shown) ?? asText(scope.description) ?? name;
  return { name, description };
}

/** The roles that each role includes, by the name in the `roles` claim. */
function rolesOf(roles: Json): Roles {
  const included = new Map<string, readonly string[]>();
  const add = (role: Json): void => {
    const { realm, client } = asObject(role.composites) as { realm?: unknown; client?: unknown };
    const names = [...asTexts(realm), ...Object.values(asObject(client)).flatMap(asTexts)];
    const name = asText(role.name);
    if (name !== undefined && asFlag(role.composite) === true) included.set(name, names);
  };
  for (const role of asList(roles.realm)) add(asObject(role));
  for (const list of Object.values(asObject(roles.client))) for (const role of asList(list)) add(asObject(role));
  return included;
}
