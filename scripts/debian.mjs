// Installs packages of Debian, where there is apt-get.
import { spawnSync } from "node:child_process";

function aptGet(...args) {
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  const [command, ...rest] = [...sudo, "apt-get", ...args];
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, rest, { stdio: ["ignore", "ignore", "inherit"], env }).status === 0;
}

/** Returns whether they are installed. */
export function installDebian(packages) {
  aptGet("update", "-qq");
  return aptGet("install", "-y", "-qq", "--no-install-recommends", ...packages);
}
