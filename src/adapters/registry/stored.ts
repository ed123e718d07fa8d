/**
 * The registry of a server: what the configuration file registers, and what is registered in the storage and may change at run
 * time. The file wins. As long as nothing is stored, nothing is asked of the storage.
 */

import { contentOf, grantTypeUse, recordOf, type StoredSettings, withStored } from "../../ports/registered.ts";
import type { Kind, Registration, RegistrationStore } from "../../ports/registrations.ts";
import type { Registries, Registry, SecretIndex, SettingsInFile } from "../../ports/registry.ts";
import { once } from "../../ports/soon.ts";
import { OPTIONAL_GRANT_TYPES } from "../../protocol/grants/index.ts";
import { type Api, GRANT_SCOPES, GROUP_SCOPES, type Scope } from "../../protocol/scope/catalogue.ts";
import type { Settings, TrustedIssuer } from "../../protocol/settings.ts";
import { type Configured, configuredRegistry } from "./configured.ts";
import type { Bounds, LookedUp } from "./hot-clients.ts";
import { type LoadingRegistries, loadingRegistry, type RegistrySource } from "./loading.ts";

/** Rows that are read at once. */
const PAGE = 500;

export interface StoredRegistries extends Registries {
  /** Puts another version of the file in force, for all requests that begin from now on. The issuer must be the same. */
  readonly reconfigure: (configured: Configured) => Promise<void>;
}

/** Opens the registry with what is stored now. `told` hears of each lookup of a stored client. */
export async function storedRegistries(
  configured: Configured,
  store: RegistrationStore,
  bounds: Bounds,
  now: () => number,
  told?: LookedUp,
): Promise<StoredRegistries> {
  let configuration = configuredRegistry(configured);
  let file = configuration.current();
  let files = 0;
  let known = 0;
  let loading: LoadingRegistries | undefined;
  let inForce: Registry = file;
  let refreshing: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    const version = await store.version();
    if (version !== known) await load(version, known);
  }

  /** `before`: the version of the storage that what is kept of clients is of; 0 if nothing can be kept. */
  async function load(version: number, before: number): Promise<void> {
    const read = await sourceOf(file, configuration.settingsInFile, store, version, before);
    const source = files === 0 ? read : { ...read, version: `${read.version}-file-${files}` };
    const newest = await store.version();
    // Something has changed meanwhile.
    if (newest !== version) return load(newest, before);
    if (loading === undefined) loading = loadingRegistry(source, bounds, now, told);
    else loading.replace(source);
    known = version;
    inForce = merged(file, loading.current());
  }

  /** Puts another file in force. If what is stored can't be read, the one before stays. */
  async function change(next: Configured): Promise<void> {
    const former = [configuration, file] as const;
    configuration = configuredRegistry(next, `configured-${++files}`);
    file = configuration.current();
    try {
      const version = await store.version();
      if (loading === undefined && version === 0) inForce = file;
      else await load(version, 0);
    } catch (error) {
      [configuration, file] = former;
      throw error;
    }
  }

  /** One after the other. */
  function alone(work: () => Promise<void>): Promise<void> {
    refreshing ??= work().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  await refresh();
  return {
    current: () => inForce,
    inFile: (kind, id) => configuration.inFile(kind, id),
    get clientsInFile() {
      return configuration.clientsInFile;
    },
    get settingsInFile() {
      return configuration.settingsInFile;
    },
    async refresh() {
      // A change that was committed before this call may have come too late for the one in progress.
      await refreshing?.catch(() => {});
      return alone(refresh);
    },
    async reconfigure(next) {
      while (refreshing !== undefined) await refreshing.catch(() => {});
      return alone(() => change(next));
    },
  };
}

