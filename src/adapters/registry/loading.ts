/**
 * A registry whose clients are in a store: settings, scopes and APIs are in memory, clients are loaded when they are needed. Its
 * version can be replaced at any time. Requests in progress keep theirs.
 */
import type { ClientRecord, RegisteredClient, Registries, Registry, SecretIndex } from "../../ports/registry.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import { NOBODY, registered } from "./credentials.ts";
import { type Bounds, HotClients, type LookedUp } from "./hot-clients.ts";
import { rememberedIds } from "./remembered-ids.ts";

/**
 * One version as the store has it. What it says must not change as long as requests of this version are in progress, so a store
 * keeps what a newer version has replaced for that long.
 */
export interface RegistrySource extends Pick<Registry, "version" | "settings" | "catalogue" | "secrets"> {
  /** Loads a client. If it rejects, requests are refused because the storage doesn't work. */
  readonly client: (id: string) => Promise<ClientRecord | undefined>;
  /** Loads a client's logo. */
  readonly logo: (id: string) => Promise<string | undefined>;
  /** The ids of all clients that were added, changed or removed since the version before. Without it, all may have changed. */
  readonly changed?: readonly string[] | undefined;
}

export interface LoadingRegistries extends Registries {
  /**
   * Puts another version in force for all requests that begin from now on. Throws if the issuer isn't the same: routes, cookies
   * and all tokens depend on it.
   */
  replace(next: RegistrySource): void;
  /** How much of the version in force is in memory. */
  readonly kept: HotClients["kept"];
}

/** Opens a registry with its first version. `now` in milliseconds. `told` hears of each lookup of a client. */
export function loadingRegistry(
  first: RegistrySource,
  bounds: Bounds,
  now: () => number,
  told?: LookedUp,
): LoadingRegistries {
  let [current, hot] = versionOf(first, bounds, now, told);
  return {
    current: () => current,
    refresh: async () => {},
    inFile: () => false,
    clientsInFile: [],
    settingsInFile: { settings: first.settings, written: new Set(), atStart: {} },
    replace(next) {
      if (next.version === current.version) return;
      if (next.settings.issuer !== current.settings.issuer)
        throw new Error("The issuer can't change while the server runs.");
      const before = hot;
      [current, hot] = versionOf(next, bounds, now, told);
      before.moveTo(hot, next.changed);
    },
    get kept() {
      return hot.kept;
    },
  };
}

function versionOf(
  source: RegistrySource,
  bounds: Bounds,
  now: () => number,
  told: LookedUp | undefined,
): [Registry, HotClients] {
  const load = async (id: string): Promise<RegisteredClient | undefined> => {
    const record = await available(() => source.client(id));
    return record && registered(record);
  };
  const hot = new HotClients(load, bounds, now, told);
  const { version, settings, catalogue } = source;
  return [
    {
      version,
      settings,
      catalogue,
      client: (id) => hot.find(id),
      // Browsers keep logos, so they are seldom asked for.
      logo: (id) => available(() => source.logo(id)),
      nobody: NOBODY,
      secrets: indexOf(source.secrets),
    },
    hot,
  ];
}

/** The index of a store, which isn't asked for nothing. */
function indexOf(index: SecretIndex): SecretIndex {
  return {
    haveGuessable: index.haveGuessable,
    foreignKinds: index.foreignKinds,
    clientsAmong: rememberedIds((texts) => available(() => index.clientsAmong(texts))),
    secretsAmong: (sha256) => (sha256.length === 0 ? new Set() : available(() => index.secretsAmong(sha256))),
    lengthsOf: (beginnings) => (beginnings.length === 0 ? new Map() : available(() => index.lengthsOf(beginnings))),
  };
}

/** What a store says. If it fails in any way, it has said nothing about clients. */
async function available<T>(ask: () => T | Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    throw new StorageUnavailable("failing", "clients can't be loaded", { cause: error });
  }
}
