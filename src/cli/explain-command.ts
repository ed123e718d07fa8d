/** `candor explain` on the command line. Loads the doctor and its dialects only when there is something to explain. */

import { Command, Option } from "commander";
import { EXIT } from "./exit.ts";
import type { ExplainOptions } from "./explain.ts";
import { OPTIONS } from "./explain-arguments.ts";

export function explainCommand(): Command {
  const command = new Command("explain")
    .description(
      "Explains a failed OAuth exchange with any provider. Works offline, and never prints a secret from the input.",
    )
    .argument("[input...]", "the error in any form, or the name of a file with it (default: standard input)");
  for (const [name, { value, choices, says }] of Object.entries(OPTIONS)) {
    const option = new Option(value === undefined ? `--${name}` : `--${name} <${value}>`, says);
    command.addOption(choices === undefined ? option : option.choices(choices));
  }
  return (
    command
      // A result and no result have different exit codes.
      .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
      .action(async (input: readonly string[], options: ExplainOptions) => {
        const { explain } = await import("./explain.ts");
        await explain(input, options);
      })
  );
}
