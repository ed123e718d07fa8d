/** `candor refusals` on the command line: the journal of a data directory. A server may be writing it. */

import { Command, InvalidArgumentError } from "commander";
import type { RefusalsOptions } from "./refusals.ts";

export function refusalsCommand(): Command {
  return new Command("refusals")
    .description("Lists the latest refusals, or explains one. Reads the data directory, also of a running server.")
    .argument("[ref]", "the reference of a refusal, to have all of it")
    .option("--config <file>", "configuration file that names the data directory (default: candor.config.ts here)")
    .option("--demo", "the refusals of the demo world")
    .option("--data <directory>", "directory of the database")
    .option("--follow", "go on with new ones as they come")
    .option("--client <id>", "of this client only")
    .option("--code <code>", "of this reason, or of this family of reasons, only")
    .option("--limit <n>", "how many at most", count, 20)
    .option("--json", "one JSON object a line")
    .action(async (ref: string | undefined, options: RefusalsOptions) => {
      const { refusals } = await import("./refusals.ts");
      await refusals(ref, options);
    });
}

function count(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1) throw new InvalidArgumentError("It is a number from 1 to 99999.");
  return Number(text);
}
