// npm run site [-- --out DIR --base URL]: builds the catalogue, the providers' messages and the doctor as plain files for any static host.
import { join } from "node:path";
import { ensure, node, root, run } from "./ensure.mjs";

ensure();
run(node, [join(root, "scripts", "site", "main.mjs"), ...process.argv.slice(2)]);
