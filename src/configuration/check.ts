/** Checks a configuration. Each problem names the key, its value, and what was expected. */
import { hash } from "node:crypto";
import { CLAIMS } from "../protocol/claims.ts";
import { methodOf } from "../protocol/client-authentication/index.ts";
import { isAllowable, redirectUriFault } from "../protocol/redirect-uri.ts";
import { GROUP_SCOPES, OPENID_SCOPES } from "../protocol/scope/catalogue.ts";
import { dataFaults } from "./data-directory.ts";
import { nearest } from "./expected.ts";
import { ConfigurationError, type ConfigurationFault } from "./fault.ts";
import { faultsOf, quoted } from "./form.ts";
import { issuerFault } from "./issuer.ts";
import { keyScheduleFaults } from "./key-schedule.ts";
import { machineFaults } from "./machine.ts";
import { type Config, type Configuration, schema } from "./schema.ts";

/** Fills in the defaults. Throws a `ConfigurationError` that names every fault. With storage in memory, no data directory is looked at. */
export function checkConfig(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
  storage: "sqlite" | "memory" = "sqlite",
): Configuration {
  const parsed = schema.safeParse(config);
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.flatMap((issue) => faultsOf(issue, config)));
  const faults = [
    ...coherence(parsed.data, environment),
    ...keyScheduleFaults(parsed.data),
    ...machineFaults(parsed.data),
    ...(storage === "sqlite" ? dataFaults(parsed.data.data) : []),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return parsed.data;
}

function* coherence(
  config: Configuration,
  environment: Readonly<Record<string, string | undefined>>,
): Generator<ConfigurationFault> {
  const secret = environment.CANDOR_KEY_ENCRYPTION_SECRET;
  if (secret !== undefined && secret.length < 16) {
    yield {
      key: "CANDOR_KEY_ENCRYPTION_SECRET",
      is: `${secret.length} characters long`,
      expected: "16 characters or more",
    };
  }
  const fault = issuerFault(config.issuer);
  if (fault !== undefined) yield { key: "issuer", is: quoted(config.issuer), expected: fault };
  const names = [...OPENID_SCOPES.map(({ name }) => name), ...config.scopes.map(({ name }) => name)];
  const resources = config.apis.map(({ resource }) => resource);
  yield* unique(
    "scopes",
    "name",
    config.scopes.map(({ name }) => name),
  );
  for (const [i, { name }] of config.scopes.entries()) {
    if (OPENID_SCOPES.some((standard) => standard.name === name))
      yield {
        key: `scopes[${i}].name`,
        is: quoted(name),
        expected: "another name: OpenID Connect's scopes are built in",
      };
  }
  const scopes = [...new Set([...names, ...GROUP_SCOPES.map(({ name }) => name)])];
  yield* unique("apis", "resource", resources);
  for (const [i, { tokens, typ }] of config.apis.entries()) {
    if (tokens === "opaque" && typ !== "at+jwt")
      yield { key: `apis[${i}].typ`, is: JSON.stringify(typ), expected: "none, since its tokens are opaque" };
  }
  yield* unique(
    "clients",
    "id",
    config.clients.map(({ id }) => id),
  );
  for (const [i, { api, deprecated, removed }] of config.scopes.entries()) {
    if (api !== undefined) yield* known(`scopes[${i}].api`, api, resources, "apis");
    for (const [state, successor] of Object.entries({ deprecated, removed }))
      if (successor?.replacement !== undefined)
        yield* known(`scopes[${i}].${state}.replacement`, successor.replacement, names, "scopes");
  }
  for (const [i, client] of config.clients.entries())
    yield* clientFaults(`clients[${i}]`, client, scopes, resources, environment);
}

function* unique(list: string, name: string, values: readonly string[]): Generator<ConfigurationFault> {
  for (const [i, value] of values.entries()) {
    const first = values.indexOf(value);
    if (first === i) continue;
    const is = `${quoted(value)}, as ${list}[${first}].${name} is`;
    yield { key: `${list}[${i}].${name}`, is, expected: "a different one, because each can be listed only once" };
  }
}

/** Names a value that is none of `all`, which are declared in `setting`. */
function* known(key: string, value: string, all: readonly string[], setting: string): Generator<ConfigurationFault> {
  if (all.includes(value)) return;
  const meant = nearest(value, all);
  const question = meant === undefined ? "" : `; did you mean ${meant}?`;
  const expected =
    all.length === 0 ? `a value that is declared in ${setting}, which is empty` : `one of ${all.join(", ")}`;
  yield { key, is: quoted(value), expected: `${expected}${question}` };
}

function* allKnown(
  key: string,
  values: readonly string[],
  all: readonly string[],
  setting: string,
): Generator<ConfigurationFault> {
  for (const [i, value] of values.entries()) yield* known(`${key}[${i}]`, value, all, setting);
}

/** Text in another form may be the secret itself, in place of its variable's name. */
const VARIABLE = /^(?=.{1,64}$)[A-Z]+(?:_[A-Z0-9]+)*$/;

function* clientFaults(
  key: string,
  client: Configuration["clients"][number],
  scopes: readonly string[],
  resources: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Generator<ConfigurationFault> {
  yield* allKnown(`${key}.scopes`, client.scopes, scopes, "scopes");
  yield* allKnown(`${key}.defaultScopes`, client.defaultScopes, client.scopes, `${key}.scopes`);
  yield* allKnown(`${key}.introspects`, client.introspects, resources, "apis");
  const { idTokenClaims } = client;
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
  const needsSecret = client.authMethods.some((method) => methodOf(method)?.secret === true);
  if (needsSecret !== client.secrets.length > 0) {
    const unused = isPublic ? "given to a public client" : "given to a client that never sends one";
    yield {
      key: `${key}.secrets`,
      is: needsSecret ? "empty" : unused,
      expected: needsSecret ? "at least one secret" : "none",
    };
  }
  for (const [i, secret] of client.secrets.entries()) {
    const given = [secret.value, secret.env, secret.sha256].filter((source) => source !== undefined).length;
    if (given !== 1)
      yield {
        key: `${key}.secrets[${i}]`,
        is: `given by ${given} of value, env, sha256`,
        expected: "exactly one of them",
      };
    if (secret.env !== undefined) yield* environmentFaults(`${key}.secrets[${i}].env`, secret.env, environment);
    if (secret.sha256 === SHA256_OF_NOTHING)
      yield { key: `${key}.secrets[${i}].sha256`, is: "the hash of empty text", expected: "the hash of a secret" };
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
