/** Which part of a list is printed, as it is typed. */
import { type Command, Option } from "commander";

export interface Paging {
  readonly limit: number;
  /** Where to continue: what the last command said. */
  readonly after?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Adds `--limit`, `--after` and `--all`. */
export const withPaging = (command: Command, limit: (text: string) => number): Command =>
  command
    .addOption(new Option("--limit <n>", "maximum number of lines").argParser(limit).default(100))
    .option("--after <position>", "continue after this, as the command has said")
    .option("--all", "everything, page by page");
