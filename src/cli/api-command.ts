/** `candor api` on the command line: any request of the admin API. */
import { Argument, Command } from "commander";
import { withServer } from "./registry/command.ts";
import type { ChangeOptions } from "./registry/options.ts";

export function apiCommand(): Command {
  return withServer(
    new Command("api").description(
      "Sends a request to the admin API of a running server or a data directory, and prints the response.",
    ),
  )
    .addArgument(new Argument("<method>", "method").choices(["GET", "POST", "PATCH", "DELETE"]))
    .argument("<path>", "path below /admin/v1, such as /scopes?limit=5 (without a path: /)")
    .option("--from <file>", "JSON file with the body, or - for standard input")
    .option("--if-match <etag>", "version that a change is made from (default: the current one)")
    .action(async (method: string, path: string, options: ChangeOptions & { readonly ifMatch?: string }) => {
      const { api } = await import("./registry/any-request.ts");
      await api(method as "GET", path, options);
    });
}
