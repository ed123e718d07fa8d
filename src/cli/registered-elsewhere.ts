/** What the configuration file registers. It is served beside what is stored, and what is stored may refer to it. */
import { ConfigurationError } from "../configuration/fault.ts";
import { configurationFile, loadConfig } from "../configuration/load.ts";
import { type Config, schema } from "../configuration/schema.ts";
import type { Ids } from "../declared/plan-file.ts";
import type { Attribute } from "../protocol/attributes.ts";
import type { DataOptions } from "./data-options.ts";
import { isInPostgres } from "./place.ts";

/** The ids in the configuration file of a server with the same options. */
export async function configuredIds(options: DataOptions): Promise<Ids> {
  const { apis, scopes, clients, trustedIssuers } = await configurationOf(options);
  return {
    ...{ api: idsOf(apis, "resource"), scope: idsOf(scopes, "name"), application: idsOf(clients, "id") },
    "trusted-issuer": idsOf(trustedIssuers, "issuer"),
  };
}

/** The configuration of a server with the same options, unchecked; nothing if there is none. */
export async function configurationOf(options: DataOptions): Promise<Partial<Config>> {
  const { config, data, demo } = options;
  // The demo has its registry in the storage.
  if (demo === true) return {};
  const here = process.cwd();
  try {
    return await loadConfig(configurationFile(config, here), here);
  } catch (error) {
    // A file that can't be used is no missing file: what it registers would be taken for free.
    const isElsewhere = data !== undefined || isInPostgres(options);
    if (config === undefined && isElsewhere && isAbsence(error)) return {};
    throw error;
  }
}

/** Whether there is no configuration file. A directory that is named needs none, and neither does a database. */
export const isAbsence = (error: unknown): boolean =>
  error instanceof ConfigurationError && error.faults.some(({ key }) => key === "--config");

/** The attributes that the configuration of a command declares; none if there is no configuration. */
export async function attributesOf(options: DataOptions): Promise<readonly Attribute[]> {
  const { users } = await configurationOf(options);
  const parsed = schema.shape.users.safeParse(users ?? {});
  if (!parsed.success) throw new Error("The setting users isn't valid. To see why, run candor config check.");
  return parsed.data.attributes;
}

/** The file is checked when a server starts, not here. */
function idsOf(list: unknown, member: string): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((one) => (typeof one?.[member] === "string" ? [one[member] as string] : []));
}
