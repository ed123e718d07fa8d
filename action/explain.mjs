// The step of the GitHub Action: runs `candor explain --from`, and shows the result as annotations and in the summary of the job.
import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { annotation, data, summaryOf } from "./show.mjs";

const { CANDOR_LOG: log = "", CANDOR_CONTEXT: context = "", CANDOR_VERSION: version = "latest" } = process.env;
const root = join(import.meta.dirname, "..");
const onWindows = process.platform === "win32";

/** GitHub shows this many annotations of a step. The summary has all of them. */
const MOST = 10;

const [command, ...before] = version === "checkout" ? built() : ["npx", "--yes", `candor@${version}`];
const options = ["explain", "--from", log, "--format", "json", ...(context === "" ? [] : ["--context", context])];
const { status, stdout, stderr, error } = run(command, [...before, ...options]);

if (status !== 0 && status !== 1) {
  console.log(`::error::${data((error?.message ?? stderr).trim() || "candor explain could not be run.")}`);
  process.exit(1);
}

const { failures } = JSON.parse(stdout);
const report = join(process.env.RUNNER_TEMP ?? ".", "candor-explain.json");
writeFileSync(report, stdout);
for (const failure of failures.slice(0, MOST)) console.log(annotation(log, failure));
if (failures.length === 0) console.log(`${log} has no failure of OAuth that Candor knows.`);
append(process.env.GITHUB_STEP_SUMMARY, summaryOf(log, failures));
const codes = failures.map(({ findings: [first] }) => first.reason);
append(process.env.GITHUB_OUTPUT, `failures=${failures.length}\ncodes=${codes.join(" ")}\nreport=${report}\n`);
if (failures.length > 0 && process.env.CANDOR_FAIL === "true") process.exit(1);

/** The command line of the checkout that this action is part of. Builds it the first time. */
function built() {
  const cli = join(root, "dist", "cli", "main.js");
  if (!existsSync(cli))
    for (const args of [["ci"], ["run", "build"]])
      if (run("npm", args, { cwd: root, stdio: ["ignore", 2, 2] }).status !== 0) process.exit(1);
  return [process.execPath, cli];
}

function run(program, args, more = {}) {
  // npm and npx are scripts on Windows. Their arguments are quoted by hand there.
  const shown = onWindows ? args.map((one) => `"${one.replaceAll('"', "")}"`) : args;
  return spawnSync(program, shown, { encoding: "utf8", shell: onWindows, maxBuffer: 100_000_000, ...more });
}

function append(file, text) {
  if (file !== undefined && file !== "") appendFileSync(file, text);
}
