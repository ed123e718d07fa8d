/** `candor replay` on the command line. Loads what sends requests only when there is one. */
import { Command } from "commander";
import { collected } from "../collected.ts";
import type { ReplayArguments } from "./arguments.ts";

export function replayCommand(): Command {
  return new Command("replay")
    .description("Sends a recorded exchange again, changed where you say, and shows what differs.")
    .argument(
      "<file>",
      "a HAR file of candor watch or a browser, a curl command, or an HTTP message (- for standard input)",
    )
    .option("--only <which>", "the number of an exchange, or a part of its kind, method or URL (all: all of them)")
    .option("--set <name=value>", "give a parameter another value (repeatable)", collected)
    .option("--unset <name>", "leave a parameter out (repeatable)", collected)
    .option("--header <line>", "set a header: 'Name: value', or remove it: 'Name:' (repeatable)", collected)
    .option("--to <url>", "send it to another server")
    .option("--own <host>", "a host that you may send requests to (repeatable; loopback needs none)", collected)
    .option("--dry-run", "print what would be sent, and send nothing")
    .option("--yes", "don't ask before a request is sent")
    .option("--json", "print a line of JSON for each exchange")
    .option("--ca <file>", "PEM file with certificates to trust")
    .action(async (file: string, options: ReplayArguments) => {
      const { replayOnCommandLine } = await import("./replay.ts");
      process.exitCode = await replayOnCommandLine(file, options);
    });
}
