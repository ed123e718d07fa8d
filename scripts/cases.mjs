// `npm run cases -- <file>`: holds `candor explain` against real failures whose causes are settled, and prints every miss.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, "node_modules", ".bin", "node");
const run = (...args) => spawnSync(node, args, { stdio: "inherit" }).status ?? 1;
process.exit(
  run(join(root, "scripts/dialects/main.ts")) || run(join(root, "test/explain/cases.ts"), ...process.argv.slice(2)),
);
