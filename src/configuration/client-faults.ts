/** Checks a client of a configuration file or a registry. */
import { hash } from "node:crypto";
import { foreignHashFault, slowKindOf } from "../ports/foreign-secret.ts";
import { CLAIMS } from "../protocol/claims.ts";
import { bindsTokens } from "../protocol/client.ts";
import { macBytes } from "../protocol/client-authentication/assertion.ts";
import { methodOf } from "../protocol/client-authentication/index.ts";
import { JWT_BEARER } from "../protocol/grants/jwt-bearer/grant.ts";
import { TOKEN_EXCHANGE } from "../protocol/grants/token-exchange/grant.ts";
import { isAllowable, redirectUriFault } from "../protocol/redirect-uri.ts";
import { returnedBy } from "../protocol/response-types.ts";
import { attesterFaults } from "./attester-faults.ts";
import { brandingFaults } from "./branding.ts";
import { cibaFaults } from "./ciba-faults.ts";
import { claimRuleFaults } from "./claim-faults.ts";
import { clientKeyFaults } from "./client-key-faults.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import { allKnown } from "./known.ts";
import { logoutFaults } from "./logout-faults.ts";
import { certificateNameFaults } from "./mutual-tls-faults.ts";
import { openidFaults } from "./openid-faults.ts";
import type { Configuration } from "./schema.ts";

/** Text in another form may be the secret itself, in place of its variable's name. */
const VARIABLE = /^(?=.{1,64}$)[A-Z]+(?:_[A-Z0-9]+)*$/;

/** Names every fault of the client at `key`, which may refer to these scopes and APIs. `isStored`: in the database, not in the configuration. */
export function* clientFaults(
  key: string,
  client: Configuration["clients"][number],
  scopes: readonly string[],
  resources: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  isStored: boolean,
): Generator<ConfigurationFault> {
  yield* allKnown(`${key}.scopes`, client.scopes, scopes, "scopes");
  yield* allKnown(`${key}.defaultScopes`, client.defaultScopes, client.scopes, `${key}.scopes`);
  yield* allKnown(`${key}.introspects`, client.introspects, resources, "apis");
  const { idTokenClaims, logoUri, colors } = client;
  yield* brandingFaults(key, { logo: ["logoUri", logoUri], colors });
  yield* clientKeyFaults(key, client);
  yield* certificateNameFaults(key, client);
  yield* attesterFaults(key, client, isStored);
  yield* logoutFaults(key, client);
  yield* cibaFaults(key, client);
  yield* claimRuleFaults(`${key}.claims`, client.claims, ["id_token", "userinfo"]);
  if (typeof idTokenClaims !== "boolean") yield* allKnown(`${key}.idTokenClaims`, idTokenClaims, CLAIMS, "claims");
  for (const [i, scheme] of client.allowedSchemes.entries()) {
    if (isAllowable(scheme)) continue;
    const expected = "the name of a private-use scheme without a dot, in lower case and without its colon: cursor";
    yield { key: `${key}.allowedSchemes[${i}]`, is: JSON.stringify(scheme), expected };
  }
  for (const list of ["redirectUris", "postLogoutRedirectUris"] as const) {
    for (const [i, uri] of client[list].entries()) {
      const fault = redirectUriFault(uri, client);
      if (fault !== undefined)
        yield { key: `${key}.${list}[${i}]`, is: quoted(uri), expected: `a redirect URI: ${fault}` };
    }
  }
  if (client.grantTypes.includes("authorization_code") && client.redirectUris.length === 0) {
    yield {
      key: `${key}.redirectUris`,
      is: "empty",
      expected: "at least one, because the client is allowed authorization_code",
    };
  }
  yield* responseTypeFaults(key, client);
  yield* allKnown(`${key}.tokenExchange.adds`, client.tokenExchange?.adds ?? [], client.scopes, `${key}.scopes`);
  yield* openidFaults(key, client);
  const isPublic = client.authMethods.every((method) => method === "none");
  if (!isPublic && client.authMethods.includes("none")) {
    yield {
      key: `${key}.authMethods`,
      is: JSON.stringify(client.authMethods),
      expected: "either none alone, or only methods with a secret",
    };
  }
  if (isPublic && client.grantTypes.includes("client_credentials")) {
    yield {
      key: `${key}.grantTypes`,
      is: "client_credentials for a public client",
      expected: "a client that authenticates (RFC 6749, section 4.4)",
    };
  }
  const vouched = client.grantTypes.find((name) => name === TOKEN_EXCHANGE || name === JWT_BEARER);
  if (isPublic && vouched !== undefined) {
    yield {
      key: `${key}.grantTypes`,
      is: `${vouched} for a public client`,
      expected: "a client that authenticates (RFC 8693, section 5)",
    };
  }
  const needsSecret = client.authMethods.some((method) => methodOf(method)?.secret === true);
  if (needsSecret !== client.secrets.length > 0) {
    const unused = isPublic ? "given to a public client" : "given to a client that never sends one";
    yield {
      key: `${key}.secrets`,
      is: needsSecret ? "empty" : unused,
      expected: needsSecret ? "at least one secret" : "none",
    };
  }
  for (const [member, of] of macsOf(client)) yield* macFaults(key, member, of, client, environment, isStored);
  const signing = client.authMethods.find((method) => methodOf(method)?.keys === true);
  if (signing !== undefined && client.jwks === undefined && client.jwksUri === undefined)
    yield { key: `${key}.jwks`, is: `missing for ${signing}`, expected: "the client's public keys, or jwksUri" };
  for (const [i, secret] of client.secrets.entries()) {
    const given = [secret.value, secret.env, secret.sha256, secret.hash].filter(
      (source) => source !== undefined,
    ).length;
    if (given !== 1)
      yield {
        key: `${key}.secrets[${i}]`,
        is: `given by ${given} of value, env, sha256, hash`,
        expected: "exactly one of them",
      };
    if (secret.env !== undefined) yield* environmentFaults(`${key}.secrets[${i}].env`, secret.env, environment);
    if (secret.sha256 === SHA256_OF_NOTHING)
      yield { key: `${key}.secrets[${i}].sha256`, is: "the hash of empty text", expected: "the hash of a secret" };
  }
  yield* foreignFaults(key, client);
}

