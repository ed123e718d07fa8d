/** Reads as which issuer a database was served last. Changes nothing, not even the schema. */
import { DatabaseSync } from "node:sqlite";

/** Milliseconds. A reader waits for a checkpoint, and blocks nobody. */
const BUSY = 2_000;

/** `undefined` if it was never served. */
export function readIssuer(file: string): string | undefined {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    database.exec(`pragma busy_timeout = ${BUSY}`);
    const isThere = database.prepare("select 1 from sqlite_master where name = 'served'").get() !== undefined;
    const row = isThere ? database.prepare("select issuer from served").get() : undefined;
    return typeof row?.issuer === "string" ? row.issuer : undefined;
  } finally {
    database.close();
  }
}
