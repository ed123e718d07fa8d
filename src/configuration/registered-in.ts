/** What a configuration registers, as the registry gets it. */
import type { ClientRecord } from "../ports/registry.ts";
import type { Catalogue } from "../protocol/scope/catalogue.ts";
import type { Settings } from "../protocol/settings.ts";
import { catalogueFrom } from "./catalogue.ts";
import { clientsFrom, settingsFrom } from "./load.ts";
import { atStart } from "./run-time.ts";
import type { Configuration } from "./schema.ts";
import type { Environment } from "./secret-files.ts";
import type { StorageKind } from "./storage-kind.ts";

export interface Registers {
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  readonly clients: readonly ClientRecord[];
  readonly settingsInFile: {
    readonly written: ReadonlySet<string>;
    readonly atStart: Readonly<Record<string, unknown>>;
  };
}

/** `since`: tells from when on each client's id stands for it, by the id. */
export async function registeredIn(
  configuration: Configuration,
  environment: Environment,
  storage: StorageKind,
  since: (ids: readonly string[]) => Promise<ReadonlyMap<string, number>>,
): Promise<Registers> {
  const clients = clientsFrom(configuration, environment);
  const from = await since(clients.map(({ client }) => client.id));
  return {
    settings: settingsFrom(configuration),
    catalogue: catalogueFrom(configuration),
    clients: clients.map((record) => ({ ...record, since: from.get(record.client.id) })),
    settingsInFile: { written: new Set(configuration.written), atStart: atStart(configuration, storage) },
  };
}
