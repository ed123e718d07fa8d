/** `candor teams` on the command line. */
import { Command } from "commander";
import { changeCommands, lookCommands, withServer } from "./registry/command.ts";
import type { RegistryOptions } from "./registry/options.ts";
import { TEAMS } from "./registry/people-kinds.ts";

export function teamsCommand(): Command {
  const teams = new Command("teams").description(
    "Lists, adds and changes teams, which own applications together, on a running server or in a data directory.",
  );
  for (const command of [...lookCommands(TEAMS), ...changeCommands(TEAMS)]) teams.addCommand(command);
  return teams.addCommand(inviteCommand());
}

interface InviteOptions extends RegistryOptions {
  readonly email?: string;
  readonly newUsers?: boolean;
}

const inviteCommand = (): Command =>
  withServer(new Command("invite").description("Prints a link, once, with which somebody joins a team."))
    .argument("<name>", "name of the team")
    .option("--email <email>", "of whom it is for")
    .option("--new-users", "let somebody without an account make one with it (operators only)")
    .action(async (name: string, { email, newUsers, ...options }: InviteOptions) => {
      const { carryOutAct, pathTo } = await import("./registry/act.ts");
      const body = { ...(email !== undefined && { email }), ...(newUsers === true && { new_users: true }) };
      const done = ({ link }: { readonly link?: unknown }) =>
        `With this link, somebody joins the team ${name}:\n${link}`;
      await carryOutAct({ method: "POST", path: `${pathTo("/teams", name)}/invitations`, body, done }, options);
    });
