/** Reads a backup of either form whole. Changes nothing. */
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { sealer } from "../keys/seal.ts";
import { type DatabaseSummary, verifyDatabase } from "../sqlite/verify.ts";
import { inspected } from "./inspect.ts";
import { summaryOf } from "./make.ts";
import { kindOfFile, partsIn } from "./read.ts";

/** What it contains. @throws, in words, if it isn't whole. `secret`: to try whether it decrypts the keys. */
export async function verifiedBackup(
  file: string,
  secret?: string,
): Promise<DatabaseSummary & { readonly keyFault: string | undefined }> {
  const kind = kindOfFile(file);
  if (kind === "portable") return summaryOf(await inspected(partsIn(file), secret), statSync(file).size);
  // It says itself why it isn't a database, if it isn't.
  const summary = verifyDatabase(file);
  return { ...summary, keyFault: keyFaultIn(file, secret) };
}

function keyFaultIn(file: string, secret: string | undefined): string | undefined {
  if (secret === undefined) return undefined;
  const database = new DatabaseSync(file, { readOnly: true });
  const seals = sealer(secret);
  try {
    for (const { sealed } of database.prepare("select sealed from signing_keys").all()) seals.open(String(sealed));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    database.close();
  }
}
