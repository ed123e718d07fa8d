/** Runs the command that the arguments of this process name. */
import type { Command } from "commander";
import { endWithReader } from "./print.ts";

export async function parse(program: Command): Promise<void> {
  endWithReader();
  await program.parseAsync();
}
