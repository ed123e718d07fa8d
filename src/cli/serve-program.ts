/** `candor serve` alone: a server starts without the other commands. */
import { parse } from "./parse.ts";
import { root } from "./root.ts";
import { serveCommand } from "./serve-command.ts";

export async function run(): Promise<void> {
  await parse(root().addCommand(serveCommand()));
}
