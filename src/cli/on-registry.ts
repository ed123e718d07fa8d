/** Opens what is registered in a data directory or a database. A server may use it at the same time. */
import type { RegistrationStore } from "../ports/registrations.ts";
import type { DataOptions } from "./data-options.ts";
import { isTaken, onStorage, placeOf } from "./place.ts";

/** Opens the registry. `create` makes a database if there is none, and says so. */
export async function onRegistry<T>(
  options: DataOptions,
  work: (store: RegistrationStore) => Promise<T>,
  create = false,
): Promise<T> {
  return onStorage(options, (storage) => work(storage.registrations), create);
}

/** Whether there is a database yet. */
export async function hasDatabase(options: DataOptions): Promise<boolean> {
  return isTaken(await placeOf(options));
}
