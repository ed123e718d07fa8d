/** `candor serve` alone: a server starts without the other commands. */
import { parse } from "./parse.ts";
import { root } from "./root.ts";
import { serveCommand } from "./serve-command.ts";

export async function run(): Promise<void> {
  // At this signal, Node would open a debugger to every user of the machine. Node 22.13 doesn't know --disable-sigusr1.
  process.on("SIGUSR1", () => undefined);
  await parse(root().addCommand(serveCommand()));
}
