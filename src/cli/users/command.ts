/** `candor users` on the command line. */

import { Command, Option } from "commander";
import { withDataOptions } from "../data-options.ts";
import type { UsersAct, UsersOptions } from "./options.ts";

export function usersCommand(): Command {
  return new Command("users")
    .description("Lists, adds and changes users. Works on the data directory, also while a server is running.")
    .addCommand(withPassword(withClaims(act("add", "Adds a user.", "<username>"))))
    .addCommand(act("list", "Lists all users."))
    .addCommand(act("show", "Shows a user with all claims.", "<user>"))
    .addCommand(
      withForce(withClaims(act("set", "Changes a user's claims, role or user name.", "<user>"))).option(
        "--username <name>",
        "new user name",
      ),
    )
    .addCommand(withForce(act("disable", "Refuses a user's sign-in, and ends all sessions and tokens.", "<user>")))
    .addCommand(act("enable", "Allows a disabled user to sign in again.", "<user>"))
    .addCommand(withPassword(act("password", "Sets a user's password, and ends all sessions and tokens.", "<user>")))
    .addCommand(withForce(act("remove", "Deletes a user, and ends all sessions and tokens.", "<user>")));
}

function act(name: UsersAct, description: string, argument?: string): Command {
  const command = withDataOptions(new Command(name).description(description));
  if (argument !== undefined) command.argument(argument, argument === "<user>" ? "user name or subject" : "");
  return command.action(async (...given: unknown[]) => {
    const { users } = await import("./run.ts");
    const [who, options] = argument === undefined ? ["", given[0]] : [given[0], given[1]];
    await users(name, String(who), options as UsersOptions);
  });
}

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
const names = (list: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== ""),
];

function withClaims(command: Command): Command {
  return command
    .addOption(new Option("--role <role>", "role in Candor itself").choices(["user", "operator"]))
    .option(
      "--claim <name=value>",
      "claim, e.g. email=ada@example.com (repeat for more, omit the value to remove it)",
      collect,
    )
    .option("--claims <file>", "JSON file with claims")
    .option("--groups <names>", "the groups claim, names separated by commas", names)
    .option("--roles <names>", "the roles claim, for applications: names separated by commas", names);
}

function withPassword(command: Command): Command {
  return command
    .option("--password-stdin", "read the password from standard input")
    .option("--generate", "make a password, and print it once");
}

const withForce = (command: Command): Command =>
  command.option("--force", "even if no enabled operator is left after it");
