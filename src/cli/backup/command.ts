/** `candor backup` and `candor restore` on the command line. */

import { Command } from "commander";
import { withDataOptions } from "../data-options.ts";
import type { BackupOptions } from "./options.ts";

export function backupCommand(): Command {
  const command = new Command("backup")
    .description("Copies the database to a new file, even while a server is running, and verifies the copy.")
    .argument("<file>", "the new file")
    .option(
      "--portable",
      "write JSON lines, which can be restored into SQLite and PostgreSQL (always, from PostgreSQL)",
    );
  return withDataOptions(command)
    .addCommand(verifyCommand())
    .action(async (file: string, options: BackupOptions) => {
      const { backup } = await import("./run.ts");
      await backup(file, options);
    });
}

function verifyCommand(): Command {
  return new Command("verify")
    .description("Reads a backup whole, and checks its hashes, its audit log, and that the secret decrypts its keys.")
    .argument("<file>", "a file that candor backup created")
    .option("--json", "print JSON")
    .action(async (file: string, options: BackupOptions) => {
      const { verifyBackup } = await import("./run.ts");
      await verifyBackup(file, options);
    });
}

export function restoreCommand(): Command {
  const command = new Command("restore")
    .description(
      "Verifies a backup, and restores it into the data directory or into an empty PostgreSQL database. No server may be running on it.",
    )
    .argument("<file>", "a file that candor backup created")
    .option("--force", "replace the existing database file, which is kept under another name")
    .option("--end-grants", "end all sessions and grants in it, so that nothing that was revoked since is valid again");
  return withDataOptions(command).action(async (file: string, options: BackupOptions) => {
    const { restoreFrom } = await import("./run.ts");
    await restoreFrom(file, options);
  });
}
