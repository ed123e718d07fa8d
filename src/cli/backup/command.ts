/** `candor backup` and `candor restore` on the command line. */

import { Command } from "commander";
import { withDataOptions } from "../data-options.ts";
import type { BackupOptions } from "./options.ts";

export function backupCommand(): Command {
  const command = new Command("backup")
    .description("Copies the database to a new file, even while a server is running, and verifies the copy.")
    .argument("<file>", "the new file");
  return withDataOptions(command).action(async (file: string, options: BackupOptions) => {
    const { backup } = await import("./run.ts");
    await backup(file, options);
  });
}

export function restoreCommand(): Command {
  const command = new Command("restore")
    .description("Verifies a backup, and restores it into the data directory. The server must not be running.")
    .argument("<file>", "a file that candor backup created")
    .option("--force", "replace the existing database, which is kept under another name");
  return withDataOptions(command).action(async (file: string, options: BackupOptions) => {
    const { restoreFrom } = await import("./run.ts");
    await restoreFrom(file, options);
  });
}
