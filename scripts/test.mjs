// npm test: installs, builds, checks the style and the types, and runs every test, under one time zone.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensure, node, root, run } from "./ensure.mjs";

ensure();
ensureChromium();

const only = process.argv.slice(2);
if (only.length === 0) {
  console.log("Checking style (biome) and types (tsc) ...");
  run(join(root, "node_modules", ".bin", "biome"), ["ci", "."]);
  run(node, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.json"]);
}

const report = join(mkdtempSync(join(tmpdir(), "candor-")), "report.json");
const { status } = spawnSync(
  node,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...only,
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, TZ: "Pacific/Auckland", NODE_ENV: "test" } },
);
const results = existsSync(report)
  ? JSON.parse(readFileSync(report, "utf8"))
  : { numPassedTests: 0, numFailedTests: 1 };
rmSync(join(report, ".."), { recursive: true });
// A file that could not even be loaded has no failed test of its own.
const failed = Math.max(results.numFailedTests, status === 0 ? 0 : 1);
console.log(`\n${results.numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 && results.numPassedTests > 0 ? 0 : 1);

/** The browser tests need Chromium; Debian has it as a package. */
function ensureChromium() {
  const found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
  if (found !== undefined || process.env.CHROMIUM !== undefined) return;
  console.log("Installing Chromium (apt-get) ...");
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
  ]) {
    const [command, ...rest] = [...sudo, "apt-get", ...args];
    const { status: code } = spawnSync(command, rest, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (code !== 0)
      console.log("Chromium could not be installed: set CHROMIUM to a browser's path, or the browser tests fail.");
  }
}
