/**
 * What of another configuration can be put in force while the server runs. Settings that are read at the start keep their values until a restart, and
 * are named. What is then in force is checked as a whole.
 */
import { isDeepStrictEqual } from "node:util";
import { checkConfig } from "./check.ts";
import { valueAt } from "./run-time.ts";
import type { Config, Configuration } from "./schema.ts";
import { type Environment, SERVER_SECRETS } from "./secret-files.ts";
import type { StorageKind } from "./storage-kind.ts";

/** A configuration as it is written and as it was checked, with the environment that it was checked with. */
export interface InForce {
  readonly config: Config;
  readonly configuration: Configuration;
  readonly environment: Environment;
}

/** What became of another configuration. Settings are named as in the configuration. */
export interface Reloaded {
  /** Settings that changed, and are in force for the next request. */
  readonly changed: readonly string[];
  /** Settings and environment variables that differ and wait for a restart. */
  readonly restart: readonly string[];
}

/** Routes, sockets, pools and keys are made from these. */
const AT_START = [
  ...["issuer", "host", "port", "data", "trustedProxy", "outbound", "connections", "logFormat", "sessionCookie"],
  ...["notices", "additionalKeys", "hooks", "journal.perMinute", "mutualTls.forwardedIn"],
] as const;

/** Whether these are set at all decides how the server listens. */
const PRESENT = ["tls", "mutualTls"] as const;

/** Plans the change. @throws {ConfigurationError} if the configuration can't be used, alone or with what waits for a restart. */
export function reloaded(
  before: InForce,
  config: Config,
  environment: Environment,
  storage: StorageKind,
): Reloaded & { readonly inForce: InForce } {
  const wanted = { config, configuration: checkConfig(config, environment, storage), environment };
  const waiting = [
    ...PRESENT.filter(
      (name) => (before.configuration[name] === undefined) !== (wanted.configuration[name] === undefined),
    ),
    ...AT_START.filter((name) => !isSame(name, before, wanted)),
  ].filter((name, at, all) => !all.slice(0, at).some((other) => name.startsWith(`${other}.`)));
  const variables = SERVER_SECRETS.filter((name) => before.environment[name] !== environment[name]);
  const inForce = kept(before, wanted, waiting, variables, storage);
  const names = new Set([...Object.keys(before.configuration), ...Object.keys(inForce.configuration)]);
  const changed = [...names].filter((name) => name !== "written" && !isSame(name, before, inForce));
  return { inForce, changed, restart: [...waiting, ...variables] };
}

function isSame(name: string, before: InForce, after: InForce): boolean {
  const [a, b] = [before, after].map((one) => plain(valueAt(one.configuration, name)));
  return isDeepStrictEqual(a, b) && isDeepStrictEqual(secretsAt(name, before), secretsAt(name, after));
}

/** A module that is run again makes other functions. They are the same to us if they read the same. */
function plain(value: unknown): unknown {
  if (typeof value === "function") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, within]) => [name, plain(within)]));
}

/** The secrets from the environment that a setting names. */
function secretsAt(name: string, { configuration, environment }: InForce): readonly (string | undefined)[] {
  if (name === "clients")
    return configuration.clients.flatMap(({ secrets }) => secrets.map(({ env = "" }) => environment[env]));
  const { webhook, mail } = configuration.notices;
  return name === "notices" ? [webhook?.secret.env, mail?.password?.env].map((env = "") => environment[env]) : [];
}

/** What is wanted, with the values of before where a restart is needed. */
function kept(
  before: InForce,
  wanted: InForce,
  waiting: readonly string[],
  variables: readonly string[],
  storage: StorageKind,
): InForce {
  if (waiting.length === 0 && variables.length === 0) return wanted;
  const config = waiting.reduce<object>((all, name) => put(all, name.split("."), valueAt(before.config, name)), {
    ...wanted.config,
  }) as Config;
  const own = Object.fromEntries(variables.map((name) => [name, before.environment[name]]));
  const environment = { ...wanted.environment, ...own };
  return { config, configuration: checkConfig(config, environment, storage), environment };
}

/** The object with another value at a place; without it where the value is `undefined`. */
function put(all: object, [name = "", ...within]: readonly string[], value: unknown): object {
  const { [name]: old, ...others } = all as Readonly<Record<string, unknown>>;
  const next = within.length === 0 ? value : put((old as object | undefined) ?? {}, within, value);
  return next === undefined ? others : { ...others, [name]: next };
}
