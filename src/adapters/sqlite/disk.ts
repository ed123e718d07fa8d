/**
 * Puts the write-ahead log on the disk. SQLite would do so within a commit, and the event loop would stand still for as long as
 * the disk takes; a thread of Node's pool does it without. Another thread moves the log into the database file.
 */
import { closeSync, fdatasync, fdatasyncSync, openSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { StorageUnavailable } from "../../ports/storage.ts";
import { checkpointsOf } from "./checkpoints.ts";

export interface Disk {
  /** Resolves when all that was committed is on the disk. Rejects if that can't be said; `recover` is then due. */
  sync(): Promise<void>;
  /** The same at once, for the last commits. */
  syncNow(): void;
  /**
   * After a failed `sync`, which another one must not follow: a system that couldn't write a page may take it for written
   * (fsync(2)). The commits are put into the database file instead, and the log starts again. Returns whether that could be done.
   */
  recover(): boolean;
  close(): void;
}

/**
 * The disk under a database in WAL mode; from here on, its commits don't wait for it. The log has no locks of SQLite, so it may be
 * opened beside it. A database in memory has no disk.
 */
export function diskOf(database: DatabaseSync): Disk {
  const file = database.location();
  if (file === null) return { sync: async () => {}, syncNow: () => {}, recover: () => true, close: () => {} };
  // The log and the database are still synced before and after a checkpoint.
  database.exec("pragma synchronous = normal");
  const checkpoint = database.prepare("pragma wal_checkpoint(truncate)");
  const checkpoints = checkpointsOf(database, file);
  let descriptor: number | undefined;
  let pending = 0;
  let closed = false;
  const opened = () => {
    try {
      descriptor ??= openSync(`${file}-wal`, "r+");
      return descriptor;
    } catch (error) {
      throw failed(error as NodeJS.ErrnoException);
    }
  };
  const closeUnused = () => {
    if (closed && pending === 0 && descriptor !== undefined) closeSync(descriptor);
  };
  return {
    sync: () =>
      new Promise((resolve, reject) => {
        const log = opened();
        checkpoints.look();
        pending++;
        fdatasync(log, (error) => {
          pending--;
          closeUnused();
          if (error) reject(failed(error));
          else if (checkpoints.hasFailed()) reject(new StorageUnavailable("failing", "The log could not be synced."));
          else resolve(closed ? undefined : checkpoints.afterSync());
        });
      }),
    syncNow() {
      const log = opened();
      try {
        fdatasyncSync(log);
      } catch (error) {
        throw failed(error as NodeJS.ErrnoException);
      }
    },
    recover: () => checkpoint.get()?.busy === 0,
    close() {
      closed = true;
      checkpoints.close();
      closeUnused();
    },
  };
}

const failed = (error: NodeJS.ErrnoException): StorageUnavailable =>
  new StorageUnavailable(error.code === "ENOSPC" ? "full" : "failing", error.message, { cause: error });
