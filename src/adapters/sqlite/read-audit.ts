/** Reads and checks the audit log of a database that a server may be writing. Changes nothing, not even the schema. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { type OpenAudit, openedAudit } from "../sql/read-audit.ts";
import { preparer, readAtOnce } from "./shared.ts";

/** Milliseconds. A reader waits for a checkpoint, and blocks nobody. */
const BUSY = 2_000;

/** @throws if there is no such database, it has no audit log yet, or this version can't read it. */
export function readAudit(file: string): OpenAudit {
  if (!existsSync(file)) throw new Error(`There is no database ${file}.`);
  let database: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(file, { readOnly: true });
    database = opened;
    // All reads in one transaction see the same state.
    opened.exec(`pragma busy_timeout = ${BUSY}; begin`);
    if (!hasAudit(opened)) throw new Error("it is from before the audit log. Start the server once to update it.");
    return openedAudit({ prepare: preparer(opened), read: readAtOnce }, async () => opened.close());
  } catch (error) {
    database?.close();
    throw new Error(`The audit log in ${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
}

/** Whether a database has the tables. Versions before 0016-audit made none. */
export const hasAudit = (database: DatabaseSync): boolean =>
  database.prepare("select 1 from sqlite_master where name = 'audit_head'").get() !== undefined;
