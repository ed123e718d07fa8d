// `npm run mutate -- [--minutes n] [path …]`: changes the source in one place at a time and sees whether a test fails.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, "node_modules", ".bin", "node");
const { status } = spawnSync(node, [join(root, "test", "mutation", "run.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
  cwd: root,
});
process.exit(status ?? 1);
