// npm run dialects: compiles dialects/*.yaml for the doctor. npm run dialects -- check [file] says what is wrong with them.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, node, root } from "./ensure.mjs";

ensureInstalled();
const { status } = spawnSync(node, [join(root, "scripts/dialects/main.ts"), ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(status ?? 1);
