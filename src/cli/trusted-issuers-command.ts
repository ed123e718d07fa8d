/** `candor trusted-issuers` on the command line. */
import { Command } from "commander";
import { changeCommands, lookCommands } from "./registry/command.ts";
import { TRUSTED_ISSUERS } from "./registry/kinds.ts";

export function trustedIssuersCommand(): Command {
  const issuers = new Command("trusted-issuers").description(
    "Lists, adds and changes the issuers whose assertions are exchanged for tokens (RFC 7523, ID-JAG), on a running server or in a data directory.",
  );
  for (const command of [...lookCommands(TRUSTED_ISSUERS), ...changeCommands(TRUSTED_ISSUERS)])
    issuers.addCommand(command);
  return issuers;
}
