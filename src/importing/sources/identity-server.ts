/**
 * IdentityServer and Duende: `Clients`, `ApiScopes` and `ApiResources` of appsettings.json or in JSON of their own, users of
 * ASP.NET Core Identity (`Users`), and `PersistedGrants`. Names of members may begin with a capital letter or not.
 */
import type { Asked, Found, Source } from "../found.ts";
import { note } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asList, asObject, asText, asTexts, type Json, member } from "../read-as.ts";
import { identityServerClient, textsIn } from "./identity-server-client.ts";
import { grantOf, identityUser } from "./identity-server-users.ts";
import { apiOf } from "./resource.ts";
import { STANDARD_SCOPES } from "./scopes-of-clients.ts";

export const identityServer: Source = {
  name: "identityserver",
  title: "IdentityServer or Duende",
  files: "appsettings.json, or JSON with Clients, ApiScopes, ApiResources, Users and PersistedGrants",
  cut: "json",
  read,
};

interface Entry {
  readonly at: string;
  readonly value: Json;
}

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const lists: Record<"clients" | "apiscopes" | "apiresources", Entry[]> = {
    clients: [],
    apiscopes: [],
    apiresources: [],
  };
  for await (const { at, member: of, value } of pieces) {
    const section = of.toLowerCase();
    if (section in lists && !Array.isArray(value))
      lists[section as keyof typeof lists].push({ at, value: asObject(value) });
    else if (section === "identityserver")
      for (const [name, list] of Object.entries(asObject(value)))
        for (const [i, one] of asList(list).entries())
          lists[name.toLowerCase() as keyof typeof lists]?.push({ at: `${at}.${name}[${i}]`, value: asObject(one) });
    else if (section === "persistedgrants") yield* grantOf(at, asObject(value));
    else if (section === "users" || (section === "" && member(asObject(value), "PasswordHash") !== undefined))
      yield* identityUser(at, asObject(value));
    else if (section === "" && member(asObject(value), "ClientId") !== undefined)
      lists.clients.push({ at, value: asObject(value) });
  }
  const apis = new Map<string, string>();
  for (const { at, value } of lists.apiresources) yield* resourceOf(at, value, apis);
  const known = new Set(STANDARD_SCOPES);
  for (const { at, value } of lists.apiscopes) {
    const name = asText(member(value, "Name"));
    if (name === undefined || STANDARD_SCOPES.has(name)) continue;
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
  for (const { at, value } of lists.clients) yield* identityServerClient(at, value, known, asked);
}

function* resourceOf(at: string, value: Json, apis: Map<string, string>): Generator<Found> {
  const identifier = asText(member(value, "Name"));
  if (identifier === undefined) return;
  const api = apiOf(identifier, asText(member(value, "DisplayName")) ?? identifier, at);
  yield* api.found();
  // In version 3, a resource has scopes of its own.
  for (const scope of [...textsIn(member(value, "Scopes"), "Scope"), ...asTexts([])])
    if (!apis.has(scope)) apis.set(scope, api.resource);
}