/** Of hashes that another server has made. Whatever wrote them: comparing must not be able to stop the server. */
function* foreignFaults(
  key: string,
  { secrets }: Pick<Configuration["clients"][number], "secrets">,
): Generator<ConfigurationFault> {
  let isSecond = false;
  for (const [i, { hash: foreign }] of secrets.entries()) {
    if (foreign === undefined) continue;
    const at = `${key}.secrets[${i}].hash`;
    const fault = foreignHashFault(foreign);
    if (fault !== undefined) yield { key: at, ...fault };
    else if (slowKindOf(foreign) !== undefined) {
      if (isSecond)
        yield {
          key: at,
          is: "a second one that is slow",
          expected: "one, because each wrong secret is compared with it",
        };
      isSecond = true;
    }
  }
}

/** Of what it gets from the authorization endpoint. */
function* responseTypeFaults(key: string, client: Configuration["clients"][number]): Generator<ConfigurationFault> {
  const { responseTypes, grantTypes, redirectUris } = client;
  for (const [i, type] of (responseTypes ?? []).entries()) {
    const { code, token } = returnedBy(type);
    const at = `${key}.responseTypes[${i}]`;
    if (code && !grantTypes.includes("authorization_code"))
      yield { key: at, is: quoted(type), expected: "a type without code, or authorization_code in grantTypes" };
    if (token && bindsTokens(client))
      yield {
        key: at,
        is: quoted(type),
        expected: "a type without token, because access tokens from the authorization endpoint can't be bound to a key",
      };
    if (!code && redirectUris.length === 0)
      yield { key: `${key}.redirectUris`, is: "empty", expected: `at least one, because of response type ${type}` };
  }
}

/** What of a client is verified by a MAC, and the member that says so. */
function* macsOf({
  authMethods,
  requestObjectSigningAlg: alg = "",
}: Pick<Configuration["clients"][number], "authMethods" | "requestObjectSigningAlg">) {
  if (authMethods.includes("client_secret_jwt")) yield ["authMethods", "client_secret_jwt"] as const;
  if (macBytes(alg) !== undefined) yield ["requestObjectSigningAlg", alg] as const;
}

/** A MAC can be verified only with the secret itself, and the database has only hashes. */
function* macFaults(
  key: string,
  member: string,
  of: string,
  { secrets }: Pick<Configuration["clients"][number], "secrets">,
  environment: Readonly<Record<string, string | undefined>>,
  isStored: boolean,
): Generator<ConfigurationFault> {
  if (isStored)
    return yield {
      key: `${key}.${member}`,
      is: `${of}, but only hashes of its secrets are kept`,
      expected: "a key of the client (private_key_jwt, ES256), or a client in the configuration file",
    };
  for (const [i, { value, env, sha256, hash: foreign }] of secrets.entries()) {
    const text = value ?? environment[env ?? ""];
    const hashed = sha256 !== undefined ? "sha256" : foreign !== undefined ? "hash" : undefined;
    if (hashed !== undefined)
      yield { key: `${key}.secrets[${i}].${hashed}`, is: "a hash", expected: `value or env, for ${of}` };
    else if (text !== undefined && new TextEncoder().encode(text).length < 32)
      yield { key: `${key}.secrets[${i}]`, is: "too short", expected: `at least 32 bytes, for ${of}` };
  }
}

const SHA256_OF_NOTHING = hash("sha256", "");

/**
 * An environment variable that a secret comes from. If somebody wrote the secret in place of the name, it must not appear in a
 * log.
 */
function* environmentFaults(
  key: string,
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Generator<ConfigurationFault> {
  const expected = "the name of an environment variable with the secret, 8 characters or more";
  const value = environment[name];
  if (value !== undefined && value.length >= 8) return;
  const shown = VARIABLE.test(name) ? name : "a name that is not shown";
  const what = value === undefined ? "not set" : value === "" ? "empty" : `set to ${value.length} characters`;
  yield { key, is: `${shown}, which is ${what}`, expected };
}
