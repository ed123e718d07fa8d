/** A user of a Keycloak realm, with its password hash: PBKDF2, or argon2 since version 24. */
import type { Found } from "../found.ts";
import { argon2Hash, type Digest, type MovedHash, movedHash, pbkdf2Hash } from "../hashes.ts";
import { identityLink, userFrom } from "../moved-user.ts";
import { type Note, note } from "../notes.ts";
import { asFlag, asList, asNumber, asObject, asText, asTexts, asTime, type Json } from "../read-as.ts";

/** The roles that each role includes. */
export type Roles = ReadonlyMap<string, readonly string[]>;

/** Roles that every user has, and that open the realm's own pages. */
const OF_THE_REALM =
  /^(?:default-roles-.*|offline_access|uma_authorization|manage-account|view-profile|manage-account-links)$/;

/** Attributes by the claims of OpenID Connect that they are. */
const CLAIMS: Readonly<Record<string, string>> = {
  phoneNumber: "phone_number",
  phoneNumberVerified: "phone_number_verified",
  middleName: "middle_name",
};

export function* keycloakUser(at: string, user: Json, roles: Roles): Generator<Found> {
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
      roles: listed(
        effective([...asTexts(user.realmRoles), ...Object.values(asObject(user.clientRoles)).flatMap(asTexts)], roles),
      ),
    },
    password: password === undefined ? { text: undefined, at } : hashOf(password.at, password.one),
    notes,
  });
}

const listed = (names: readonly string[]): readonly string[] | undefined => (names.length === 0 ? undefined : names);

/** The roles with those that they include, without those that only the realm itself knows. */
function effective(given: readonly string[], included: Roles): readonly string[] {
  const all = new Set(given);
  // Names that are added during the loop are visited too.
  for (const name of all) for (const one of included.get(name) ?? []) all.add(one);
  return [...all].filter((name) => !OF_THE_REALM.test(name));
}

/** Attributes are lists of texts. One value stands for itself. */
function attributesOf(attributes: Json): Json {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) => {
      const values = Array.isArray(value) ? asTexts(value) : asTexts([value]);
      if (values.length === 0) return [];
      const claim = CLAIMS[name] ?? name;
      return [[claim, claim.endsWith("_verified") ? values[0] === "true" : values.length === 1 ? values[0] : values]];
    }),
  );
}

/** The hash of a credential, whose parts are JSON within JSON. */
function hashOf(at: string, credential: Json): MovedHash {
  const data = inner(credential.credentialData);
  const secret = inner(credential.secretData);
  // Before version 8 they were members of the credential itself.
  const [value, salt] = [secret.value ?? credential.hashedSaltedValue, secret.salt ?? credential.salt].map(asText);
  const iterations = asNumber(data.hashIterations ?? credential.hashIterations) ?? 0;
  const algorithm = asText(data.algorithm ?? credential.algorithm) ?? "";
  if (value === undefined || salt === undefined)
    return { note: note("import/hash-unsupported", at, { form: "of a credential without value or salt" }) };
  const [key, salted] = [Buffer.from(value, "base64"), Buffer.from(salt, "base64")];
  if (algorithm === "argon2") {
    const more = asObject(data.additionalParameters);
    const one = (name: string, otherwise: string): string => asTexts(asList(more[name]))[0] ?? otherwise;
    const cost = { memory: Number(one("memory", "7168")), passes: iterations, lanes: Number(one("parallelism", "1")) };
    return movedHash(argon2Hash(one("type", "id"), one("version", "1.3") === "1.0" ? 16 : 19, cost, salted, key), at);
  }
  const digest = DIGESTS[algorithm];
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

function inner(text: unknown): Json {
  try {
    return asObject(typeof text === "string" ? JSON.parse(text) : text);
  } catch {
    return {};
  }
}
