/** The hidden command that the scripts of `candor completion` call. */
import { Command } from "commander";
import { print } from "../print.ts";

/** `candor complete -- WORDS`: what may be in place of the last word, a line each. */
export function completeCommand(): Command {
  return new Command("complete")
    .argument("[words...]")
    .action(async (words: readonly string[], _, command: Command) => {
      const { complete } = await import("./complete.ts");
      const found = await complete(command.parent ?? command, words);
      if (found.length > 0)
        print(found.map(({ word, says = "" }) => (says === "" ? word : `${word}\t${says}`)).join("\n"));
    });
}
