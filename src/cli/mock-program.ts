/** `candor mock` alone: a test double starts without the other commands. */
import { mockCommand } from "./mock/command.ts";
import { parse } from "./parse.ts";
import { root } from "./root.ts";

export async function run(): Promise<void> {
  await parse(root().addCommand(mockCommand()));
}
