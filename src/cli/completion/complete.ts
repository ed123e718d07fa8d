/** What may be in place of the last word of a command line: by the program's own commands and options, and by what is registered. */
import type { Argument, Command, Option } from "commander";
import { type Candidate, idsFor } from "./ids.ts";

/** Lets the shell complete a path. */
const FILES: readonly Candidate[] = [{ word: ":files" }];

const FILE_NAMES = /^<?(?:file|path|directory)>?$/;

/** The words after `candor`; the last one is to be completed, and may be empty. */
export async function complete(program: Command, words: readonly string[]): Promise<readonly Candidate[]> {
  const last = words.at(-1) ?? "";
  const { command, path, option, positional, given } = read(program, words.slice(0, -1));
  const inline = /^(--[\w-]+)=(.*)$/s.exec(last);
  const own = inline === null ? option : optionNamed(command, inline[1] ?? "");
  if (own !== undefined) {
    const head = inline === null ? "" : `${inline[1]}=`;
    const found = await valuesOf(own, path, given, last.slice(head.length));
    return found === FILES
      ? found
      : matching(
          found.map(({ word, says }) => ({ word: head + word, says })),
          last,
        );
  }
  if (last.startsWith("-")) return matching(optionsOf(command), last);
  const commands = command.commands.filter((one) => !isHidden(one));
  const sub = commands.map((one) => ({ word: one.name(), says: firstSentence(one.description()) }));
  const argument = command.registeredArguments[positional];
  const values = argument === undefined ? [] : await argumentsOf(argument, path, given, last);
  if (values === FILES) return sub.length === 0 ? FILES : matching(sub, last);
  const found = matching([...(positional === 0 ? sub : []), ...values], last);
  return found.length > 0 || argument !== undefined ? found : matching(optionsOf(command), last);
}

interface Read {
  readonly command: Command;
  /** Names of the command and those above it. */
  readonly path: readonly string[];
  /** Whose value the last word is. */
  readonly option: Option | undefined;
  /** How many arguments there are before it. */
  readonly positional: number;
  /** The options so far, by their attribute. */
  readonly given: Readonly<Record<string, string | boolean>>;
}

function read(program: Command, words: readonly string[]): Read {
  let [command, positional] = [program, 0];
  let option: Option | undefined;
  const path: string[] = [];
  const given: Record<string, string | boolean> = {};
  for (const word of words) {
    if (option !== undefined) {
      given[option.attributeName()] = word;
      option = undefined;
      continue;
    }
    const named = optionNamed(command, word.split("=")[0] ?? "");
    if (named !== undefined) {
      if (word.includes("=")) given[named.attributeName()] = word.slice(word.indexOf("=") + 1);
      else if (named.required) option = named;
      else given[named.attributeName()] = true;
      continue;
    }
    const sub = command.commands.find((one) => one.name() === word);
    if (sub !== undefined && positional === 0) {
      command = sub;
      path.push(word);
    } else if (!word.startsWith("-")) positional++;
  }
  return { command, path, option, positional, given };
}

const optionNamed = (command: Command, flag: string): Option | undefined =>
  flag.startsWith("-") ? command.options.find(({ long, short }) => long === flag || short === flag) : undefined;

const optionsOf = (command: Command): readonly Candidate[] => [
  ...command.options
    .filter(({ hidden }) => !hidden)
    .map(({ long, short, description }) => ({ word: long ?? short ?? "", says: firstSentence(description) })),
  { word: "--help", says: "display help for command" },
];

async function valuesOf(
  option: Option,
  path: readonly string[],
  given: Read["given"],
  last: string,
): Promise<readonly Candidate[]> {
  if (option.argChoices !== undefined) return option.argChoices.map((word) => ({ word }));
  const [, name = ""] = /[<[]([^>\]]*)/.exec(option.flags) ?? [];
  if (FILE_NAMES.test(name)) return FILES;
  return idsFor({ path, name: option.long ?? "", given, last });
}

async function argumentsOf(argument: Argument, path: readonly string[], given: Read["given"], last: string) {
  if (argument.argChoices !== undefined) return argument.argChoices.map((word) => ({ word }));
  if (FILE_NAMES.test(argument.name())) return FILES;
  return idsFor({ path, name: argument.name(), given, last });
}

const matching = (all: readonly Candidate[], last: string): readonly Candidate[] =>
  all.filter(({ word }) => word.startsWith(last));

/** Commander keeps it to itself. */
const isHidden = (command: Command): boolean => (command as unknown as { readonly _hidden: boolean })._hidden;

const firstSentence = (text: string): string => text.split(/(?<=\.)\s| \(|\n/)[0]?.replace(/[.:]$/, "") ?? "";
