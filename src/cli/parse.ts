/** Runs the command that the arguments of this process name. */
import type { Command } from "commander";

export async function parse(program: Command): Promise<void> {
  // The reader may stop early: `candor explain … | head -1`.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  await program.parseAsync();
}
