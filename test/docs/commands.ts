/** `candor …` as documents show it, held against the commands that there are. */
import type { Command } from "commander";
import { COMMANDS } from "../../docs/commands.ts";

/** The arguments of each `candor` in a script. */
export function candorCommands(script: string): readonly (readonly string[])[] {
  const lines = script.replaceAll(/\\\n\s*/g, " ").split("\n");
  return lines.flatMap((line) =>
    [...line.matchAll(/(?:^|[|;&]|\$) *(?:npx )?candor ((?:'[^']*'|"[^"]*"|[^'"|;&#])*)/g)].map(([, rest = ""]) =>
      [...rest.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word),
    ),
  );
}

/** What is wrong with the arguments of a `candor`; `undefined` where nothing is. */
export function commandFault(words: readonly string[]): string | undefined {
  let known: readonly Command[] = COMMANDS;
  let command: Command | undefined;
  for (const [at, word] of words.entries()) {
    if (word.startsWith("-")) break;
    const next = known.find((one) => one.name() === word);
    // A command that has commands may have arguments of its own too.
    const takesArguments = (command?.registeredArguments.length ?? 0) > 0;
    if (next === undefined && known.length > 0 && !takesArguments)
      return `there is no candor ${words.slice(0, at + 1).join(" ")}`;
    if (next === undefined) break;
    command = next;
    known = next.commands;
  }
  const options = command?.options.map(({ long }) => long) ?? ["--version"];
  const wrong = words.map((word) => word.split("=")[0] ?? "").find((word) => isOption(word) && !options.includes(word));
  return wrong === undefined ? undefined : `candor ${words.join(" ")}: there is no ${wrong}`;
}

const isOption = (word: string): boolean => word.startsWith("--") && word !== "--help";
