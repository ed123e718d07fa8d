/** `candor backup` and `candor restore`, of either database. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { faultInWords } from "../../admin/audit-words.ts";
import type { ChainFault } from "../../ports/audit-chain.ts";
import { commandActor } from "../actor.ts";
import { presentDatabase, said, writableDatabase } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { nameOf, placeOf } from "../place.ts";
import { secretVariable } from "../secret-variable.ts";
import type { BackupOptions } from "./options.ts";

/** What is said of a backup in either form. */
interface Summary {
  readonly bytes: number;
  readonly migration: string;
  readonly users: number;
  readonly grants: number;
  readonly signingKeys: number;
  readonly refusals: number;
  readonly auditEntries: number;
  readonly keysEncrypted: boolean;
  readonly keyFault?: string | undefined;
  readonly auditFault: ChainFault | undefined;
}

const secret = (): string | undefined => secretVariable("CANDOR_KEY_ENCRYPTION_SECRET");

export async function backup(file: string, options: BackupOptions): Promise<void> {
  await saying(async () => {
    const place = await placeOf(options);
    const now = Date.now();
    const { portableBackup, postgresBackup } = await import("../../adapters/backup/make.ts");
    const made =
      place.kind === "postgres"
        ? await postgresBackup(place.url, file, now, secret())
        : options.portable === true
          ? await portableBackup(presentDatabase(place.directory), file, now, secret())
          : await (await import("../../adapters/sqlite/backup.ts")).backUp(presentDatabase(place.directory), file);
    const keys = made.keysEncrypted
      ? "Its keys are encrypted. Keep CANDOR_KEY_ENCRYPTION_SECRET, too, in another place."
      : "Its keys aren't encrypted, so anyone who can read this file can sign tokens. Keep it as safe as the server.";
    show(made, options, `Backed up to ${made.file} and verified the copy.\n${inWords(made)}\n${keys}`);
  });
}

export async function restoreFrom(file: string, options: BackupOptions): Promise<void> {
  await saying(async () => {
    const { force, endGrants } = options;
    const place = await placeOf(options);
    const how = { by: commandActor(), force, endGrants, now: Date.now() };
    const { restoreIntoFile, restoreIntoPostgres } = await import("../../adapters/backup/restore.ts");
    if (place.kind === "postgres" && force === true)
      throw new Error(
        "--force replaces a database file. In PostgreSQL, make an empty database, restore into that, and let DATABASE_URL name it.",
      );
    const restored =
      place.kind === "postgres"
        ? { ...(await restoreIntoPostgres(file, place.url, how)), file: nameOf(place), former: undefined }
        : await restoreIntoFile(file, writableDatabase(place.directory), how);
    const former = restored.former === undefined ? "" : `\nThe former database is now ${restored.former}.`;
    const keys = restored.keysEncrypted
      ? "\nIts keys are encrypted. Start the server with the CANDOR_KEY_ENCRYPTION_SECRET of the server that was backed up."
      : "";
    const ended = endGrants === true ? "\nAll sessions and grants in it have ended: everybody signs in again." : "";
    show(restored, options, `Restored ${restored.file}.\n${inWords(restored)}${former}${keys}${ended}`);
  });
}

/** Reads a backup whole, and says what it contains. The exit code is 1 if it isn't whole. */
export async function verifyBackup(file: string, options: BackupOptions): Promise<void> {
  await saying(async () => {
    if (!existsSync(file)) throw new Error(`There is no file ${file}.`);
    const { verifiedBackup } = await import("../../adapters/backup/verify.ts");
    const found: Summary = await verifiedBackup(resolve(file), secret());
    const keys =
      found.keysEncrypted && secret() === undefined
        ? "\nIts keys are encrypted, and weren't tried: CANDOR_KEY_ENCRYPTION_SECRET isn't set."
        : "";
    if (found.auditFault !== undefined || found.keyFault !== undefined) process.exitCode = EXIT.not;
    show(found, options, `${file} is whole.\n${inWords(found)}${keys}`);
  });
}

async function saying(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.exitCode = EXIT.not;
    process.stderr.write(`${said(error)}\n`);
  }
}

function inWords(summary: Summary): string {
  const { bytes, migration, users, grants, signingKeys, refusals, auditEntries } = summary;
  const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
  const counts = [
    count(users, "user"),
    count(grants, "grant"),
    count(signingKeys, "signing key"),
    count(refusals, "refusal"),
    count(auditEntries, "audit entry", "audit entries"),
  ];
  return `${counts.join(", ")}; ${(bytes / 1_000_000).toFixed(1)} MB, migration ${migration}.`;
}

/** A damaged log is no reason to lose the rest of the data, or the evidence. */
function show(made: Summary, { json }: BackupOptions, text: string): void {
  if (made.auditFault !== undefined)
    process.stderr.write(`Warning: the audit log in this file isn't whole. ${faultInWords(made.auditFault)}\n`);
  if (made.keyFault !== undefined) process.stderr.write(`Warning: ${made.keyFault}\n`);
  process.stdout.write(`${json === true ? JSON.stringify(made, null, 2) : text}\n`);
}
