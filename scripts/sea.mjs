// npm run sea: installs and builds what is missing, and makes the executable dist/candor.
import { ensure, node, run } from "./ensure.mjs";

ensure();
run(node, ["scripts/sea/build.mjs", "dist/candor"]);
