/** `candor backup` and `candor restore`. */
import { backUp } from "../../adapters/sqlite/backup.ts";
import { restore } from "../../adapters/sqlite/restore.ts";
import type { DatabaseSummary } from "../../adapters/sqlite/verify.ts";
import { faultInWords } from "../../admin/audit-words.ts";
import { commandActor } from "../actor.ts";
import { directoryOf, presentDatabase, said, writableDatabase } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { isInPostgres } from "../place.ts";
import type { BackupOptions } from "./options.ts";

export async function backup(file: string, options: BackupOptions): Promise<void> {
  await saying(async () => {
    refusePostgres(options);
    const made = await backUp(presentDatabase(await directoryOf(options)), file);
    const keys = made.keysEncrypted
      ? "Its keys are encrypted. Keep CANDOR_KEY_ENCRYPTION_SECRET, too, in another place."
      : "Its keys aren't encrypted, so anyone who can read this file can sign tokens. Keep it as safe as the server.";
    show(made, options, `Backed up to ${made.file} and verified the copy.\n${inWords(made)}\n${keys}`);
  });
}

export async function restoreFrom(file: string, options: BackupOptions): Promise<void> {
  await saying(async () => {
    refusePostgres(options);
    const { force } = options;
    const restored = await restore(file, writableDatabase(await directoryOf(options)), {
      ...{ by: commandActor(), force, now: Date.now() },
    });
    const former = restored.former === undefined ? "" : `\nThe former database is now ${restored.former}.`;
    const keys = restored.keysEncrypted
      ? "\nIts keys are encrypted. Start the server with the CANDOR_KEY_ENCRYPTION_SECRET of the server that was backed up."
      : "";
    show(restored, options, `Restored ${restored.file}.\n${inWords(restored)}${former}${keys}`);
  });
}

function refusePostgres(options: BackupOptions): void {
  if (isInPostgres(options))
    throw new Error("DATABASE_URL is set. Back up PostgreSQL with its own tools, or name a directory with --data.");
}

async function saying(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.exitCode = EXIT.not;
    process.stderr.write(`${said(error)}\n`);
  }
}

function inWords(summary: DatabaseSummary): string {
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
function show(made: DatabaseSummary, { json }: BackupOptions, text: string): void {
  if (made.auditFault !== undefined)
    process.stderr.write(`Warning: the audit log in this file isn't whole. ${faultInWords(made.auditFault)}\n`);
  process.stdout.write(`${json === true ? JSON.stringify(made, null, 2) : text}\n`);
}
