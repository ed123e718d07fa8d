/** `candor config` on the command line. */

import { Command } from "commander";
import type { CheckOptions } from "./config-check.ts";
import { EXIT } from "./exit.ts";

export function configCommand(): Command {
  const check = new Command("check")
    .description(
      "Checks a configuration file for faults, and warns of settings that may surprise you. Starts nothing and creates no files.",
    )
    .argument("[file]", "configuration file (default: candor.config.ts here)")
    .option("--json", "print JSON, for tools")
    .option("--strict", "exit with 1 for warnings, too")
    .addHelpText(
      "after",
      "\nExit code: 0 if the file can be served, 1 if it can't (or, with --strict, has warnings), 2 if it doesn't exist.",
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
    .action(async (file: string | undefined, options: CheckOptions) => {
      const { checkFile } = await import("./config-check.ts");
      await checkFile(file, options);
    });
  return new Command("config").description("Works with configuration files.").addCommand(check);
}
