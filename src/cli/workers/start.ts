/** Serves in this process, or starts workers that do. */
import cluster from "node:cluster";
import { EXIT } from "../exit.ts";
import type { ServeOptions } from "../serve.ts";

/** A worker runs the same command as its primary. */
export async function startServing(options: ServeOptions): Promise<void> {
  const { workers = 1, demo } = options;
  if (workers === 1 || cluster.isWorker) {
    const { serve } = await import("../serve.ts");
    return await serve(options);
  }
  if (demo === true) {
    console.error(
      "The demo keeps its visitors in one process. Leave out --workers, or serve a configuration of your own.",
    );
    process.exitCode = EXIT.usage;
    return;
  }
  const { superviseWorkers } = await import("./primary.ts");
  superviseWorkers(workers);
}
