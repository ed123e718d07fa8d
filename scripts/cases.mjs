// `npm run cases -- <file>`: holds `candor explain` against real failures whose causes are settled, and prints every miss.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, "node_modules", ".bin", "node");
const { status } = spawnSync(node, [join(root, "test", "explain", "cases.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(status ?? 1);
