/** The command line: one file for each command. */
import { Command, CommanderError } from "commander";
import { explainCommand } from "./explain.ts";
import { serveCommand } from "./serve-command.ts";

/** Wrong use, as a shell's own commands say it. */
const USAGE = 2;

/** Reads the arguments of this process, and does what they say. */
export async function run(): Promise<void> {
  // Who reads the answer may have read enough: `candor explain … | head -1`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  const program = new Command("candor")
    .description("An OAuth 2.1 and OpenID Connect authorization server that tells you why.")
    .addCommand(serveCommand())
    .addCommand(explainCommand());
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : USAGE;
  }
}
