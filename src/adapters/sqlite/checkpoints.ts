/**
 * Moves the write-ahead log into the database file, beside the event loop. SQLite would do so within a commit, for tens of
 * milliseconds. A thread copies most of it while commits go on (`passive`). What has come meanwhile is little; for that, the next
 * responses wait (`restart`), so that the log can begin again from its start.
 */
import { extname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";

export type Pass = "passive" | "restart";
export type Result = "done" | "busy" | "failed";

export interface Checkpoints {
  /** Looks how long the log is. To be called right after a commit, because it can't be while the connection reads. */
  look(): void;
  /** To be called when the log is on the disk. Resolves when the next commit may begin. Never rejects. */
  afterSync(): Promise<void>;
  /** Whether a sync of the thread has failed since the last call: it is then unknown what of the log is on the disk. */
  hasFailed(): boolean;
  /** Waits for a pass that is under way. */
  close(): void;
}

/** Pages of 4 KiB after which the log is moved: 16 MiB. Pages that are written again and again are moved once each time. */
const DUE = 4_000;
/** Pages at which SQLite does it within a commit after all, because the thread doesn't get it done: 128 MiB. */
const AT_MOST = 32_000;
/** Syncs between two looks at how long the log is. */
const LOOK = 8;
/** Milliseconds until it is tried again after it has failed. */
const PAUSE = 1_000;
/** Milliseconds that closing waits for the thread. */
const LAST_WAIT = 2_000;

/** SQLite moves the log by itself. */
const NONE: Checkpoints = { look() {}, afterSync: async () => {}, hasFailed: () => false, close() {} };

/** Whether this SQLite says how long the log is without moving it. Before 3.51, `noop` is taken for `passive`. */
export function knowsLength(version: string | undefined): boolean {
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  return major > 3 || (major === 3 && minor >= 51);
}

/** Of a database in `file`. An older SQLite goes on moving its log within commits. */
export const checkpointsOf = (database: DatabaseSync, file: string, version = process.versions.sqlite): Checkpoints =>
  knowsLength(version) ? byThread(database, file) : NONE;

/** Commits move nothing by themselves from here on. The thread starts with the first move. */
function byThread(database: DatabaseSync, file: string): Checkpoints {
  database.exec(`pragma wal_autocheckpoint = ${AT_MOST}`);
  const length = database.prepare("pragma wal_checkpoint(noop)");
  // Whether a pass is under way, and whether a sync has failed.
  const state = new Int32Array(new SharedArrayBuffer(8));
  let worker: Worker | undefined;
  let heard: ((result: Result) => void) | undefined;
  let next: Pass = "passive";
  let notBefore = 0;
  let syncs = 0;
  let isDue = false;

  function started(): Worker {
    const script = join(import.meta.dirname, `checkpoint-worker${extname(import.meta.filename)}`);
    const started = new Worker(script, { workerData: { file, state } });
    started.unref();
    const ended = (): void => {
      if (worker !== started) return;
      worker = undefined;
      Atomics.store(state, 0, 0);
      told("failed");
    };
    started.on("message", told).on("error", ended).on("exit", ended);
    return started;
  }

  function told(result: Result): void {
    const tell = heard;
    heard = undefined;
    tell?.(result);
  }

  function run(pass: Pass): Promise<Result> {
    worker ??= started();
    Atomics.store(state, 0, 1);
    worker.postMessage(pass);
    return new Promise((resolve) => {
      heard = (result) => {
        if (result === "failed") notBefore = performance.now() + PAUSE;
        resolve(result);
      };
    });
  }

  return {
    look() {
      if (++syncs % LOOK !== 0 || heard !== undefined || next === "restart" || performance.now() < notBefore) return;
      const { log, checkpointed } = length.get() ?? {};
      isDue = Number(log) - Number(checkpointed) >= DUE;
    },
    async afterSync() {
      if (heard !== undefined) return;
      if (next === "restart") {
        next = "passive";
        await run("restart");
      } else if (isDue) {
        isDue = false;
        void run("passive").then((result) => {
          if (result === "done") next = "restart";
        });
      }
    },
    hasFailed: () => Atomics.exchange(state, 1, 0) === 1,
    close() {
      if (worker === undefined) return;
      Atomics.wait(state, 0, 1, LAST_WAIT);
      void worker.terminate();
    },
  };
}
