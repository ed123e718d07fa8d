/** The GitHub Action, as a runner runs it: its step's script and environment, from action.yml. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";

const ACTION = resolve(import.meta.dirname, "../../action");
const CLI = resolve(import.meta.dirname, "../../dist/cli/main.js");

interface Step {
  readonly id: string;
  readonly shell: string;
  readonly run: string;
  readonly env: Readonly<Record<string, string>>;
}
interface Metadata {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, { description: string; required?: boolean; default?: string }>>;
  readonly outputs: Readonly<Record<string, { description: string; value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}
const metadata: Metadata = parse(readFileSync(join(ACTION, "action.yml"), "utf8"));
const [step] = metadata.runs.steps as [Step];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "candor-action-"));
  // Instead of the registry, npx runs what has been built.
  const npx = `#!/bin/sh\necho "$@" > "${folder}/npx.txt"\nshift 2\nexec "${process.execPath}" "${CLI}" "$@"\n`;
  writeFileSync(join(folder, "npx"), npx);
  chmodSync(join(folder, "npx"), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs the step with these inputs. */
function run(inputs: Readonly<Record<string, string>>) {
  const [summary, output] = [join(folder, "summary.md"), join(folder, "output.txt")];
  for (const file of [summary, output]) writeFileSync(file, "");
  const given = (value: string) =>
    value.replaceAll(
      /\$\{\{ inputs\.([\w-]+) \}\}/g,
      (_, name) => inputs[name] ?? metadata.inputs[name]?.default ?? "",
    );
  const env = Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, given(value)]));
  const { status, stdout, stderr } = spawnSync(step.shell, ["-eo", "pipefail", "-c", step.run], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...env,
      PATH: [folder, dirname(process.execPath), process.env.PATH].join(delimiter),
      GITHUB_ACTION_PATH: ACTION,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: folder,
    },
  });
  const [shown, said] = [readFileSync(summary, "utf8"), readFileSync(output, "utf8")];
  const outputs = Object.fromEntries(
    said
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(/=(.*)/s)),
  );
  return { status, stdout, stderr, summary: shown, outputs };
}

function log(text: string): string {
  writeFileSync(join(folder, "build.log"), text);
  return "build.log";
}

const AADSTS =
  "AADSTS50011: The redirect URI 'https://app.example/cb' specified in the request does not match the redirect URIs configured for the application client_secret=hunter2-hunter2";
const TWO = `INFO: ok\nERROR: ${AADSTS}\nERROR: ${AADSTS}\nERROR: invalid_grant: PKCE verification failed: code_verifier does not match code_challenge\n`;

describe("the metadata", () => {
  it("is that of a composite action", () => {
    expect([metadata.runs.using, metadata.runs.steps.length, step.shell]).toEqual(["composite", 1, "bash"]);
    expect(Object.keys(metadata).sort()).toEqual(["branding", "description", "inputs", "name", "outputs", "runs"]);
  });

  it("names only inputs that there are, and passes none into the script (injection)", () => {
    const used = [...JSON.stringify(step.env).matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(used.sort()).toEqual(Object.keys(metadata.inputs).sort());
    expect(step.run).not.toContain("${{");
  });

  it("has the outputs that the step writes", () => {
    const { outputs } = run({ log: log(TWO) });
    const promised = Object.values(metadata.outputs).map(
      ({ value }) => /steps\.explain\.outputs\.(\w+)/.exec(value)?.[1],
    );
    expect(Object.keys(outputs).sort()).toEqual(promised.sort());
    expect(step.id).toBe("explain");
  });
});

describe("a log with failures", () => {
  it("gives annotations, a summary, outputs, and no secret", () => {
    const { status, stdout, summary, outputs } = run({ log: log(TWO) });
    expect(stdout.trimEnd().split("\n")).toEqual([
      expect.stringMatching(
        /^::error file=build\.log,line=2,col=1,title=redirect-uri\/unregistered::.+ \(2 times\)\. Fix: .+/,
      ),
      expect.stringMatching(/^::error file=build\.log,line=4,col=1,title=pkce\/verifier-mismatch::.+\. Fix: .+/),
    ]);
    expect(summary).toMatch(/^## OAuth failures\n\n### /);
    expect(summary).toContain("**Fix:** ");
    expect(outputs).toMatchObject({ failures: "2", codes: "redirect-uri/unregistered pkce/verifier-mismatch" });
    expect(JSON.parse(readFileSync(outputs.report ?? "", "utf8")).failures.length).toBe(2);
    expect(stdout + summary + readFileSync(outputs.report ?? "", "utf8")).not.toContain("hunter2");
    expect(status).toBe(0);
  });

  it("fails the step if that is wanted", () => expect(run({ log: log(TWO), fail: "true" }).status).toBe(1));

  it("runs the published package in the version that was named, or this checkout", () => {
    run({ log: log(TWO), version: "0.1.0" });
    expect(readFileSync(join(folder, "npx.txt"), "utf8")).toMatch(/^--yes candor@0\.1\.0 explain --from build\.log/);
    run({ log: log(TWO) });
    expect(readFileSync(join(folder, "npx.txt"), "utf8")).toMatch(/^--yes candor@latest /);
    rmSync(join(folder, "npx.txt"));
    expect(run({ log: log(TWO), version: "checkout" }).outputs.failures).toBe("2");
    expect(() => readFileSync(join(folder, "npx.txt"))).toThrow("ENOENT");
  });

  it("passes the context on", () => {
    writeFileSync(join(folder, "context.json"), "{");
    const { status, stdout } = run({ log: log(TWO), context: "context.json" });
    expect([status, stdout]).toEqual([1, "::error::The context in context.json is not JSON.\n"]);
  });
});

it("a log without failures is said to have none", () => {
  const { status, stdout, summary, outputs } = run({ log: log("all is well\n"), fail: "true" });
  expect([status, stdout, summary]).toEqual([0, "build.log has no failure of OAuth that Candor knows.\n", ""]);
  expect(outputs).toMatchObject({ failures: "0", codes: "" });
});

it("a missing log is an error", () => {
  const { status, stdout } = run({ log: "none.log" });
  expect([status, stdout]).toEqual([1, "::error::There is no file none.log.\n"]);
});

it("a log can't write workflow commands or markup", () => {
  const { stdout, summary } = run({
    log: log(
      `ERROR: redirect_uri_mismatch ::error::x %0A::set-output name=a::b \`\`\` <img src=x> @octocat | [a](https://evil.example)\r::warning::y\n`,
    ),
  });
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .every((line) => /^::(?:error|warning) file=build\.log,/.test(line)),
  ).toBe(true);
  const prose = summary.replaceAll(/(`{3,})text\n[\s\S]*?\n\1/g, "");
  expect(prose).not.toMatch(/<img|@octocat|\]\(https:\/\/evil/);
});
