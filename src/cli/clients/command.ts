/** `candor clients` on the command line. */
import { Command } from "commander";
import { count, withServer } from "../registry/command.ts";
import { withPaging } from "../registry/paging.ts";
import type { ClientsAct, ClientsOptions } from "./options.ts";

export function clientsCommand(): Command {
  const why = (command: Command): Command => command.option("--why <text>", "the reason, for the audit log");
  return new Command("clients")
    .description(
      "Lists, adds and changes applications: on a running server, or those stored in a data directory, which a running server follows within a second.",
    )
    .addCommand(withSearch(act("list", "Lists the stored applications.")))
    .addCommand(act("show", "Shows an application with all settings that differ from the default.", "<id>"))
    .addCommand(why(withSettings(act("create", "Registers an application, and prints its new secret once.", "[id]"))))
    .addCommand(
      why(withSettings(act("change", "Changes an application, and prints what has changed.", "<id>")))
        .option("--new-secret", "add a secret, and print it once (the others stay valid)")
        .option("--remove-secret <name>", "remove the secret with this name (see candor clients show)"),
    )
    .addCommand(
      why(
        act(
          "remove",
          "Removes an application. The server refuses its requests, tokens and grants from then on.",
          "<id>",
        ),
      ).option("--yes", "confirm it"),
    );
}

function act(name: ClientsAct, description: string, argument?: string): Command {
  const command = withServer(new Command(name).description(description));
  if (argument !== undefined) command.argument(argument, "client_id");
  return command.action(async (...given: unknown[]) => {
    const [id, options] = (argument === undefined ? [undefined, given[0]] : given) as [string?, ClientsOptions?];
    const { clients } = await import("./run.ts");
    await clients(name, id, options ?? {});
  });
}

const withSearch = (command: Command): Command =>
  withPaging(
    command
      .option("--search <text>", "only what has this in its client_id or name")
      .option(
        "--where <parameter=value>",
        "only those for which it holds, such as owner=ada (can be repeated)",
        (value: string, before: readonly string[] = []) => [...before, value],
      ),
    count,
  );

const withSettings = (command: Command): Command =>
  command.option(
    "--set <setting=value>",
    "setting of the configuration reference, such as redirectUris=https://a.example/cb (can be repeated; += adds to a list, -= removes from it, no value restores the default)",
    (value: string, before: readonly string[] = []) => [...before, value],
  );
