/** The registry of a configuration: all of it in memory, the same for the life of the process. */
import type { ClientRecord, Registries, Registry, SettingsInFile } from "../../ports/registry.ts";
import { builtInClients } from "../../protocol/built-in-clients.ts";
import { NOBODY, registered } from "./credentials.ts";
import { secretIndexOf } from "./secret-index.ts";

/** What a configuration registers. */
export interface Configured extends Pick<Registry, "settings" | "catalogue"> {
  readonly clients: readonly ClientRecord[];
  readonly settingsInFile?: Omit<SettingsInFile, "settings"> | undefined;
}

/** `version` names it: a file that is read again makes another one. */
export function configuredRegistry(
  { settings, catalogue, clients, settingsInFile }: Configured,
  version = "configured",
): Registries {
  const builtIn = builtInClients(settings.issuer).map((client) => ({ client, secrets: [] }));
  const byId = new Map([...clients, ...builtIn].map((record) => [record.client.id, registered(record)]));
  const logos = new Map(
    clients.flatMap(({ client: { id }, logoUri }) => (logoUri === undefined ? [] : [[id, logoUri]])),
  );
  const registry: Registry = {
    version,
    settings,
    catalogue,
    client: (id) => byId.get(id),
    logo: (id) => logos.get(id),
    nobody: NOBODY,
    secrets: secretIndexOf(clients),
  };
  const inFile: Registries["inFile"] = (kind, id) => {
    if (kind === "application") return byId.has(id);
    if (kind === "trusted-issuer") return settings.trustedIssuers?.some(({ issuer }) => issuer === id) === true;
    return kind === "scope" ? catalogue.scopes.has(id) : kind === "api" && catalogue.apis.has(id);
  };
  return {
    current: () => registry,
    refresh: async () => {},
    inFile,
    clientsInFile: clients.map(({ client }) => client.id).sort(),
    settingsInFile: { settings, written: new Set(), atStart: {}, ...settingsInFile },
  };
}
