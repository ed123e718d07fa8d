/** A user of a Keycloak realm, with its password hash: PBKDF2, or argon2 since version 24. */
import type { Found } from "../found.ts";
import { argon2Hash, type Digest, knownHash, type MovedHash, movedHash, pbkdf2Hash } from "../hashes.ts";
import { identityLink, type PlainPassword, userFrom } from "../moved-user.ts";
import { type Note, note } from "../notes.ts";
import {
  asFlag,
  asList,
  asNumber,
  asObject,
  asText,
  asTexts,
  asTime,
  entry,
  type Json,
  parsedJson,
} from "../read-as.ts";
import { WITHOUT_MEANING } from "./keycloak-client.ts";
import { ATTRIBUTES } from "./keycloak-mappers.ts";
import type { RealmRoles } from "./keycloak-roles.ts";

export function* keycloakUser(at: string, user: Json, roles: RealmRoles): Generator<Found> {
  const username = asText(user.username) ?? asText(user.email) ?? "";
  if (asText(user.serviceAccountClientId) !== undefined)
    return yield { is: "note", note: note("import/service-account", at) };
  const credentials = asList(user.credentials).map((one, i) => ({ at: `${at}.credentials[${i}]`, one: asObject(one) }));
  const password = credentials.find(({ one }) => one.type === "password");
  const factors = credentials.filter(({ one }) => one.type !== "password");
  const links = asList(user.federatedIdentities).map(
    (link) => asText(asObject(link).identityProvider) ?? "another provider",
  );
  const notes: Note[] = [
    ...factors.map(({ at: where, one }) =>
      note("import/second-factor", where, { factor: asText(one.type) ?? "unknown" }),
    ),
    ...links.map((provider, i) => identityLink(`${at}.federatedIdentities[${i}]`, provider)),
  ];
  if (password?.one.temporary === true || asTexts(user.requiredActions).includes("UPDATE_PASSWORD"))
    notes.push(note("import/password-temporary", at));
  const name = [asText(user.firstName), asText(user.lastName)].filter((part) => part !== undefined).join(" ");
  yield* userFrom({
    at,
    subject: asText(user.id),
    username,
    disabled: asFlag(user.enabled) === false,
    createdAt: asTime(user.createdTimestamp),
    claims: {
      ...attributesOf(asObject(user.attributes)),
      preferred_username: username,
      name: name === "" ? undefined : name,
      given_name: asText(user.firstName),
      family_name: asText(user.lastName),
      email: asText(user.email),
      email_verified: asText(user.email) === undefined ? undefined : asFlag(user.emailVerified) === true,
      groups: listed(asTexts(user.groups).map((path) => path.replace(/^\//, ""))),
      roles: listed(roles.of(user)),
    },
    password: password === undefined ? { text: undefined, at } : passwordOf(password.at, password.one),
    notes,
  });
  yield* consentsOf(at, user);
}

/** What the user has allowed apps there. */
function* consentsOf(at: string, user: Json): Generator<Found> {
  const subject = asText(user.id);
  for (const [i, one] of asList(user.clientConsents).map(asObject).entries()) {
    const where = `${at}.clientConsents[${i}]`;
    const [clientId, when] = [asText(one.clientId), asTime(one.lastUpdatedDate ?? one.createdDate) ?? 0];
    const scopes = asTexts(one.grantedClientScopes).filter((scope) => !WITHOUT_MEANING.has(scope));
    if (subject === undefined || clientId === undefined)
      yield {
        is: "note",
        note: note("import/consent-unusable", where, { why: "the file names no id of the user or the app" }),
      };
    else
      yield {
        ...{ is: "consent", at: where },
        consent: { subject, clientId, scopes: ["openid", ...scopes].map((scope) => ({ scope, at: when })) },
      };
  }
}

const listed = (names: readonly string[]): readonly string[] | undefined => (names.length === 0 ? undefined : names);

/** Attributes are lists of texts. One value stands for itself. */
function attributesOf(attributes: Json): Json {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      const values = Array.isArray(value) ? asTexts(value) : asTexts([value]);
      if (values.length === 0) return [];
      const claim = entry(ATTRIBUTES, name) ?? name;
      return [[claim, claim.endsWith("_verified") ? values[0] === "true" : values.length === 1 ? values[0] : values]];
    }),
  );
}

/** The password of a credential: in files that somebody has written, in plain text. */
function passwordOf(at: string, credential: Json): MovedHash | PlainPassword {
  const plain = asText(credential.value);
  return plain === undefined ? hashOf(at, credential) : { plain, at };
}

/** The hash of a credential, whose parts are JSON within JSON. */
function hashOf(at: string, credential: Json): MovedHash {
  const data = asObject(parsedJson(credential.credentialData));
  const secret = asObject(parsedJson(credential.secretData));
  // Before version 8 they were members of the credential itself.
  const [value, salt] = [secret.value ?? credential.hashedSaltedValue, secret.salt ?? credential.salt].map(asText);
  const iterations = asNumber(data.hashIterations ?? credential.hashIterations) ?? 0;
  const algorithm = asText(data.algorithm ?? credential.algorithm) ?? "";
  // Extensions, such as those for bcrypt, keep a text with everything in it.
  if (value?.startsWith("$")) return movedHash(knownHash(value), at);
  if (value === undefined || salt === undefined)
    return { note: note("import/hash-unsupported", at, { form: "of a credential without value or salt" }) };
  const [key, salted] = [Buffer.from(value, "base64"), Buffer.from(salt, "base64")];
  if (algorithm === "argon2") {
    const more = asObject(data.additionalParameters);
    const one = (name: string, otherwise: string): string => asTexts(asList(more[name]))[0] ?? otherwise;
    const cost = { memory: Number(one("memory", "7168")), passes: iterations, lanes: Number(one("parallelism", "1")) };
    return movedHash(argon2Hash(one("type", "id"), one("version", "1.3") === "1.0" ? 16 : 19, cost, salted, key), at);
  }
  const digest = entry(DIGESTS, algorithm);
  return digest === undefined
    ? {
        note: note("import/hash-unsupported", at, {
          form: algorithm === "" ? "of a credential without an algorithm" : algorithm,
        }),
      }
    : movedHash(pbkdf2Hash(digest, iterations, salted, key), at);
}

const DIGESTS: Readonly<Record<string, Digest | undefined>> = {
  pbkdf2: "sha1",
  "pbkdf2-sha256": "sha256",
  "pbkdf2-sha512": "sha512",
};
