/** The commands of a kind on the command line. */
import { Command, InvalidArgumentError } from "commander";
import { withDataOptions } from "../data-options.ts";
import { EXIT } from "../exit.ts";
import type { Kind } from "./kinds.ts";
import type { ChangeOptions, ListOptions, RegistryOptions } from "./options.ts";
import { withPaging } from "./paging.ts";

/** Adds `--server`. */
export const withServerUrl = (command: Command): Command =>
  command.option("--server <url>", "issuer of a running server (default: that of the last candor login)");

/** Adds `--server` to the options of a data directory. */
export const withServer = (command: Command): Command =>
  withDataOptions(withServerUrl(command)).exitOverride(({ exitCode }) =>
    process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage),
  );

/** `list` and `show`. */
export const lookCommands = (kind: Kind): readonly Command[] => [listOf(kind), showOf(kind)];

export function listOf(kind: Kind): Command {
  const command = withServer(new Command("list").description(`Lists the ${kind.thing}s.`));
  if (kind.isSearched === true) command.option("--search <text>", "only what has this in its id or name");
  command.option(
    "--where <parameter=value>",
    `only those for which it holds${kind.filters === undefined ? "" : `, such as ${kind.filters}`} (can be repeated)`,
    collect,
  );
  return withPaging(command, count).action(async (options: ListOptions) =>
    (await import("./run.ts")).list(kind, options),
  );
}

export const showOf = (kind: Kind): Command =>
  withServer(new Command("show").description(`Shows ${article(kind)} with all members.`))
    .argument("<id>", kind.idWord)
    .action(async (id: string, options: RegistryOptions) => (await import("./run.ts")).show(kind, id, options));

/** `end`: what has ended can't be used again, so it asks for nothing more. */
export const endOf = (kind: Kind, says: string): Command =>
  withServer(new Command("end").description(says))
    .argument("<id>", kind.idWord)
    .action(async (id: string, options: RegistryOptions) => {
      const { carryOutAct, pathTo } = await import("./act.ts");
      const done = (): string => `Ended the ${kind.thing} ${id} with all of its tokens.`;
      await carryOutAct({ method: "DELETE", path: pathTo(kind.path, id), done }, options);
    });

/** `create`, `change` and `remove`. */
export function changeCommands(kind: Kind): readonly Command[] {
  const create = withMembers(withServer(new Command("create").description(`Registers ${article(kind)}.`)))
    .argument(kind.idIsMade === true ? "[id]" : "<id>", kind.idWord)
    .action(async (id: string | undefined, options: ChangeOptions) =>
      (await import("./run.ts")).create(kind, id, options),
    );
  const change = withMembers(
    withServer(new Command("change").description(`Changes ${article(kind)}, and prints what has changed.`)),
  )
    .argument("<id>", kind.idWord)
    .action(async (id: string, options: ChangeOptions) => (await import("./run.ts")).change(kind, id, options));
  const remove = withServer(
    new Command("remove").description(
      `Shows what removing ${article(kind)} would do, and removes it with --yes. ${kind.removal ?? ""}`.trimEnd(),
    ),
  )
    .argument("<id>", kind.idWord)
    .option("--yes", "confirm it")
    .option("--force", "remove it although it is used, and take it from everything that uses it")
    .option("--dry-run", "only show what it would do")
    .action(async (id: string, options: ChangeOptions) => (await import("./run.ts")).remove(kind, id, options));
  return [create, change, remove];
}

const withMembers = (command: Command): Command =>
  command
    .option(
      "--set <member=value>",
      "member of the admin API (can be repeated; += adds to a list, -= removes from it, no value restores the default)",
      collect,
    )
    .option("--from <file>", "JSON file with members, or - for standard input")
    .option("--dry-run", "show what it would do, and change nothing");

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const article = ({ thing }: Kind): string => `${/^[aeiou]/i.test(thing) ? "an" : "a"} ${thing}`;

export function count(text: string): number {
  if (!/^\d{1,6}$/.test(text) || Number(text) < 1)
    throw new InvalidArgumentError("Expected a number from 1 to 999999.");
  return Number(text);
}
