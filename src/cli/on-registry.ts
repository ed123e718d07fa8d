/** Opens what is registered in a data directory. A server may use it at the same time. */
import { existsSync } from "node:fs";
import type { RegistrationStore } from "../ports/registrations.ts";
import { directoryOf, presentDatabase, writableDatabase } from "./data-directory.ts";
import type { DataOptions } from "./data-options.ts";
import { onStorage } from "./on-storage.ts";

/** Opens the registry of the data directory. `create` makes a database if there is none, and says so. */
export async function onRegistry<T>(
  options: DataOptions,
  work: (store: RegistrationStore) => Promise<T>,
  create = false,
): Promise<T> {
  const directory = await directoryOf(options);
  const file = create ? writableDatabase(directory) : presentDatabase(directory);
  const isNew = !existsSync(file);
  return onStorage(file, (storage) => {
    if (isNew) process.stderr.write(`Created a new database: ${file}\n`);
    return work(storage.registrations);
  });
}

/** Whether there is a database yet. */
export async function hasDatabase(options: DataOptions): Promise<boolean> {
  return existsSync(writableDatabase(await directoryOf(options)));
}