/** What is stored, as of a version. */
async function sourceOf(
  { settings, catalogue }: Registry,
  { written }: SettingsInFile,
  store: RegistrationStore,
  version: number,
  before: number,
): Promise<RegistrySource> {
  const scopes = (await all(store, "scope")).map((one) => contentOf(one).scope);
  const apis = (await all(store, "api")).map((one) => contentOf(one).api);
  const changed = before === 0 ? undefined : await store.changedSince(before);
  const { secrets } = store;
  const present = withTrusted(
    decided(withStored(settings, written, await storedSettings(store))),
    (await all(store, "trusted-issuer")).map((one) => contentOf(one).trusted),
  );
  // The file has them if it turns grant management on.
  const managing = present.grantManagement === undefined ? [] : GRANT_SCOPES;
  const optionalGrants = await optionalGrantsOf(present, store);
  return {
    version: `stored-${version}`,
    settings: optionalGrants.length === 0 ? present : { ...present, optionalGrants },
    catalogue: {
      scopes: new Map<string, Scope>(
        [...GROUP_SCOPES, ...scopes, ...managing, ...catalogue.scopes.values()].map((one) => [one.name, one]),
      ),
      apis: new Map<string, Api>([...apis, ...catalogue.apis.values()].map((one) => [one.resource, one])),
    },
    async client(id) {
      const found = await store.find("application", id, version);
      if (found === undefined) return undefined;
      const record = recordOf(contentOf({ ...found, kind: "application" }));
      const profile = record.client.profile ?? settings.profile;
      const client = profile === undefined ? record.client : { ...record.client, profile };
      return { ...record, client, since: found.addedAt };
    },
    async logo(id) {
      const found = await store.find("application", id, version);
      return found && contentOf({ ...found, kind: "application" }).logoUri;
    },
    changed: changed?.filter(({ kind }) => kind === "application").map(({ id }) => id),
    secrets: {
      ...secrets,
      haveGuessable: await secrets.haveGuessable(),
      foreignKinds: await secrets.foreignKinds(),
    },
  };
}

/** With the issuers of the storage. The file wins. */
function withTrusted(settings: Settings, stored: readonly TrustedIssuer[]): Settings {
  const { trustedIssuers: inFile = [] } = settings;
  const others = stored.filter(({ issuer }) => !inFile.some((one) => one.issuer === issuer));
  return others.length === 0 ? settings : { ...settings, trustedIssuers: [...inFile, ...others] };
}

/** Settings have nothing where `off` is stored. */
function decided({ grantManagement, ...others }: Settings): Settings {
  return grantManagement === "allowed" || grantManagement === "required" ? { ...others, grantManagement } : others;
}

/** Those of the file, of stored applications, and of applications that may register themselves. */
async function optionalGrantsOf(
  { optionalGrants = [], registration: { mode, grantTypes } }: Settings,
  store: RegistrationStore,
): Promise<readonly string[]> {
  const isUsed = async (name: string): Promise<boolean> =>
    optionalGrants.includes(name) ||
    (mode !== "off" && grantTypes.includes(name)) ||
    (await store.list({ kind: "application", uses: grantTypeUse(name), limit: 1 })).length > 0;
  const used = await Promise.all(OPTIONAL_GRANT_TYPES.map(isUsed));
  return OPTIONAL_GRANT_TYPES.filter((_, at) => used[at]);
}

/** Those that were changed at run time, by their names in the configuration. */
async function storedSettings(store: RegistrationStore): Promise<StoredSettings["settings"]> {
  const [found] = await all(store, "settings");
  return found === undefined ? {} : contentOf(found).settings;
}

async function all<K extends Kind>(
  store: RegistrationStore,
  kind: K,
): Promise<readonly (Registration & { kind: K })[]> {
  const found: (Registration & { kind: K })[] = [];
  for (;;) {
    const page = await store.list({ kind, after: found.at(-1)?.id, limit: PAGE });
    found.push(...page.map((one) => ({ ...one, kind })));
    if (page.length < PAGE) return found;
  }
}

/** The clients of the file are in memory, and nothing waits for them. */
function merged(file: Registry, stored: Registry): Registry {
  return {
    ...stored,
    client: (id) => file.client(id) ?? stored.client(id),
    logo: (id) => (file.client(id) === undefined ? stored.logo(id) : file.logo(id)),
    nobody: file.nobody,
    secrets: mergedIndex(file.secrets, stored.secrets),
  };
}

function mergedIndex(file: SecretIndex, stored: SecretIndex): SecretIndex {
  return {
    haveGuessable: file.haveGuessable || stored.haveGuessable,
    foreignKinds: [...file.foreignKinds, ...stored.foreignKinds],
    clientsAmong: (texts) =>
      once(file.clientsAmong(texts), (ids) =>
        once(stored.clientsAmong(texts), (others) => new Set([...ids, ...others])),
      ),
    secretsAmong: async (sha256) =>
      new Set([...(await file.secretsAmong(sha256)), ...(await stored.secretsAmong(sha256))]),
    async lengthsOf(beginnings) {
      const both = new Map(await file.lengthsOf(beginnings));
      for (const [beginning, lengths] of await stored.lengthsOf(beginnings))
        both.set(beginning, [...(both.get(beginning) ?? []), ...lengths]);
      return both;
    },
  };
}
