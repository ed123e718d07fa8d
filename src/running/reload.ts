/** Puts another configuration in force while requests are served. Each request is decided by the one before or the one after, whole. */
import { ConfigurationError } from "../configuration/fault.ts";
import { type InForce, type Reloaded, reloaded } from "../configuration/reload.ts";
import { valueAt } from "../configuration/run-time.ts";
import type { Config, Configuration } from "../configuration/schema.ts";
import { type Environment, serverEnvironment } from "../configuration/secret-files.ts";
import type { StorageKind } from "../configuration/storage-kind.ts";
import type { Certificates } from "./certificates.ts";
import type { Warnings } from "./warnings.ts";

/** What a reload changes. */
export interface Served {
  /** None without `tls`. */
  readonly certificates: Certificates | undefined;
  readonly warnings: Warnings;
  /** Clients, scopes, APIs and settings. */
  readonly reconfigure: (to: Configuration, secrets: Environment) => Promise<void>;
}

/** A port that can't be opened is a fault of the setting that names it. */
function faultOf(error: unknown, configuration: Configuration): unknown {
  if (!(error instanceof Error) || !("setting" in error) || typeof error.setting !== "string") return error;
  const is = `${String(valueAt(configuration, error.setting))}, which can't be opened (${error.message})`;
  return new ConfigurationError([{ key: error.setting, is, expected: "a port that no other program listens on" }]);
}

export type Reload = (config: Config) => Promise<Reloaded>;

/**
 * Makes what reloads: one configuration after the other. It rejects, and changes nothing, with a `ConfigurationError` if one can't be used, and with
 * `StorageUnavailable` if the storage can't be asked. `environment`: as it was given, without the secrets that files have.
 */
export function reloading(
  first: InForce,
  environment: Environment,
  storage: StorageKind,
  { certificates, warnings, reconfigure }: Served,
): Reload {
  let inForce = first;
  let last: Promise<unknown> = Promise.resolve();

  async function change(config: Config): Promise<Reloaded> {
    const {
      inForce: next,
      changed,
      restart,
    } = reloaded(inForce, config, serverEnvironment(environment, config), storage);
    // What can fail comes first. A certificate that can be used was checked before.
    await reconfigure(next.configuration, next.environment).catch((error: unknown) => {
      throw faultOf(error, next.configuration);
    });
    const isOther = certificates?.use(next.configuration) === true;
    inForce = next;
    await warnings.again(next);
    return { changed: isOther && !changed.includes("tls") ? [...changed, "tls"] : changed, restart };
  }

  return (config) => {
    const done = last.then(() => change(config));
    last = done.catch(() => {});
    return done;
  };
}
