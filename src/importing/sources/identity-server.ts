/**
 * IdentityServer and Duende: `Clients`, `ApiScopes` and `ApiResources` of appsettings.json or in JSON of their own, users of
 * ASP.NET Core Identity (`Users`), and `PersistedGrants`. Names of members may begin with a capital letter or not.
 */
import { MOST_RULES } from "../../configuration/claims.ts";
import type { Asked, Found, Source } from "../found.ts";
import { note, unknown } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asList, asObject, asText, asTexts, entry, type Json, member } from "../read-as.ts";
import { identityServerClient, textsIn } from "./identity-server-client.ts";
import { grantOf, identityUser } from "./identity-server-users.ts";
import { identityTables } from "./identity-tables.ts";
import { isUsable } from "./keycloak-mappers.ts";
import { apiOf } from "./resource.ts";
import { STANDARD_SCOPES } from "./scopes-of-clients.ts";

/** What admin UIs fill a server with, where secrets are in plain text. */
const SEED = "IdentityServerData";

export const identityServer: Source = {
  name: "identityserver",
  title: "IdentityServer or Duende",
  files: "appsettings.json, or JSON with Clients, ApiScopes, ApiResources, Users and PersistedGrants",
  cut: "json",
  lists: [
    ...["Clients", "ApiScopes", "ApiResources", "IdentityResources", "Users", "AspNetUsers", "PersistedGrants"],
    ...["IdentityServer", SEED, "IdentityData"],
  ],
  read,
};

/** Lists of entries, also within another member: of settings, or of what a server is first filled with. */
const SECTIONS: ReadonlySet<string> = new Set(["clients", "apiscopes", "apiresources", "identityresources", "users"]);

function* sectionsOf(piece: Piece): Generator<Piece> {
  const { at, member: of, value } = piece;
  const within = of === "" || at.endsWith("]") ? [] : Object.entries(asObject(value));
  const lists = within.filter(([name, list]) => SECTIONS.has(name.toLowerCase()) && Array.isArray(list));
  const named = of.toLowerCase() === "identityserver" ? Object.entries(asObject(asObject(value).Clients)) : [];
  if (lists.length + named.length === 0) return yield piece;
  for (const [name, list] of lists)
    for (const [i, each] of asList(list).entries()) yield { at: `${at}.${name}[${i}]`, member: name, value: each };
  for (const [id, each] of named)
    yield { at: `${at}.Clients.${id}`, member: "Clients", value: ofProfile(id, asObject(each)) };
}

/** An app of ASP.NET Core's templates, which have its id as its name, and what kind of app it is. */
function ofProfile(id: string, client: Json): Json {
  const profile = asText(client.Profile);
  // In a list that is written like this, the name is a number.
  if (profile === undefined) return { ...(!/^\d+$/.test(id) && { ClientId: id }), ...client };
  // It is on the server's own host, whose name isn't in the file.
  const own = profile === "IdentityServerSPA" ? "*/authentication" : undefined;
  const uris = [
    client.RedirectUri ?? (own && `${own}/login-callback`),
    client.LogoutUri ?? (own && `${own}/logout-callback`),
  ];
  const [redirects, afterwards] = uris.map((uri) => asTexts([uri]));
  return {
    ClientId: id,
    AllowedGrantTypes: ["authorization_code"],
    RequireClientSecret: false,
    AllowedScopes: ["openid", "profile"],
    AllowOfflineAccess: profile === "NativeApp",
    RedirectUris: redirects,
    PostLogoutRedirectUris: afterwards,
    ...client,
  };
}

interface Entry {
  readonly at: string;
  readonly value: Json;
}

const isGrant = (one: Json): boolean => member(one, "Key") !== undefined && member(one, "Type") !== undefined;

