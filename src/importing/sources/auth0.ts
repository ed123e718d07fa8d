/**
 * Auth0: clients, resource servers, client grants and roles in JSON as its Management API returns them, and users of an export
 * (JSON Lines), with the file of password hashes that its support hands out. What an entry is shows in its members.
 */
import type { Asked, Found, Source } from "../found.ts";
import { movedHash, tidyPhc } from "../hashes.ts";
import { identityLink, userFrom } from "../moved-user.ts";
import { type Note, note } from "../notes.ts";
import type { Piece } from "../pieces.ts";
import { asFlag, asList, asObject, asText, asTexts, asTime, type Json } from "../read-as.ts";
import { type Allowed, auth0Client } from "./auth0-client.ts";
import { apiOf } from "./resource.ts";

export const auth0: Source = {
  name: "auth0",
  title: "Auth0",
  files:
    "clients, resource servers, client grants and roles in JSON, the file of password hashes, and after it the exported users",
  cut: "json",
  read,
};

async function* read(pieces: AsyncIterable<Piece>, asked: Asked): AsyncGenerator<Found> {
  const clients: { readonly at: string; readonly client: Json }[] = [];
  const allowed: Allowed = new Map();
  const hashes = new Map<string, { readonly at: string; readonly record: Json }>();
  const scopes = new Set<string>();
  for await (const { at, value } of pieces) {
    const one = asObject(value);
    if (asText(one.identifier) !== undefined && one.identifier !== undefined && Array.isArray(one.scopes ?? []))
      yield* resourceServer(at, one, scopes);
    else if (asText(one.client_id) !== undefined && asText(one.audience) !== undefined)
      allowed.set(asText(one.client_id) ?? "", [
        ...(allowed.get(asText(one.client_id) ?? "") ?? []),
        ...asTexts(one.scope),
      ]);
    else if (asText(one.client_id) !== undefined) clients.push({ at, client: one });
    else if (idOf(one) !== undefined && asText(one.passwordHash) !== undefined)
      hashes.set(`auth0|${idOf(one)}`, { at, record: one });
    else if (asText(one.user_id) !== undefined || asText(one.email) !== undefined || asText(one.Id) !== undefined) {
      const id = subjectOf(one);
      const own = id === undefined ? undefined : hashes.get(id);
      if (id !== undefined) hashes.delete(id);
      yield* userOf(at, own === undefined ? one : { ...one, passwordHash: own.record.passwordHash });
    } else if (
      asText(one.name) !== undefined &&
      (asText(one.id)?.startsWith("rol_") === true || Array.isArray(one.permissions))
    ) {
      const what = asList(one.permissions)
        .map((each) => asText(asObject(each).permission_name) ?? "")
        .filter((each) => each !== "");
      if (what.length > 0)
        yield {
          is: "note",
          note: note("import/role-permissions", at, { role: asText(one.name) ?? "", what: what.join(", ") }),
        };
    }
  }
  // Users of whom there is nothing but the hash, and the address.
  for (const [id, { at, record }] of hashes) yield* userOf(at, { ...record, user_id: id });
  for (const { at, client } of clients) yield* auth0Client(at, client, allowed, scopes, asked);
}

/** The id in a record of the database behind: `{"$oid": "…"}`. */
const idOf = (one: Json): string | undefined => asText(asObject(one._id).$oid) ?? asText(one._id);

function* resourceServer(at: string, one: Json, scopes: Set<string>): Generator<Found> {
  const name = asText(one.name) ?? "API";
  if (asFlag(one.is_system) === true) return yield { is: "note", note: note("import/client-built-in", at, { name }) };
  const identifier = asText(one.identifier) ?? "";
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

/** An export names the columns as it was asked to, by default in these ways. */
const subjectOf = (user: Json): string | undefined =>
  asText(user.user_id) ?? asText(user.Id) ?? (idOf(user) === undefined ? undefined : `auth0|${idOf(user)}`);

function* userOf(at: string, user: Json): Generator<Found> {
  const email = asText(user.email) ?? asText(user.Email);
  const verified = asFlag(user.email_verified ?? user["Email Verified"]);
  const metadata = asObject(user.user_metadata);
  const custom = asObject(user.custom_password_hash);
  const hash = asText(user.passwordHash) ?? asText(user.password_hash) ?? asText(asObject(custom.hash).value);
  const notes: Note[] = [
    ...asList(user.identities)
      .map(asObject)
      .filter((one) => asText(one.provider) !== undefined && one.provider !== "auth0")
      .map((one, i) => identityLink(`${at}.identities[${i}]`, asText(one.provider) ?? "")),
    ...asTexts(user.multifactor).map((factor) => note("import/second-factor", `${at}.multifactor`, { factor })),
  ];
  const username = asText(user.username) ?? asText(user.Username) ?? email ?? "";
  const name = asText(user.name) ?? asText(user.Name);
  const picture = asText(user.picture);
  yield* userFrom({
    at,
    subject: subjectOf(user),
    username,
    disabled: asFlag(user.blocked) === true,
    createdAt: asTime(user.created_at ?? user["Created At"]),
    claims: {
      ...metadata,
      name: name === email ? undefined : name,
      given_name: asText(user.given_name ?? user["Given Name"]),
      family_name: asText(user.family_name ?? user["Family Name"]),
      nickname: asText(user.nickname ?? user.Nickname),
      picture: picture?.includes("gravatar.com") === true ? undefined : picture,
      email,
      email_verified: email === undefined ? undefined : verified === true,
      phone_number: asText(user.phone_number),
      phone_number_verified: asText(user.phone_number) === undefined ? undefined : asFlag(user.phone_verified) === true,
      roles: rolesOf(user),
    },
    password: movedHash(hash === undefined ? undefined : tidyPhc(hash), `${at}.passwordHash`),
    notes,
  });
}

/** Roles are in `app_metadata` where an app looks for them, or were added to the export. */
function rolesOf(user: Json): readonly string[] | undefined {
  const roles = [...asTexts(user.roles), ...asTexts(asObject(user.app_metadata).roles)];
  return roles.length === 0 ? undefined : [...new Set(roles)];
}
