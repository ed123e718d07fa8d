/** `npm run bench`: runs on any Node from 20 on, builds, and starts the bench on the repository's own Node, on core 1 where that is possible. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, "node_modules", ".bin", "node");

function npm(...args) {
  const { status } = spawnSync("npm", args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(node)) npm("ci");
// What is measured is what the sources say now.
npm("run", "--silent", "build");

// `bench:size` is a bench of its own.
const [first, ...rest] = process.argv.slice(2);
const program =
  first === "size" ? [join("bench", "size", "main.ts"), ...rest] : [join("bench", "main.ts"), ...process.argv.slice(2)];
const pinned = spawnSync("taskset", ["-c", "1", "true"]).status === 0;
const command = [...(pinned ? ["taskset", "-c", "1"] : []), node, ...program];
const bench = spawn(command[0], command.slice(1), { cwd: root, stdio: "inherit" });
// The terminal sends Ctrl-C to both; this one waits until the bench has stopped its servers.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => bench.kill("SIGTERM"));
bench.on("exit", (code, signal) => process.exit(signal === null ? code : 1));
