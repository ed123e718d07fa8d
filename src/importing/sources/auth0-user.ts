/** A user of Auth0: of an export, of the Management API, of the file of hashes, or as bulk imports there have them. */
import type { Found } from "../found.ts";
import { type MovedHash, movedHash, scryptHash, tidyPhc } from "../hashes.ts";
import { identityLink, ofUser, userFrom } from "../moved-user.ts";
import { type Note, note } from "../notes.ts";
import { asFlag, asList, asObject, asText, asTexts, asTime, type Json } from "../read-as.ts";

/** The id in a record of the database behind: `{"$oid": "…"}`. */
export const idOf = (one: Json): string | undefined => asText(asObject(one._id).$oid) ?? asText(one._id);

/**
 * An export names the columns as it was asked to, by default in these ways. Files of bulk imports have ids without the name of the
 * connection, which apps see before them.
 */
export function subjectOf(user: Json): string | undefined {
  const id = asText(user.user_id) ?? asText(user.Id) ?? idOf(user);
  return id === undefined || id.includes("|") ? id : `auth0|${id}`;
}

export function* auth0User(at: string, user: Json): Generator<Found> {
  const email = asText(user.email) ?? asText(user.Email);
  const verified = asFlag(user.email_verified ?? user["Email Verified"]);
  const { authorization, roles: _, groups, ...ofApp } = asObject(user.app_metadata);
  const own = ofUser(asObject(user.user_metadata), `${at}.user_metadata`);
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
      ...own.claims,
      ...ofApp,
      name: name === email ? undefined : name,
      given_name: asText(user.given_name ?? user["Given Name"]),
      family_name: asText(user.family_name ?? user["Family Name"]),
      nickname: asText(user.nickname ?? user.Nickname),
      picture: picture?.includes("gravatar.com") === true ? undefined : picture,
      email,
      email_verified: email === undefined ? undefined : verified === true,
      phone_number: asText(user.phone_number),
      phone_number_verified: asText(user.phone_number) === undefined ? undefined : asFlag(user.phone_verified) === true,
      preferred_username: username,
      roles: listed([...asTexts(user.roles), ...asTexts(asObject(user.app_metadata).roles), ...rolesOf(authorization)]),
      groups: listed([...asTexts(groups), ...asTexts(asObject(authorization).groups)]),
    },
    password: passwordOf(user, `${at}.passwordHash`),
    notes: [...own.notes, ...factorsOf(user, at)],
  });
}

/** Where the authorization extension keeps them. */
const rolesOf = (authorization: unknown): readonly string[] => asTexts(asObject(authorization).roles);

const listed = (names: readonly string[]): readonly string[] | undefined =>
  names.length === 0 ? undefined : [...new Set(names)];

function* factorsOf(user: Json, at: string): Generator<Note> {
  for (const [i, link] of asList(user.identities).map(asObject).entries())
    if (asText(link.provider) !== undefined && link.provider !== "auth0")
      yield identityLink(`${at}.identities[${i}]`, asText(link.provider) ?? "");
  for (const factor of asTexts(user.multifactor)) yield note("import/second-factor", `${at}.multifactor`, { factor });
  for (const factor of asList(user.mfa_factors).flatMap((one) => Object.keys(asObject(one))))
    yield note("import/second-factor", `${at}.mfa_factors`, { factor });
}

function passwordOf(user: Json, at: string): MovedHash {
  const hash = asText(user.passwordHash) ?? asText(user.password_hash);
  const custom = asObject(user.custom_password_hash);
  if (hash !== undefined || Object.keys(custom).length === 0)
    return movedHash(hash === undefined ? undefined : tidyPhc(hash), at);
  return customHash(custom, `${at.slice(0, at.lastIndexOf("."))}.custom_password_hash`);
}

/** Auth0's own bounds where a file names none. */
const SCRYPT = { cost: "16384", blockSize: "8", parallelization: "1" } as const;

/** Algorithms whose parameters and salt are in the text of the hash. */
const WHOLE = ["argon2", "bcrypt", "pbkdf2"];

/** A hash of another server that was imported into Auth0: a text with everything in it, or its parts. */
function customHash(custom: Json, at: string): MovedHash {
  const algorithm = asText(custom.algorithm) ?? "that isn't named";
  const hash = asObject(custom.hash);
  const text = asText(custom.hash) ?? asText(hash.value);
  const unsupported = (form: string): MovedHash => ({ note: note("import/hash-unsupported", at, { form }) });
  const encoding = asText(asObject(custom.password).encoding) ?? "utf8";
  if (encoding !== "utf8") return unsupported(`${algorithm} of passwords in ${encoding}`);
  if (text === undefined) return unsupported(`${algorithm} without a value`);
  if (WHOLE.includes(algorithm) || (algorithm === "scrypt" && text.startsWith("$")))
    return movedHash(tidyPhc(text), at);
  if (algorithm !== "scrypt") return unsupported(algorithm);
  const given = Object.entries(SCRYPT).map(([name, otherwise]) => asText(custom[name]) ?? otherwise);
  const phc = scryptHash(given, bytesOf(asObject(custom.salt), "utf8"), bytesOf(hash, "base64"));
  return phc === undefined ? unsupported(algorithm) : movedHash(phc, at);
}

function bytesOf(part: Json, otherwise: BufferEncoding): Uint8Array {
  const encoding = asText(part.encoding) ?? otherwise;
  return Buffer.from(asText(part.value) ?? "", Buffer.isEncoding(encoding) ? encoding : otherwise);
}
