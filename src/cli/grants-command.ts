/** `candor grants` and `candor sessions` on the command line. */
import { Command } from "commander";
import { endOf, listOf, lookCommands } from "./registry/command.ts";
import { GRANTS, SESSIONS } from "./registry/people-kinds.ts";

export function grantsCommand(): Command {
  const grants = new Command("grants").description(
    "Lists and ends grants: what users have allowed applications, on a running server or in a data directory.",
  );
  for (const command of lookCommands(GRANTS)) grants.addCommand(command);
  return grants.addCommand(endOf(GRANTS, "Ends a grant with all of its tokens."));
}

export const sessionsCommand = (): Command =>
  new Command("sessions")
    .description("Lists and ends the sessions of users, on a running server or in a data directory.")
    .addCommand(listOf(SESSIONS))
    .addCommand(endOf(SESSIONS, "Ends a session, and the grants that began in it with their tokens."));
