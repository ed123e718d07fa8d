/** The guide for CI: its problem matcher matches what `candor explain` prints, and its workflow fits the action. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { explainLog } from "../../src/cli/explain-log.ts";
import { commandFault } from "./commands.ts";
import { blocksOf, read } from "./markdown.ts";

const blocks = blocksOf(read("docs/guides/ci.md"));
const block = (language: string): string => blocks.find((one) => one.language === language)?.code ?? "";

interface Pattern {
  readonly regexp: string;
  readonly [group: string]: number | string;
}
const [task] = JSON.parse(block("json")).tasks;
const pattern: Pattern = task.problemMatcher.pattern;

/** What VS Code would make of a line. */
function problemOf(line: string): Record<string, string | undefined> | undefined {
  const match = new RegExp(pattern.regexp).exec(line);
  if (match === null) return undefined;
  const groups = Object.entries(pattern).filter(([name]) => name !== "regexp");
  return Object.fromEntries(groups.map(([name, group]) => [name, match[Number(group)]]));
}

it("the problem matcher reads each printed line", () => {
  const folder = mkdtempSync(join(tmpdir(), "candor-ci-"));
  const file = join(folder, "a: b [c].log");
  writeFileSync(
    file,
    "ERROR: AADSTS50011: The redirect URI 'https://app.example/cb' specified in the request does not match the redirect URIs configured for the application\nINFO: ok\nERROR: invalid_scope: read,write [x]\nERROR: invalid_grant: code expired [1]\n",
  );
  const lines = explainLog(file, {}, "problem").text.split("\n");
  rmSync(folder, { recursive: true });
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) {
    const problem = problemOf(line);
    expect(problem).toMatchObject({ file, line: expect.stringMatching(/^[134]$/), column: "1" });
    expect(problem?.severity).toMatch(/^(?:error|warning)$/);
    expect(problem?.code).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
    expect(problem?.message).toMatch(/\. Fix: \S/);
  }
});

it.each([
  ["C:\\logs\\build.log:42:7: error: A title. Fix: Do it. [scope/unknown]", "C:\\logs\\build.log"],
  ["-:1:1: warning: A title. Fix: Do [it]: now. [code/expired]", "-"],
])("and %s", (line, file) => expect(problemOf(line)).toMatchObject({ file }));

it.each(["build.log has no failure of OAuth that Candor knows.", "npm error code 1", "a.ts:1:2: error TS2339: x"])(
  "but not %s",
  (line) => expect(problemOf(line)).toBe(undefined),
);

it("the line in the guide is one", () =>
  expect(problemOf(block("text").trim())).toMatchObject({ line: "11", column: "30" }));

it("the task runs a command that exists", () => {
  const [yes, name, ...words] = task.args;
  expect([task.command, yes, name, commandFault(words)]).toEqual(["npx", "--yes", "candor", undefined]);
});

it("the workflow uses the action with its inputs", () => {
  const { inputs } = parse(read("action/action.yml"));
  const [, uses] = parse(block("yaml")).steps;
  expect(uses.uses).toBe("./candor/action");
  expect(Object.keys(uses.with).filter((name) => !(name in inputs))).toEqual([]);
  const rows = [...read("docs/guides/ci.md").matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
  expect(rows).toEqual(Object.keys(inputs));
});
