/** `candor mock` on the command line. */
import { Command } from "commander";
import { port } from "../port.ts";
import type { MockArguments } from "./arguments.ts";

export function mockCommand(): Command {
  return new Command("mock")
    .description("Runs a test double: the demo in memory, which refuses, expires and fails on demand.")
    .option("--port <n>", "port to listen on; 0 chooses a free one", port, 9400)
    .option("--config <file>", "configuration file with clients, APIs, scopes and settings, added to those of the demo")
    .option("--redirect-uri <uri...>", "redirect URI of your app, for demo-web and demo-spa")
    .option("--user <name>", "sign this user in without pages, and allow everything (default: show the pages)")
    .option(
      "--refuse <reason...>",
      "refuse every request that can be refused so: scope/misspelled, code/expired@/token",
    )
    .option("--clock <date>", "what the clock says at the start, such as 2026-06-15T12:00:00Z")
    .option("--json", "print one line of JSON when it is ready")
    .action(async (options: MockArguments) => {
      const { mock } = await import("./mock.ts");
      await mock(options);
    });
}
