/** Copies a database into another file, on a separate thread, because a large one takes seconds. */
import { DatabaseSync } from "node:sqlite";
import { workerData } from "node:worker_threads";

const { file, target } = workerData as { readonly file: string; readonly target: string };
const database = new DatabaseSync(file, { readOnly: true });
try {
  database.exec("pragma busy_timeout = 10000");
  // One snapshot: a transaction that is committed meanwhile is in the copy completely or not at all. Writers aren't blocked.
  database.prepare("vacuum into ?").run(target);
} finally {
  database.close();
}
