// npm run peers: checks real servers in Python, Ruby, Java, Go and others, and writes docs/guides/check-peers.md. `-- --only NAME` checks one.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensure, node, root, run } from "./ensure.mjs";

ensure();
const { status } = spawnSync(
  node,
  ["--no-warnings", join(root, "test", "peers", "main.ts"), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
  },
);
// The guide has these servers and those of `npm test`.
if (status === 0)
  run(node, [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "test/checker/peers.test.ts", "-u"]);
process.exit(status ?? 1);
