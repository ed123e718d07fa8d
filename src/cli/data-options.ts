/** The options of every command that uses a data directory. */
import type { Command } from "commander";

export interface DataOptions {
  readonly config?: string;
  readonly demo?: boolean;
  readonly data?: string;
}

/** Adds `--config`, `--data`, `--demo` and `--json` to a command. */
export const withDataOptions = (command: Command): Command =>
  withDirectoryOptions(command).option("--json", "print JSON");

/** Adds `--config`, `--data` and `--demo` to a command. */
export function withDirectoryOptions(command: Command): Command {
  return command
    .option("--config <file>", "configuration file that names the data directory (default: candor.config.ts here)")
    .option("--data <directory>", "directory of the database, even if DATABASE_URL is set")
    .option("--demo", "the data of the demo world");
}
