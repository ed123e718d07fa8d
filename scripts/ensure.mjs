// Runs on Node 20.19 or newer: installs what is missing, builds what is stale, and names the Node that the rest runs on.
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The Node that the repository pins as a development dependency. */
export const node = join(root, "node_modules", ".bin", "node");

/** Runs a program to its end; ends this one with the same code where it fails. */
export function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (error) console.error(`${command} could not be run: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`This is Node ${process.versions.node}; 20.19 or newer is needed to install.`);
  process.exit(1);
}

/** Whether node_modules holds what the lock file asks for, the pinned Node included. */
function installed() {
  const marker = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(marker) || !existsSync(node)) return false;
  return statSync(marker).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs;
}

/** Installs; does nothing that is done already. */
export function ensureInstalled() {
  refuseOldNode();
  if (!installed()) {
    console.log("Installing dependencies (npm ci) ...");
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
  }
}

/** Installs and builds; does nothing that is done already. `options` are the compiler's. */
export function ensure(...options) {
  ensureInstalled();
  console.log("Building (tsc) ...");
  run(node, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.build.json", ...options]);
  run(node, ["scripts/assets.mjs"]);
}
