/** `candor backup` and `candor restore` on the command line. */

import { Command } from "commander";
import { withDataOptions } from "../data-options.ts";
import type { BackupOptions } from "./options.ts";

export function backupCommand(): Command {
  const command = new Command("backup")
    .description("Copies the database into a new file, also while a server is running, and verifies the copy.")
    .argument("<file>", "the new file");
  return withDataOptions(command).action(async (file: string, options: BackupOptions) => {
    const { backup } = await import("./run.ts");
    await backup(file, options);
  });
}

export function restoreCommand(): Command {
  const command = new Command("restore")
    .description("Verifies a backup, and puts it into the data directory of a server that is not running.")
    .argument("<file>", "a file that candor backup has made")
    .option("--force", "replace the database that is there, which is kept under another name");
  return withDataOptions(command).action(async (file: string, options: BackupOptions) => {
    const { restoreFrom } = await import("./run.ts");
    await restoreFrom(file, options);
  });
}
