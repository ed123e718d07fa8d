// npm run demo:cluster: installs, builds, and runs three nodes behind nginx on PostgreSQL.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { installDebian } from "./debian.mjs";
import { ensure, node, root } from "./ensure.mjs";

ensure();
if (!existsSync("/usr/lib/postgresql") || !existsSync("/usr/sbin/nginx")) installDebian(["postgresql", "nginx"]);
console.log("Starting PostgreSQL, three nodes and nginx ...");
const args = ["--no-warnings", join(root, "test", "nodes", "demo.ts"), ...process.argv.slice(2)];
const demo = spawn(node, args, { cwd: root, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => demo.kill(signal));
demo.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
