/** `candor teams` on the command line. */
import { Command } from "commander";
import { changeCommands, lookCommands } from "./registry/command.ts";
import { TEAMS } from "./registry/people-kinds.ts";

export function teamsCommand(): Command {
  const teams = new Command("teams").description(
    "Lists, adds and changes teams, which own applications together, on a running server or in a data directory.",
  );
  for (const command of [...lookCommands(TEAMS), ...changeCommands(TEAMS)]) teams.addCommand(command);
  return teams;
}
