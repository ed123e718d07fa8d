/** `candor import` on the command line. */
import { Argument, Command } from "commander";
import { withDataOptions } from "../data-options.ts";
import { EXIT } from "../exit.ts";
import type { ImportOptions } from "./options.ts";
import { SOURCE_NAMES } from "./source-names.ts";

export function importCommand(): Command {
  return withDataOptions(
    new Command("import")
      .description(
        "Moves in from another server: applications, scopes, APIs and users with their password hashes. What is here already stays as it is. A server may use the data meanwhile, and follows within a second.",
      )
      .addArgument(new Argument("<source>", "where the files come from").choices(SOURCE_NAMES))
      .argument("<file...>", "exported files; they may be compressed with gzip")
      .option("--dry-run", "print what would be added and what can't come along, and change nothing")
      .option(
        "--redirect-uris <file>",
        "file with a redirect URI on each line: those that match a pattern of an app are registered for it",
      )
      .option("--why <text>", "the reason, for the audit log"),
  )
    .addHelpText(
      "after",
      "\nExit code: 0 if it is done or there is nothing to do; 1 if --dry-run found something to do, or something here is in the way; 2 if a file or the database can't be used.",
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
    .action(async (source: string, files: readonly string[], options: ImportOptions) => {
      const { importFrom } = await import("./run.ts");
      await importFrom(source, files, options);
    });
}
