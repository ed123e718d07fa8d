// npm run conformance: installs, builds, and serves Candor for the certification suites. See conformance/README.md.
import { spawn } from "node:child_process";
import { ensure, node, root } from "./ensure.mjs";

ensure();
const started = spawn(node, ["conformance/start.ts", ...process.argv.slice(2)], { cwd: root, stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => started.kill(signal));
started.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
