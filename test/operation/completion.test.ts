/** `candor completion` in the shells themselves, with ids of a data directory. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toEnd } from "./run.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli/main.js");
const cwd = mkdtempSync(join(tmpdir(), "candor-completion-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const candor = (...args: readonly string[]) => toEnd(args, cwd, "", { XDG_CONFIG_HOME: cwd, CANDOR_SERVER: "" });

beforeAll(async () => {
  writeFileSync(join(cwd, "candor"), `#!/bin/sh\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(join(cwd, "candor"), 0o755);
  const scopes = ["orders.read", "orders.write", "shop:read"].map((name) => ({ name, description: `Scope ${name}` }));
  writeFileSync(
    join(cwd, "registry.json"),
    JSON.stringify({ scopes, apis: [{ resource: "https://api.example/v1", name: "Orders" }] }),
  );
  expect((await candor("apply", "registry.json", "--data", "data")).code).toBe(0);
});

/** What a shell prints. */
function shell(program: string, args: readonly string[], script: string): string {
  const env = {
    ...process.env,
    PATH: `${cwd}${delimiter}${process.env.PATH}`,
    XDG_CONFIG_HOME: cwd,
    CANDOR_SERVER: "",
    HOME: cwd,
  };
  const done = spawnSync(program, [...args, script], { cwd, env, encoding: "utf8" });
  if (done.error !== undefined) throw done.error;
  return done.stdout + done.stderr;
}

const has = (program: string): boolean => spawnSync(program, ["--version"]).error === undefined;

const CASES: readonly (readonly [line: string, words: readonly string[]])[] = [
  ["candor sco", ["scopes"]],
  ["candor scopes sh", ["show"]],
  ["candor completion ", ["bash", "zsh", "fish"]],
  ["candor users add --role op", ["operator"]],
  ["candor scopes list --lim", ["--limit"]],
  ["candor scopes show --data data or", ["orders.read", "orders.write"]],
  ["candor scopes create --data data or", []],
  ["candor scopes show --data nowhere or", []],
];

describe("candor complete", () => {
  it.each([
    ...CASES,
    ["candor apis change --data data https://", ["https://api.example/v1"]] as const,
    ["candor apply ", [":files"]] as const,
    ["candor scopes list --data ", [":files"]] as const,
    ["candor users add --role=a", ["--role=auditor"]] as const,
    ["candor nonsense ", []] as const,
  ])("%s", async (line, words) => {
    const [, ...given] = line.split(" ");
    const done = await candor("complete", "--", ...given);
    expect(done).toMatchObject({ code: 0, err: "" });
    const found = done.out.split("\n").flatMap((one) => one.split("\t")[0] || []);
    if (line !== "candor nonsense ") expect(found).toEqual(words);
  });

  it("isn't shown in help", async () => {
    expect((await candor("--help")).out).not.toMatch(/^ {2}complete /m);
  });
});

describe("in bash", () => {
  it.each([
    ...CASES,
    // bash has the part before the colon already.
    ["candor scopes show --data data shop:", ["read"]] as const,
    ["candor users add --role=a", ["auditor"]] as const,
  ])("%s", (line, words) => {
    const script = `eval "$(candor completion bash)"; COMP_LINE=${JSON.stringify(line)}; COMP_POINT=\${#COMP_LINE}; _candor 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(shell("bash", ["--norc", "-c"], script).split("\n").filter(Boolean)).toEqual(words);
  });

  it("is registered for candor", () => {
    expect(shell("bash", ["--norc", "-c"], 'eval "$(candor completion bash)"; complete -p candor')).toBe(
      "complete -F _candor candor\n",
    );
  });
});

describe.runIf(has("fish"))("in fish", () => {
  it.each(CASES)("%s", (line, words) => {
    const script = `candor completion fish | source; complete -C ${JSON.stringify(line)}`;
    const found = shell("fish", ["--no-config", "-c"], script)
      .split("\n")
      .flatMap((one) => one.split("\t")[0] || []);
    expect(found.sort()).toEqual([...words].sort());
  });
});

describe.runIf(has("zsh"))("in zsh", () => {
  it.each(CASES)("%s", (line, words) => {
    const given = line
      .split(" ")
      .map((word) => JSON.stringify(word))
      .join(" ");
    const script = `compdef() { :; }; _files() { print :files; }; _describe() { local name=$2; for one in \${(P)name}; do print -r -- "\${\${one/\\\\\\\\:/;}%%:*}"; done; }
eval "$(candor completion zsh)"; words=(${given}); CURRENT=$#words; _candor`;
    expect(shell("zsh", ["-f", "-c"], script).split("\n").filter(Boolean)).toEqual(words);
  });
});
