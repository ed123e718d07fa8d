/** `candor apply` on the command line. */
import { Command } from "commander";
import { withDataOptions } from "../data-options.ts";
import { EXIT } from "../exit.ts";
import type { ApplyOptions } from "./options.ts";

export function applyCommand(): Command {
  return withDataOptions(
    new Command("apply")
      .description(
        "Brings the stored scopes, APIs and applications to what a file says. Works on the data directory, even while a server is running, which follows within a second.",
      )
      .argument("<file>", "registry file: TypeScript, JavaScript, YAML or JSON")
      .option("--dry-run", "print what would change, and change nothing")
      .option("--prune", "remove what the file registered before and no longer has")
      .option("--adopt", "make the file the owner of everything in it")
      .option("--why <text>", "the reason, for the audit log"),
  )
    .addHelpText(
      "after",
      "\nExit code: 0 if it is done or there is nothing to do; 1 if --dry-run found something to do, or something was changed at the same time; 2 if the file or the data directory can't be used.",
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
    .action(async (file: string, options: ApplyOptions) => {
      const { apply } = await import("./run.ts");
      await apply(file, options);
    });
}
