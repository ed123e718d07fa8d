// npm run faults: installs, builds, and does to a server what may happen to it.
import { join } from "node:path";
import { ensure, node, root, run } from "./ensure.mjs";

ensure();
run(node, ["--no-warnings", join(root, "test", "faults", "main.ts"), ...process.argv.slice(2)]);
