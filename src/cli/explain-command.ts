/** `candor explain` on the command line. Loads the doctor and its dialects only when there is something to explain. */

import { Command, Option } from "commander";
import { EXIT } from "./exit.ts";
import type { ExplainOptions } from "./explain.ts";

export function explainCommand(): Command {
  return (
    new Command("explain")
      .description(
        "Explains a failed OAuth exchange with any provider. Works offline, and never prints a secret from the input.",
      )
      .argument("[input...]", "the error in any form, or the name of a file with it (default: standard input)")
      .option("--from <file>", "explain each failure in a log (- for standard input), with its line")
      .addOption(
        new Option(
          "--format <format>",
          "how to print what a log contains: in full, as one line each that editors understand, or as JSON",
        ).choices(["text", "problem", "json"]),
      )
      .option("--context <file>", "JSON: registered redirect URIs, scopes, server time, … (docs/explain.md)")
      .option("--verbose", "print everything that was found, in full (default: at most 24 lines)")
      .option(
        "--sources",
        "print where the matched messages come from, or with a provider's name, where all of its messages do",
      )
      .option("--json", "print JSON, for tools")
      .option("--online", "fetch the issuer's discovery document and keys (nothing else is ever sent)")
      // A result and no result have different exit codes.
      .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
      .action(async (input: readonly string[], options: ExplainOptions) => {
        const { explain } = await import("./explain.ts");
        await explain(input, options);
      })
  );
}
