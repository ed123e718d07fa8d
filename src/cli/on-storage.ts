import { openSqlite } from "../adapters/sqlite/open.ts";
import type { Storage } from "../ports/storage.ts";

/** Opens the storage of a database file, runs one task, and closes it. */
export async function onStorage<T>(file: string, work: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openSqlite({ file });
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}
