import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  engines: { node: string };
};

/** Runs the command line by a Node that says it is of this version. */
function as(version: string) {
  const pose = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: ${JSON.stringify(version)} } })`;
  const preload = `data:text/javascript,${encodeURIComponent(pose)}`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", preload, main, "--help"], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("candor", () => {
  it.each(["20.20.2", "22.12.9", "18.0.0"])("on Node %s names the required version in one line", (version) => {
    const least = engines.node.replace(">=", "");
    expect(as(version)).toEqual({
      status: 1,
      stdout: "",
      stderr: `Candor needs Node ${least} or newer, but this is ${version}. In the repository, npm start uses a Node of its own.\n`,
    });
  });
});
