/** `candor export` on the command line. */
import { Command, Option } from "commander";
import { withDirectoryOptions } from "../data-options.ts";
import { EXIT } from "../exit.ts";
import type { ExportOptions } from "./options.ts";

export function exportCommand(): Command {
  return withDirectoryOptions(new Command("export"))
    .description(
      "Writes the stored scopes, APIs and applications as a file for candor apply. It has hashes of secrets, never the secrets.",
    )
    .addOption(new Option("--format <format>", "format of the file (default: yaml)").choices(["yaml", "json"]))
    .addOption(
      new Option(
        "--everything",
        "write all that is stored, in JSON Lines: also users, teams, settings, consents, grants and the audit log",
      ).conflicts("format"),
    )
    .option("--password-hashes", "with --everything: write the users' password hashes too")
    .option("--out <file>", "write to this file, readable only by you, instead of standard output")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
    .action(async (options: ExportOptions) => {
      if (options.everything === true) return (await import("./everything.ts")).exportEverything(options);
      const { exportRegistry } = await import("./run.ts");
      await exportRegistry(options);
    });
}
