/** `candor users` on the command line. */

import { Command, Option } from "commander";
import { withDataOptions } from "../data-options.ts";
import type { UsersAct, UsersOptions } from "./options.ts";

export function usersCommand(): Command {
  return new Command("users")
    .description("Lists, adds and changes users. Works on the data directory, even while a server is running.")
    .addCommand(withPassword(withClaims(act("add", "Adds a user.", "<username>"))))
    .addCommand(act("list", "Lists all users."))
    .addCommand(act("show", "Shows a user with all claims.", "<user>"))
    .addCommand(
      withForce(withClaims(act("set", "Changes a user's claims, role or user name.", "<user>"))).option(
        "--username <name>",
        "new user name",
      ),
    )
    .addCommand(
      withForce(act("disable", "Prevents a user from signing in, and ends the user's sessions and tokens.", "<user>")),
    )
    .addCommand(act("enable", "Allows a disabled user to sign in again.", "<user>"))
    .addCommand(
      withPassword(act("password", "Sets a user's password, and ends the user's sessions and tokens.", "<user>")),
    )
    .addCommand(withForce(act("remove", "Deletes a user, and ends the user's sessions and tokens.", "<user>")));
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
    .addOption(new Option("--role <role>", "role in Candor itself").choices(["user", "auditor", "operator"]))
    .option(
      "--claim <name=value>",
      "claim, such as email=ada@example.com (can be repeated, without a value it removes the claim)",
      collect,
    )
    .option("--claims <file>", "JSON file with claims")
    .option("--groups <names>", "the groups claim: names separated by commas", names)
    .option("--roles <names>", "the roles claim, which is for apps: names separated by commas", names);
}

function withPassword(command: Command): Command {
  return command
    .option("--password-stdin", "read the password from standard input")
    .option("--generate", "generate a password, and print it once");
}

const withForce = (command: Command): Command =>
  command.option("--force", "allow it even if no enabled operator remains");
