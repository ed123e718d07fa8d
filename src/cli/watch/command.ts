/** `candor watch` on the command line. Loads the proxy only when there is something to watch. */
import { Command } from "commander";
import type { WatchArguments } from "./arguments.ts";

export function watchCommand(): Command {
  return new Command("watch")
    .description("Records what passes between an application and a server, on this machine, and explains each failure.")
    .requiredOption("--target <url...>", "servers to pass requests on to, each on a port of its own")
    .option("--port <number>", "port of the first; the others and the page have the next ones (0: any)", "9410")
    .option("--save <file>", "keep a HAR file, without secrets, that candor explain and candor replay read")
    .option("--rewrite", "metadata, redirects and cookies name this proxy, so that clients that discover stay")
    .option("--all", "show requests that have nothing to do with OAuth too")
    .option("--json", "print a line of JSON for each exchange")
    .option("--ca <file>", "PEM file with certificates to trust")
    .action(async (options: WatchArguments) => {
      const { watchOnCommandLine } = await import("./watch.ts");
      process.exitCode = await watchOnCommandLine(options);
    });
}
