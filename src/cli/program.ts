/** The command line: one file for each command. */
import { Command } from "commander";
import { explainCommand } from "./explain.ts";
import { serveCommand } from "./serve-command.ts";

/** Reads the arguments of this process, and does what they say. */
export async function run(): Promise<void> {
  await new Command("candor")
    .description("An OAuth 2.1 and OpenID Connect authorization server that tells you why.")
    .addCommand(serveCommand())
    .addCommand(explainCommand())
    .parseAsync();
}
