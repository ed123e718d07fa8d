// npm run pictures: draws the pictures of the README again, in headless Chromium.
import { join } from "node:path";
import { ensure, node, root, run } from "./ensure.mjs";

ensure();
run(node, [join(root, "node_modules", "vitest", "vitest.mjs"), "run", "test/pictures"], {
  UPDATE_PICTURES: "1",
});
