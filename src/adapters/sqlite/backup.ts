/** Copies a database while it is in use. */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { copyDatabase, inFile } from "./copy.ts";
import { sealFile } from "./seal-file.ts";
import { type DatabaseSummary, verifyDatabase } from "./verify.ts";
import { markAsWhole } from "./wholeness.ts";

/** A finished copy, and what it contains. */
export interface Backup extends DatabaseSummary {
  /** Absolute path. */
  readonly file: string;
}

/**
 * Copies everything that is committed in `database` into the new file `target`, readable only by its owner, and verifies the
 * copy. Requests are served meanwhile. Rejects if `target` exists. A failed copy leaves nothing under that name.
 */
export async function backUp(database: string, target: string): Promise<Backup> {
  const file = resolve(target);
  if (!existsSync(database)) throw new Error(`There is no database ${database}.`);
  if (existsSync(file)) throw new Error(`${file} already exists. Choose another name, or remove the file first.`);
  if (!existsSync(dirname(file))) throw new Error(`There is no folder ${dirname(file)}.`);
  let summary: DatabaseSummary | undefined;
  await copyDatabase(database, file, (copy) => {
    inFile(copy, markAsWhole);
    sealFile(copy);
    summary = verifyDatabase(copy, database);
  });
  return { ...(summary as DatabaseSummary), file };
}
