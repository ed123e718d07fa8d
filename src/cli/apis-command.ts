/** `candor apis` on the command line. */
import { Command } from "commander";
import { changeCommands, lookCommands } from "./registry/command.ts";
import { APIS } from "./registry/kinds.ts";

export function apisCommand(): Command {
  const apis = new Command("apis").description(
    "Lists, adds and changes the APIs that scopes belong to, on a running server or in a data directory.",
  );
  for (const command of [...lookCommands(APIS), ...changeCommands(APIS)]) apis.addCommand(command);
  return apis;
}
