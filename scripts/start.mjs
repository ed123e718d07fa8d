// npm start: installs, builds, serves the demo world.
import { spawn } from "node:child_process";
import { ensure, node, root } from "./ensure.mjs";

ensure();
console.log("Starting candor serve --demo ...");
const server = spawn(node, ["dist/cli/main.js", "serve", "--demo", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
// A signal that reached only this process is passed on; the server finishes its requests and ends both.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code, signal) => process.exit(code ?? (signal === null ? 1 : 0)));
