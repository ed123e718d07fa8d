/** `candor serve` on the command line. Loads the server only to run it. */

import { Command } from "commander";
import { port } from "./port.ts";
import type { ServeOptions } from "./serve.ts";
import { workers } from "./workers/option.ts";

export function serveCommand(): Command {
  return new Command("serve")
    .description("Runs the authorization server.")
    .option("--config <file>", "configuration file (default: candor.config.ts here)")
    .option("--demo", "serve the demo, whose passwords are public")
    .option("--port <n>", "port to listen on", port)
    .option("--data <directory>", "directory of the database (default: ./data)")
    .option("--workers <n>", "processes that share the port; auto is one for each core (default: 1)", workers)
    .action(async (options: ServeOptions) => {
      const { startServing } = await import("./workers/start.ts");
      await startServing(options);
    });
}
