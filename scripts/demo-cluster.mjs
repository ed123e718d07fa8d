// npm run demo:cluster: installs, builds, and runs three nodes behind nginx on PostgreSQL, watched by Prometheus.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installDebian } from "./debian.mjs";
import { ensure, node, root } from "./ensure.mjs";

ensure();
const PACKAGES = {
  postgresql: "/usr/lib/postgresql",
  "nginx-light": "/usr/sbin/nginx",
  prometheus: "/usr/bin/prometheus",
};
const missing = Object.keys(PACKAGES).filter((name) => !existsSync(PACKAGES[name]));
if (missing.length > 0) {
  console.log(`Installing ${missing.join(", ")} (apt-get) ...`);
  if (!installDebian(missing)) {
    console.error(`They could not be installed. Install ${missing.join(", ")} yourself.`);
    process.exit(1);
  }
}
// Debian keeps servers there, and leaves it out of the PATH of users.
process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;
console.log("Starting PostgreSQL, three nodes, nginx and Prometheus ...");
const args = ["--no-warnings", join(root, "test", "nodes", "demo.ts"), ...process.argv.slice(2)];
const demo = spawn(node, args, { cwd: root, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => demo.kill(signal));
demo.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
