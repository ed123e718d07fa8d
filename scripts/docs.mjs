// npm run docs: regenerates the reference in docs/.
import { ensure, node, run } from "./ensure.mjs";

ensure();
run(node, ["docs/write.ts"]);
