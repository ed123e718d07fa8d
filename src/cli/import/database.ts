/** Opens what an import works on. A server may use it at the same time. */
import { existsSync } from "node:fs";
import type { Storage } from "../../ports/storage.ts";
import { directoryOf, presentDatabase, writableDatabase } from "../data-directory.ts";
import type { DataOptions } from "../data-options.ts";
import { onStorage } from "../on-storage.ts";

/** `create` makes a database if there is none, and says so. */
export async function onDatabase<T>(
  options: DataOptions,
  work: (storage: Storage) => Promise<T>,
  create = false,
): Promise<T> {
  const directory = await directoryOf(options);
  const file = create ? writableDatabase(directory) : presentDatabase(directory);
  const isNew = !existsSync(file);
  return onStorage(file, (storage) => {
    if (isNew) process.stderr.write(`Created a new database: ${file}\n`);
    return work(storage);
  });
}