const isUser = (one: Json): boolean =>
  member(one, "PasswordHash") !== undefined ||
  (member(one, "SubjectId") !== undefined && member(one, "Username") !== undefined);

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const lists: Record<"clients" | "apiscopes" | "apiresources" | "identityresources", Entry[]> = {
    clients: [],
    apiscopes: [],
    apiresources: [],
    identityresources: [],
  };
  // Rows of users and clients are made whole by rows of tables that may come after them.
  const tables = identityTables();
  for await (const { member: of, value } of pieces) tables.take(of, asObject(value));
  for await (const whole of pieces)
    for (const { at, member: of, value } of sectionsOf(whole)) {
      const section = of.toLowerCase();
      const one = asObject(value);
      const list = entry(lists, section);
      // Other settings may have the name, such as of clients of HTTP.
      if (at === of && list !== undefined) continue;
      if (list !== undefined && !Array.isArray(value)) list.push({ at, value: one });
      else if (section === "persistedgrants" || (section === "" && isGrant(one))) yield* grantOf(at, one);
      else if (["users", "testusers", "aspnetusers"].includes(section) || (section === "" && isUser(one)))
        yield* identityUser(at, tables.whole(one, "UserId"));
      else if (section === "" && typeof member(one, "ClientId") === "string") lists.clients.push({ at, value: one });
      else if ((section === "" || at.endsWith("]")) && !tables.isOne(of)) yield unknown(at, of);
    }
  const apis = new Map<string, string>();
  const hasScopes = lists.apiscopes.length > 0;
  for (const { at, value } of lists.apiresources) {
    const resource = tables.whole(value, "ApiResourceId");
    yield* resourceOf(at, resource, apis);
    lists.apiscopes.push(...ownScopes(at, resource, hasScopes));
  }
  const known = new Set(STANDARD_SCOPES);
  for (const { at, value } of lists.apiscopes) {
    const name = asText(member(value, "Name"));
    if (name === undefined || STANDARD_SCOPES.has(name)) continue;
    if (known.has(name)) continue;
    known.add(name);
    const shown = asText(member(value, "DisplayName")) ?? asText(member(value, "Description"));
    if (shown === undefined) yield { is: "note", note: note("import/scope-undescribed", at, { scope: name }) };
    const api = apis.get(name);
    yield {
      ...{ is: "scope", at },
      form: {
        ...{ name, description: shown ?? name },
        ...(api !== undefined && { api }),
        ...(asFlag(member(value, "Emphasize")) === true && { sensitive: true }),
      },
    };
  }
  yield* identityScopes(lists.identityresources, known);
  for (const { at, value } of lists.clients) {
    const isSeed = at.includes(`${SEED}.`);
    yield* identityServerClient(at, tables.whole(value, "ClientId"), { known, isSeed }, asked);
  }
}

function* resourceOf(at: string, value: Json, apis: Map<string, string>): Generator<Found> {
  const identifier = asText(member(value, "Name"));
  if (identifier === undefined) return;
  const api = apiOf(identifier, asText(member(value, "DisplayName")) ?? identifier, at);
  yield* api.found();
  for (const scope of textsIn(member(value, "Scopes"), "Scope")) if (!apis.has(scope)) apis.set(scope, api.resource);
}

/** In version 3, a resource has scopes of its own, and without any it is one itself. */
function ownScopes(at: string, resource: Json, hasScopes: boolean): readonly Entry[] {
  const own = asList(member(resource, "Scopes"));
  if (own.length > 0)
    return own
      .map(asObject)
      .flatMap((value, i) => (member(value, "Name") === undefined ? [] : [{ at: `${at}.Scopes[${i}]`, value }]));
  return hasScopes ? [] : [{ at, value: resource }];
}

/** Identity resources that don't exist here, as scopes with their claims. */
function* identityScopes(resources: readonly Entry[], known: Set<string>): Generator<Found> {
  for (const { at, value } of resources) {
    const name = asText(member(value, "Name"));
    if (name === undefined || known.has(name)) continue;
    known.add(name);
    const shown = asText(member(value, "DisplayName")) ?? asText(member(value, "Description"));
    if (shown === undefined) yield { is: "note", note: note("import/scope-undescribed", at, { scope: name }) };
    const claims = [];
    for (const claim of new Set(textsIn(member(value, "UserClaims"), "Type"))) {
      const rule = { claim, from: claim === "role" ? "roles" : claim };
      if (isUsable(rule) && claims.length < MOST_RULES) claims.push(rule);
      else yield { is: "note", note: note("import/mapper", at, { name, mapper: claim, type: "UserClaims" }) };
    }
    yield { is: "scope", at, form: { name, description: shown ?? name, ...(claims.length > 0 && { claims }) } };
  }
}
