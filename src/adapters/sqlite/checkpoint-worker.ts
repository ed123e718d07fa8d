/** Moves the write-ahead log into the database file on a thread of its own, because that takes as long as the disk. */
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import type { Pass, Result } from "./checkpoints.ts";

/** https://sqlite.org/rescode.html#ioerr_fsync */
const SYNC_FAILED = 1034;

const { file, state } = workerData as { readonly file: string; readonly state: Int32Array };
// Never makes a file where there is none.
const address = new URL(`${pathToFileURL(file)}?mode=rw`);

/** Milliseconds that the last part waits for who reads or writes. */
const PATIENCE = 50;

function run(pass: Pass): Result {
  try {
    // Open for so long only, so that whoever closes the database last is almost always the one that uses it.
    const database = new DatabaseSync(address, { timeout: PATIENCE });
    try {
      return database.prepare(`pragma wal_checkpoint(${pass})`).get()?.busy === 0 ? "done" : "busy";
    } finally {
      database.close();
    }
  } catch (error) {
    // Known to the other thread before its own next sync can end, which might succeed by mistake.
    if ((error as { errcode?: number }).errcode === SYNC_FAILED) Atomics.store(state, 1, 1);
    return "failed";
  }
}

parentPort?.on("message", (pass: Pass) => {
  const result = run(pass);
  Atomics.store(state, 0, 0);
  Atomics.notify(state, 0);
  parentPort?.postMessage(result);
});
