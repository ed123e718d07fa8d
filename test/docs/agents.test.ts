/** The settings for agents start a `candor mcp` that exists, with options that it has. */
import { describe, expect, it } from "vitest";
import { commandFault } from "./commands.ts";
import { blocksOf, read } from "./markdown.ts";

const PAGE = "docs/guides/agents.md";

interface Start {
  readonly command: string;
  readonly args: readonly string[];
}

/** What a setting starts: in JSON the only member of the only member, in TOML two lines, in a shell what comes after `--`. */
function startOf(language: string, code: string): Start | undefined {
  if (language === "json") {
    const [servers = {}] = Object.values(JSON.parse(code) as Record<string, Record<string, Start>>);
    return Object.values(servers)[0];
  }
  if (language === "toml") {
    const [, command = ""] = /^command = "(.*)"$/m.exec(code) ?? [];
    const [, args = ""] = /^args = (\[.*\])$/m.exec(code) ?? [];
    return { command, args: JSON.parse(args) };
  }
  const [command, ...args] = (/ -- (.*)$/m.exec(code)?.[1] ?? "").split(" ");
  return command ? { command, args } : undefined;
}

describe(PAGE, () => {
  const starts = blocksOf(read(PAGE)).flatMap(({ language, code }) => startOf(language, code) ?? []);

  it("has a setting for each kind of agent", () => expect(starts.length).toBe(6));

  it.each(starts)("$args", ({ command, args }) => {
    const [yes, name, ...words] = args;
    expect([command, yes, name, words[0]]).toEqual(["npx", "-y", "candor", "mcp"]);
    expect(commandFault(words)).toBe(undefined);
  });
});
