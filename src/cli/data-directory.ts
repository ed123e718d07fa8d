/** Which data directory a command uses: that of a server with the same options. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DATABASE, dataFaults } from "../configuration/data-directory.ts";
import { ConfigurationError } from "../configuration/fault.ts";
import { configurationFile, loadConfig } from "../configuration/load.ts";
import { resolvePaths } from "../configuration/paths.ts";
import { StorageUnavailable } from "../ports/storage.ts";
import type { DataOptions } from "./data-options.ts";

/** Where the demo keeps its data, below the directory. */
const DEMO = "demo";

/** The data directory of a server with the same options. */
export async function directoryOf({ config, data, demo }: DataOptions): Promise<string> {
  if (demo === true) return resolve(join(data ?? "./data", DEMO));
  if (data !== undefined) return resolve(data);
  const here = process.cwd();
  const file = configurationFile(config, here);
  return resolvePaths(await loadConfig(file, here), dirname(file)).data ?? "";
}

/** The database of a directory, whether or not it exists. @throws if there is only the demo's, below it. */
export function databaseIn(directory: string): string {
  const file = join(directory, DATABASE);
  if (!existsSync(file) && existsSync(join(directory, DEMO, DATABASE)))
    throw new Error(`There is no database ${file}. To use the demo's database, add --demo.`);
  return file;
}

/** The database of a directory, to be written. @throws where a server would not start on the directory, in the same words. */
export function writableDatabase(directory: string): string {
  const [fault] = dataFaults(directory);
  if (fault !== undefined) throw new Error(`${fault.key} is ${fault.is}; expected ${fault.expected}.`);
  return databaseIn(directory);
}

/** What to do where there is no database. */
export const NO_DATABASE =
  "Start the server once, add a user with candor users add, or name another directory with --data";

/** The database of a directory, to be written. @throws where there is none. */
export function presentDatabase(directory: string): string {
  const file = writableDatabase(directory);
  if (!existsSync(file)) throw new Error(`There is no database ${file}. ${NO_DATABASE}.`);
  return file;
}

/** An error in words. */
export function said(error: unknown): string {
  if (error instanceof ConfigurationError) {
    const [first] = error.faults;
    return `The data directory is unknown. ${first?.key} is ${first?.is}; expected ${first?.expected}. Or name the directory with --data.`;
  }
  if (error instanceof StorageUnavailable) return `The database can't be used now: ${error.message}.`;
  return error instanceof Error ? error.message : String(error);
}
