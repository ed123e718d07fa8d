/** Reads the refusals of a database that a server may be writing. Changes nothing, not even the schema. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { RefusalReader } from "../../ports/storage.ts";
import { refusalReader } from "../sql/refusals.ts";
import { preparer, readAtOnce } from "./shared.ts";

/** Milliseconds. A reader waits for a checkpoint, and blocks nobody. */
const BUSY = 2_000;

/** @throws if there is no such database, or this version can't read it. */
export function readRefusals(file: string): RefusalReader & { readonly close: () => Promise<void> } {
  if (!existsSync(file)) throw new Error(`There is no database ${file}.`);
  let database: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(file, { readOnly: true });
    database = opened;
    opened.exec(`pragma busy_timeout = ${BUSY}`);
    const reader = refusalReader({ prepare: preparer(opened), read: readAtOnce });
    return { ...reader, close: async () => opened.close() };
  } catch (error) {
    database?.close();
    throw new Error(`The refusals in ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
