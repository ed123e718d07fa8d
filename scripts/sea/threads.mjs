// node:worker_threads, where a thread's script is inside the executable.
import * as threads from "node:worker_threads";

export * from "node:worker_threads";

const { file } = globalThis[Symbol.for("candor.executable")];

/** The script has no imports but Node's own modules. */
export function Worker(path, options) {
  const script = file(path.slice("candor:/".length)).toString("base64");
  return new threads.Worker(new URL(`data:text/javascript;base64,${script}`), options);
}
