/** The reference of the command line, from the commands themselves. */
import type { Command, Option } from "commander";
import { COMMANDS } from "./commands.ts";

/** The Markdown, below its note. */
export function cli(): string {
  const sections = COMMANDS.flatMap((command) => sectionsOf(command, "candor"));
  return `
# Command line

\`candor --help\` and \`candor COMMAND --help\` print the same. Exit code 0 means success. Commands that find something out (\`config check\`, \`explain\`, \`apply --dry-run\`) use 1 for "no" and 2 for wrong usage.

Commands that work on a data directory take it from \`--data\`, or from \`data\` in the configuration file: \`--config\`, or \`candor.config.ts\` in the current folder.

${sections.join("\n\n")}
`;
}

function sectionsOf(command: Command, parent: string): readonly string[] {
  const name = `${parent} ${command.name()}`;
  if (command.commands.length === 0) return [section(command, name)];
  const contents = command.commands.map((one) => `- [\`${name} ${one.name()}\`](#${anchor(`${name} ${one.name()}`)})`);
  const head = `## ${name}\n\n${command.description()}\n\n${contents.join("\n")}`;
  return [head, ...command.commands.flatMap((one) => sectionsOf(one, name))];
}

const anchor = (heading: string): string => heading.replaceAll(" ", "-");

function section(command: Command, name: string): string {
  const depth = name.split(" ").length === 2 ? "##" : "###";
  const rows = [
    ...command.registeredArguments.map((argument) => {
      const shown = argument.required
        ? `<${argument.name()}>`
        : `[${argument.name()}${argument.variadic ? "..." : ""}]`;
      return `| \`${shown}\` | ${argument.description} |`;
    }),
    ...command.options.map((option) => `| \`${option.flags}\` | ${aboutOption(option)} |`),
  ];
  const table = rows.length === 0 ? [] : ["| argument or option | meaning |\n|---|---|", ...rows].join("\n");
  return `${depth} ${name}\n\n${command.description()}\n\n${table}`;
}

function aboutOption({ description, argChoices, defaultValue }: Option): string {
  const choices = argChoices === undefined ? "" : `: ${argChoices.map((choice) => `\`${choice}\``).join(", ")}`;
  const fallback = defaultValue === undefined ? "" : ` (default: \`${JSON.stringify(defaultValue)}\`)`;
  return `${description}${choices}${fallback}`;
}
