/** `candor explain` starts at once: it loads one file of its own, and nothing of the server. What explains its arguments comes later. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Prints every module that is loaded, except those of Node. */
const HOOK = `import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) {
  if (url.startsWith("file:")) process.stderr.write(new URL(url).pathname + "\\n");
  return next(url, context);
} });`;

function loadedBy(...args: string[]): string[] {
  const hook = `data:text/javascript,${encodeURIComponent(HOOK)}`;
  const { stderr } = spawnSync(process.execPath, ["--import", hook, join(ROOT, "dist/cli/main.js"), ...args], {
    encoding: "utf8",
  });
  return stderr
    .trim()
    .split("\n")
    .map((path) => path.replace(`${ROOT}/`, ""));
}

const FILES = ["dist/cli/main.js", "dist/cli/explain-program.js"];

it.each([
  ["a text", ["AADSTS50011: The redirect URI does not match"]],
  ["options", ["--json", "--verbose", "--", "--from"]],
])("with %s, it loads one file", (_, args) => {
  expect(loadedBy("explain", ...args)).toEqual(FILES);
});

it.each([
  ["help", ["--help"]],
  ["an unknown option", ["--jsno", "text"]],
  ["an unknown format", ["--from", "log", "--format", "xml"]],
  ["a missing value", ["--from"]],
])("with %s, the command line's parser comes as well", (_, args) => {
  const loaded = loadedBy("explain", ...args);
  expect(loaded.slice(0, 2)).toEqual(FILES);
  expect(loaded.some((path) => path.startsWith("node_modules/commander/"))).toBe(true);
});

it("other commands load theirs", () => {
  const loaded = loadedBy("keys", "--help");
  expect(loaded).toContain("dist/cli/program.js");
  expect(loaded).not.toContain("dist/cli/explain-program.js");
});
