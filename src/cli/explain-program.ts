/** `candor explain` alone, without the other commands. The build makes one file of it (scripts/assets.mjs), which starts at once. */
import { explain } from "./explain.ts";
import { plainly } from "./explain-arguments.ts";

export async function run(): Promise<void> {
  const given = plainly(process.argv.slice(3));
  if (given !== undefined) return explain(given.input, given.options);
  // Help, or what is wrong with the arguments.
  const program = await import("./program.ts");
  await program.run();
}
