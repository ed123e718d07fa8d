// npm run clients: installs the clients of the matrix, connects each, and writes docs/clients.md. `-- --only NAME` runs those whose name has it.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { installDebian } from "./debian.mjs";
import { ensure, node, root, run } from "./ensure.mjs";

ensure();
const at = process.argv.indexOf("--only");
const only = at === -1 ? undefined : process.argv[at + 1];
if (at !== -1 && only === undefined) throw new Error("--only needs a name, or a part of one.");
ensureNpm();
ensureDebian();

const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const environment = { ...process.env, ...(only !== undefined && { CLIENTS: only }) };
const { status } = spawnSync(node, [vitest, "run", "--config", "test/clients/vitest.config.ts"], {
  cwd: root,
  stdio: "inherit",
  env: environment,
});
process.exit(status ?? 1);

/** They have a folder of their own, so that the project does not depend on them. */
function ensureNpm() {
  const folder = join(root, "test", "clients", "npm");
  const lock = join(folder, "package-lock.json");
  const installed = join(folder, "node_modules", ".package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  run("npm", ["ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund"]);
}

/** What Debian has, where there is apt-get; the others are then not run, and say so. */
function ensureDebian() {
  const { stdout } = spawnSync(node, ["test/clients/missing.ts"], { cwd: root, encoding: "utf8" });
  const missing = stdout.split("\n").filter(Boolean);
  if (spawnSync("go", ["version"], { stdio: "ignore" }).status !== 0) missing.push("golang-go");
  if (missing.length === 0) return;
  console.log(`Installing ${missing.length} packages (apt-get) ...`);
  if (!installDebian(missing)) console.log("They could not be installed: the clients that need them are not run.");
}
