/** Where a command works: on the file of a data directory, or in the PostgreSQL database that DATABASE_URL names. */
import { existsSync } from "node:fs";
import { nameOfDatabase } from "../adapters/postgres/address.ts";
import type { OpenAudit } from "../adapters/sql/read-audit.ts";
import { storageFor } from "../configuration/storage-kind.ts";
import { type RefusalReader, type Storage, StorageUnavailable } from "../ports/storage.ts";
import { databaseIn, directoryOf, NO_DATABASE, presentDatabase, writableDatabase } from "./data-directory.ts";
import type { DataOptions } from "./data-options.ts";
import { secretVariable } from "./secret-variable.ts";

export type Place =
  | { readonly kind: "sqlite"; readonly directory: string }
  | { readonly kind: "postgres"; readonly url: string };

/**
 * The place of a server with the same options. A directory that is named wins over DATABASE_URL, so that data can be moved from
 * one to the other. The demo is always in a directory.
 */
export async function placeOf(options: DataOptions): Promise<Place> {
  return isInPostgres(options)
    ? { kind: "postgres", url: secretVariable("DATABASE_URL") ?? "" }
    : { kind: "sqlite", directory: await directoryOf(options) };
}

/** Whether a server with the same options stores in PostgreSQL. */
export const isInPostgres = ({ data, demo }: DataOptions): boolean =>
  data === undefined && demo !== true && storageFor(process.env) === "postgres";

/** What a place is called, without its password. */
export function nameOf(place: Place): string {
  if (place.kind === "sqlite") return place.directory;
  return nameOfDatabase(place.url) ?? "DATABASE_URL";
}

/** Whether Candor has stored anything there. @throws where a server would not start on a directory. */
export async function isTaken(place: Place): Promise<boolean> {
  if (place.kind === "sqlite") return existsSync(writableDatabase(place.directory));
  const { isTaken } = await import("../adapters/postgres/read.ts");
  return naming(place, isTaken(place.url));
}

/** Opens the storage. `create` makes one if there is none, and says so. @throws in words where it can't be used. */
export async function openPlace(place: Place, create = false, leavesRoom = false): Promise<Storage> {
  const isNew = create && !(await isTaken(place));
  const storage = await (place.kind === "sqlite"
    ? openFile(place.directory, create, leavesRoom)
    : openDatabase(place, create));
  if (isNew)
    process.stderr.write(
      `Created a new database: ${place.kind === "sqlite" ? databaseIn(place.directory) : nameOf(place)}\n`,
    );
  return storage;
}

async function openFile(directory: string, create: boolean, leavesRoom: boolean): Promise<Storage> {
  const file = create ? writableDatabase(directory) : presentDatabase(directory);
  const { openSqlite } = await import("../adapters/sqlite/open.ts");
  return openSqlite({ file, leavesRoom });
}

async function openDatabase(place: Place & { readonly kind: "postgres" }, create: boolean): Promise<Storage> {
  if (!create) await refuseEmpty(place);
  const { openPostgres } = await import("../adapters/postgres/open.ts");
  return naming(place, openPostgres({ url: place.url }));
}

async function refuseEmpty(place: Place): Promise<void> {
  if (!(await isTaken(place))) throw new Error(`There is nothing of Candor in ${nameOf(place)}. ${NO_DATABASE}.`);
}

/** Opens the storage of a server with the same options, runs one task, and closes it. `leavesRoom`: it writes much, beside a server. */
export async function onStorage<T>(
  options: DataOptions,
  work: (storage: Storage) => Promise<T>,
  create = false,
  leavesRoom = false,
): Promise<T> {
  const storage = await openPlace(await placeOf(options), create, leavesRoom);
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

/** Opens the refusals, to read them. Changes nothing, not even the schema. */
export async function openRefusals(place: Place): Promise<RefusalReader & { readonly close: () => Promise<void> }> {
  if (place.kind === "sqlite")
    return (await import("../adapters/sqlite/read-refusals.ts")).readRefusals(databaseIn(place.directory));
  await refuseEmpty(place);
  return naming(place, (await import("../adapters/postgres/read.ts")).readRefusals(place.url));
}

/** Opens the audit log, to read it. Changes nothing, not even the schema. */
export async function openAudit(place: Place): Promise<OpenAudit> {
  if (place.kind === "sqlite")
    return (await import("../adapters/sqlite/read-audit.ts")).readAudit(databaseIn(place.directory));
  await refuseEmpty(place);
  return naming(place, (await import("../adapters/postgres/read.ts")).readAudit(place.url));
}

/** As which issuer the data was served last; `undefined` if it never was. */
export async function issuerOf(place: Place): Promise<string | undefined> {
  if (place.kind === "sqlite")
    return (await import("../adapters/sqlite/read-issuer.ts")).readIssuer(databaseIn(place.directory));
  return naming(place, (await import("../adapters/postgres/read.ts")).readIssuer(place.url));
}

/** Says which database PostgreSQL's own words are about, and what to do. */
const naming = <T>(place: Place, opened: Promise<T>): Promise<T> =>
  opened.catch(async (error: unknown) => {
    throw await inWords(place, error);
  });

/** An error of a database that couldn't be opened, in words. Others are what they were. */
export async function inWords(place: Place, error: unknown): Promise<unknown> {
  if (place.kind === "sqlite") return error;
  const { UNREACHABLE, problemOf } = await import("../adapters/postgres/problems.ts");
  const { id, found, fix } = problemOf(error);
  const isOther =
    id === UNREACHABLE.id && !(error instanceof StorageUnavailable) && !(error instanceof Error && "code" in error);
  return isOther ? error : new Error(`The database ${nameOf(place)} can't be used: ${found}. ${fix}`, { cause: error });
}
