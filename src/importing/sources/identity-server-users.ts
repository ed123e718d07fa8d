/** Users of ASP.NET Core Identity, and refresh tokens among the persisted grants of IdentityServer. */
import type { Found } from "../found.ts";
import { aspNetHash, movedHash } from "../hashes.ts";
import { identityLink, userFrom } from "../moved-user.ts";
import { type Note, note, sessionsStay } from "../notes.ts";
import { asFlag, asList, asObject, asText, asTexts, asTime, entry, type Json, member } from "../read-as.ts";
import { textsIn } from "./identity-server-client.ts";

/** Types of claims by the claims that they are. The long ones are those of .NET. */
const CLAIMS: Readonly<Record<string, string>> = {
  "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname": "given_name",
  "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname": "family_name",
  "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name": "name",
  "http://schemas.microsoft.com/ws/2008/06/identity/claims/role": "role",
};

export function* identityUser(at: string, user: Json): Generator<Found> {
  const of = (name: string): unknown => member(user, name);
  const [email, phone] = [asText(of("Email")), asText(of("PhoneNumber"))];
  const hash = asText(of("PasswordHash"));
  // Of users for tests.
  const plain = asText(of("Password"));
  const claims = claimsIn(of("Claims"));
  const roles = [...textsIn(of("Roles"), "RoleName"), ...(claims.get("role") ?? [])];
  claims.delete("role");
  const forever = asTime(of("LockoutEnd"));
  yield* userFrom({
    at,
    subject: asText(of("Id") ?? of("SubjectId")),
    username: asText(of("UserName")) ?? email ?? "",
    // Operators lock accounts by an end that is centuries away.
    disabled: forever !== undefined && forever > Date.UTC(2200, 0, 1),
    claims: {
      ...Object.fromEntries([...claims].map(([name, values]) => [name, values.length === 1 ? values[0] : values])),
      email,
      email_verified: email === undefined ? undefined : asFlag(of("EmailConfirmed")) === true,
      phone_number: phone,
      phone_number_verified: phone === undefined ? undefined : asFlag(of("PhoneNumberConfirmed")) === true,
      roles: roles.length === 0 ? undefined : [...new Set(roles)],
    },
    password:
      plain === undefined
        ? movedHash(hash === undefined ? undefined : (aspNetHash(hash) ?? hash), `${at}.PasswordHash`)
        : { plain, at: `${at}.Password` },
    notes: [...factorsOf(of, at)],
  });
}

/** What stays behind of how a user signs in: second factors, passkeys, and other identity providers. */
function* factorsOf(of: (name: string) => unknown, at: string): Generator<Note> {
  if (asFlag(of("TwoFactorEnabled")) === true)
    yield note("import/second-factor", `${at}.TwoFactorEnabled`, { factor: "two-factor" });
  if (asList(of("Passkeys")).length > 0) yield note("import/second-factor", `${at}.Passkeys`, { factor: "passkey" });
  for (const [i, one] of asList(of("Logins")).map(asObject).entries()) {
    const provider = asText(member(one, "ProviderDisplayName")) ?? asText(member(one, "LoginProvider"));
    yield identityLink(`${at}.Logins[${i}]`, provider ?? "another provider");
  }
}

function claimsIn(list: unknown): Map<string, readonly string[]> {
  const claims = new Map<string, readonly string[]>();
  for (const one of asList(list).map(asObject)) {
    const type = asText(member(one, "ClaimType") ?? member(one, "Type"));
    const value = asText(member(one, "ClaimValue") ?? member(one, "Value"));
    if (type === undefined || value === undefined) continue;
    const name = entry(CLAIMS, type) ?? type;
    claims.set(name, [...(claims.get(name) ?? []), value]);
  }
  return claims;
}

/** A refresh token, whose key is the SHA-256 of it and its kind, in base64 or, since version 6, in hexadecimal. */
export function* grantOf(at: string, grant: Json): Generator<Found> {
  const of = (name: string): unknown => member(grant, name);
  if (asText(of("Type")) !== "refresh_token") return yield sessionsStay(at);
  const unusable = (why: string): Found => ({ is: "note", note: note("import/token-unusable", at, { why }) });
  const key = asText(of("Key")) ?? "";
  const sha256 = /^[0-9A-Fa-f]{64}$/.test(key) ? key.toLowerCase() : Buffer.from(key, "base64").toString("hex");
  const [clientId, subject, expiresAt] = [asText(of("ClientId")), asText(of("SubjectId")), asTime(of("Expiration"))];
  if (of("ConsumedTime") !== undefined && of("ConsumedTime") !== null) return yield unusable("it was used already");
  if (sha256.length !== 64 || clientId === undefined || subject === undefined || expiresAt === undefined)
    return yield unusable("its row lacks Key, ClientId, SubjectId or Expiration");
  const scopes = scopesIn(asText(of("Data")));
  if (scopes === undefined) return yield unusable("its data is encrypted, so its scopes aren't known");
  yield { is: "token", at, token: { sha256, clientId, subject, scopes, expiresAt } };
}

function scopesIn(data = ""): readonly string[] | undefined {
  try {
    const outer = asObject(JSON.parse(data));
    if (asFlag(member(outer, "DataProtected")) === true) return undefined;
    const payload = asText(member(outer, "Payload"));
    const token = payload === undefined ? outer : asObject(JSON.parse(payload));
    const given = asTexts(member(token, "AuthorizedScopes"));
    // Up to version 4, they are claims of the access token that came with it.
    const claims = claimsIn(member(asObject(member(token, "AccessToken")), "Claims"));
    const scopes = given.length > 0 ? given : (claims.get("scope") ?? []);
    return scopes.length === 0 ? undefined : scopes;
  } catch {
    return undefined;
  }
}
