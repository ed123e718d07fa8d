/** `candor explain` alone, without the other commands. The build makes one file of it (scripts/assets.mjs), which starts at once. */
import { Command } from "commander";
import { explainCommand } from "./explain-command.ts";
import { parse } from "./parse.ts";

export async function run(): Promise<void> {
  await parse(new Command("candor").addCommand(explainCommand()));
}
