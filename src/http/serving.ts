/** Everything between the composed services and a socket. `index.ts` loads it while the storage opens and keys are made. */
export { fetchHandler } from "./fetch.ts";
export { listen } from "./listen.ts";
export { loadLater, untilLater } from "./load-later.ts";
export { nodeHandler } from "./node.ts";
export { OwnPaths } from "./own-paths.ts";
export { candorPlugin } from "./plugin.ts";
export { createServer } from "./server.ts";
export { stopServer } from "./stopping.ts";
