/** `candor scopes` on the command line: the registered ones, and those in the source code of applications. */
import { Command } from "commander";
import { EXIT } from "../exit.ts";
import { changeCommands, lookCommands } from "../registry/command.ts";
import { SCOPES } from "../registry/kinds.ts";
import type { AuditOptions } from "./audit.ts";
import type { TypesOptions } from "./write-types.ts";

export function scopesCommand(): Command {
  const audit = new Command("audit")
    .description(
      "Finds the scopes that an app's source code requests, in any language, and checks them: unknown, misspelled, wrong case, joined by commas, deprecated, removed, not allowed for the client, or allowed and unused.",
    )
    .argument("<path>", "folder or file with the source code")
    .option("--client <id>", "the app's client in the configuration file: checks which scopes it is allowed to use")
    .option("--json", "print JSON")
    .option("--sarif", "print SARIF 2.1.0, for code hosts and editors")
    .addHelpText("after", "\nExit code: 0 if nothing is wrong, 1 if there are findings, 2 for wrong usage.")
    .action(async (path: string, options: AuditOptions) => {
      const { audit } = await import("./audit.ts");
      await audit(path, options);
    });
  const types = new Command("types")
    .description("Writes the scopes as a typed TypeScript module, so that a misspelled scope doesn't compile.")
    .option("--out <file>", "file to write (default: standard output)")
    .action(async (options: TypesOptions) => {
      const { types } = await import("./write-types.ts");
      await types(options);
    });
  for (const command of [audit, types])
    command
      .option("--config <file>", "configuration file with the scopes (default: candor.config.ts here)")
      .option("--server <url>", "issuer of a running server, whose scopes are read")
      .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage));
  const scopes = new Command("scopes")
    .description(
      "Lists, adds and changes scopes, on a running server or in a data directory. Checks the scopes in an app's source code, and writes them as types.",
    )
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage));
  for (const command of [...lookCommands(SCOPES), ...changeCommands(SCOPES), audit, types]) scopes.addCommand(command);
  return scopes;
}
