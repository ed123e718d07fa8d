/**
 * IdentityServer and Duende: `Clients`, `ApiScopes` and `ApiResources` of appsettings.json or in JSON of their own, users of
 * ASP.NET Core Identity (`Users`), and `PersistedGrants`. Names of members may begin with a capital letter or not.
 */
import type { Asked, Found, Source } from "../found.ts";
import { note, unknown } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asList, asObject, asText, entry, type Json, member } from "../read-as.ts";
import { identityServerClient, textsIn } from "./identity-server-client.ts";
import { grantOf, identityUser } from "./identity-server-users.ts";
import { identityTables } from "./identity-tables.ts";
import { apiOf } from "./resource.ts";
import { STANDARD_SCOPES } from "./scopes-of-clients.ts";

export const identityServer: Source = {
  name: "identityserver",
  title: "IdentityServer or Duende",
  files: "appsettings.json, or JSON with Clients, ApiScopes, ApiResources, Users and PersistedGrants",
  cut: "json",
  lists: ["Clients", "ApiScopes", "ApiResources", "Users", "AspNetUsers", "PersistedGrants", "IdentityServer"],
  read,
};

interface Entry {
  readonly at: string;
  readonly value: Json;
}

const isGrant = (one: Json): boolean => member(one, "Key") !== undefined && member(one, "Type") !== undefined;

const isUser = (one: Json): boolean =>
  member(one, "PasswordHash") !== undefined ||
  (member(one, "SubjectId") !== undefined && member(one, "Username") !== undefined);

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const lists: Record<"clients" | "apiscopes" | "apiresources", Entry[]> = {
    clients: [],
    apiscopes: [],
    apiresources: [],
  };
  // Rows of users and clients are made whole by rows of tables that may come after them.
  const tables = identityTables();
  for await (const { member: of, value } of pieces) tables.take(of, asObject(value));
  for await (const { at, member: of, value } of pieces) {
    const section = of.toLowerCase();
    const one = asObject(value);
    const list = entry(lists, section);
    if (list !== undefined && !Array.isArray(value)) list.push({ at, value: one });
    else if (section === "identityserver") {
      for (const [name, within] of Object.entries(one))
        for (const [i, each] of asList(within).entries())
          entry(lists, name.toLowerCase())?.push({ at: `${at}.${name}[${i}]`, value: asObject(each) });
    } else if (section === "persistedgrants" || (section === "" && isGrant(one))) yield* grantOf(at, one);
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
  for (const { at, value } of lists.clients)
    yield* identityServerClient(at, tables.whole(value, "ClientId"), known, asked);
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
