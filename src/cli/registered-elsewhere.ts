/** What the configuration file registers. It is served beside what is stored, and what is stored may refer to it. */
import { configurationFile, loadConfig } from "../configuration/load.ts";
import type { Config } from "../configuration/schema.ts";
import type { Ids } from "../declared/plan-file.ts";
import type { DataOptions } from "./data-options.ts";

/** The ids in the configuration file of a server with the same options. */
export async function configuredIds(options: DataOptions): Promise<Ids> {
  const { apis, scopes, clients } = await configurationOf(options);
  return { api: idsOf(apis, "resource"), scope: idsOf(scopes, "name"), application: idsOf(clients, "id") };
}

/** The configuration of a server with the same options, unchecked; nothing if there is none. */
export async function configurationOf({ config, data, demo }: DataOptions): Promise<Partial<Config>> {
  // The demo has its registry in the storage.
  if (demo === true) return {};
  const here = process.cwd();
  try {
    return await loadConfig(configurationFile(config, here), here);
  } catch (error) {
    // A directory that is named needs no configuration.
    if (config === undefined && data !== undefined) return {};
    throw error;
  }
}

/** The file is checked when a server starts, not here. */
function idsOf(list: unknown, member: string): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one) => (typeof one?.[member] === "string" ? [one[member] as string] : []));
}
