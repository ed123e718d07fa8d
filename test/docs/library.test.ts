/** The reference of the library and of the command line names all that there is. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cli } from "../../docs/cli.ts";
import { COMMANDS } from "../../docs/commands.ts";
import { exported, library } from "../../docs/library.ts";
import * as candor from "../../src/index.ts";

test("every export of the library has a section", () => {
  const text = library();
  const names = exported().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(candor), "CandorOptions", "Candor", "Users", "Config"]));
  expect(names.filter((name) => !text.includes(`### ${name}\n`))).toEqual([]);
});

test("every option and every member has a line that says what it means", () => {
  const [, create = ""] = library().split("## Create a server");
  const [own = ""] = create.split("## Other types");
  const rows = own.split("\n").filter((line) => line.startsWith("| `"));
  for (const member of ["directory?: ", "onRefusal?: ", "users: ", "plugin: ", "owns: ", "warnings: "])
    expect(rows.filter((row) => row.startsWith(`| \`${member}`))).toHaveLength(1);
  expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
});

test("every command and every option of each has a line", () => {
  const text = cli();
  expect(COMMANDS.map((command) => command.name())).toEqual(
    expect.arrayContaining(["explain", "refusals", "serve", "users"]),
  );
  for (const command of COMMANDS.flatMap((one) => (one.commands.length === 0 ? [one] : one.commands)))
    for (const { flags } of command.options) expect(text).toContain(`| \`${flags}\` |`);
});

test("the commands are those of the program", () => {
  const program = readFileSync(new URL("../../src/cli/program.ts", import.meta.url), "utf8");
  const added = [...program.matchAll(/\.addCommand\((\w+)Command\(\)\)/g)].map(([, name = ""]) =>
    // A name of several words has hyphens on the command line.
    name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
  );
  expect(COMMANDS.map((command) => command.name())).toEqual(added.sort());
});
