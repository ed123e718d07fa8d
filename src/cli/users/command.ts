/** `candor users` on the command line. */

import { Command, Option } from "commander";
import { count, withServer } from "../registry/command.ts";
import { withPaging } from "../registry/paging.ts";
import { consentCommands } from "./consents.ts";
import type { UsersAct, UsersOptions } from "./options.ts";

export function usersCommand(): Command {
  const users = new Command("users")
    .description(
      "Lists, adds and changes users: on a running server, or in a data directory, even while a server uses it.",
    )
    .addCommand(withPassword(withClaims(act("add", "Adds a user.", "<username>"))))
    .addCommand(withSearch(act("list", "Lists the users.")))
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
  for (const command of consentCommands()) users.addCommand(command);
  return users;
}

function act(name: UsersAct, description: string, argument?: string): Command {
  const command = withServer(new Command(name).description(description));
  if (argument !== undefined) command.argument(argument, argument === "<user>" ? "user name or subject" : "");
  return command.action(async (...given: unknown[]) => {
    const [who, options] = (argument === undefined ? ["", given[0]] : given) as [string, UsersOptions];
    const { isOnServer } = await import("../registry/backend.ts");
    if (isOnServer(options)) await (await import("./on-server.ts")).usersOnServer(name, who, options);
    else await (await import("./run.ts")).users(name, who, options);
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
    .option(
      "--attribute <name=value>",
      "attribute that the configuration declares, such as department=Sales, level=3 or 'sites=[\"Oslo\"]' (can be repeated, without a value it removes the attribute)",
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

const withSearch = (command: Command): Command =>
  withPaging(
    command
      .option("--search <text>", "only those whose user name, email address or name begins with this")
      .option("--where <parameter=value>", "only those for which it holds, such as role=operator", collect),
    count,
  );
