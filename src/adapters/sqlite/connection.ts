/** The stores' view of the database: prepared statements, reads that run at once, and writes that are committed in groups. */
import { performance } from "node:perf_hooks";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { station } from "../../ports/stations.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import { type Cache, rowCache } from "./cache.ts";
import { type Disk, diskOf } from "./disk.ts";
import { groupCommit, type OnDisk } from "./group-commit.ts";
import { classified, isBusy, PATIENCE, pause } from "./unavailable.ts";

/** A prepared statement whose rows are known to look like `Row`. */
export interface Statement<Row> {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  run(...values: SQLInputValue[]): { readonly changes: number };
  /** Returns rows as lists of values rather than objects. */
  setReturnArrays(enabled: boolean): void;
}

export interface Connection extends Cache {
  prepare<Row = never>(sql: string): Statement<Row>;
  read<T>(query: () => T): Promise<T>;
  /** Resolves after the commit. See `GroupCommit.write`. */
  write<T>(operation: () => T): Promise<T>;
  /** Writes everything into the file and empties its log, so that nothing deleted or replaced is left there. */
  emptyLog(): Promise<void>;
  /** Commits what is queued and closes. A second call does nothing. */
  close(): void;
}

/** Of the stations of a traced request. */
const SQLITE = { "db.system.name": "sqlite" };

/** Milliseconds for which the last commits may wait for a lock. At the end nobody else is served. */
const LAST_WAIT = 2_000;

/** Milliseconds: more than the longest pause after which another process tries again to take the lock. */
const ROOM = 25;

/**
 * Puts group commit in front of a database. `inPlace` throws if nothing may be committed; `atEnd` makes the last write. From
 * here on, waiting for another process's lock never blocks the event loop.
 */
export function connect(
  database: DatabaseSync,
  inPlace: () => void = () => {},
  atEnd: () => void = () => {},
  disk: Disk = diskOf(database),
  onDisk?: OnDisk,
  leavesRoom = false,
): Connection {
  database.exec("pragma busy_timeout = 0");
  const begin = database.prepare("begin immediate");
  const commit = database.prepare("commit");
  const beginReading = database.prepare("begin deferred");
  const emptyLog = database.prepare("pragma wal_checkpoint(truncate)");
  const version = database.prepare("pragma data_version");
  const cache = rowCache();
  let doubtful = false;
  let reading = false;
  let readingIn = 0;
  let seen: unknown;
  let committedAt: unknown;

  /**
   * The reads of one turn of the event loop share a transaction, and so its file locks, which SQLite takes and releases with
   * system calls.
   */
  function startReading(): void {
    try {
      beginReading.run();
      // It changes when another process has committed.
      const now = version.get()?.data_version;
      if (now !== seen) cache.forget();
      seen = now;
    } catch (error) {
      rollback(database);
      throw error;
    }
    reading = true;
    readingIn = turn();
    setImmediate(stopReading);
  }

  function stopReading(): void {
    if (reading) commit.run();
    reading = false;
  }

  /** Gives the lock to another process that writes at the same time. That one hardly gets it if this one begins again at once. */
  async function leaveRoom(): Promise<void> {
    const now = version.get()?.data_version;
    if (now !== committedAt) await wait(ROOM);
    committedAt = now;
  }

  const transaction = {
    begin: () => {
      // A read after the commit sees it.
      stopReading();
      inPlace();
      if (doubtful) recover();
      telling(() => begin.run());
    },
    commit: () => {
      telling(() => commit.run());
    },
    rollback: () => rollback(database),
    sync: async () => {
      await disk.sync().catch((error) => {
        doubtful = true;
        throw error;
      });
      if (leavesRoom) await leaveRoom();
    },
    syncNow: disk.syncNow,
  };
  const group = groupCommit(transaction, onDisk);

  /** Nothing is committed while it isn't known that what was committed before is on the disk. */
  function recover(): void {
    if (!telling(disk.recover))
      throw new StorageUnavailable("busy", "Another process is reading the log of the database.");
    doubtful = false;
  }

  /** Runs something now, and again while another process holds the lock that it needs. */
  async function patiently<T>(run: () => T): Promise<T> {
    const since = performance.now();
    for (let tries = 0; ; tries++) {
      try {
        return run();
      } catch (error) {
        if (!isBusy(error) || performance.now() - since >= PATIENCE) throw error;
      }
      await wait(pause(tries));
    }
  }

  function readNow<T>(query: () => T): T {
    if (closed) throw new Error("The storage is closed.");
    return telling(() => {
      // Requests in the next turn may concern what another process has committed since this transaction began.
      if (readingIn !== turn()) stopReading();
      if (!reading) startReading();
      return query();
    });
  }
  let closed = false;
  return {
    ...cache,
    prepare: <Row>(sql: string) => database.prepare(sql) as unknown as Statement<Row>,
    async read(query) {
      try {
        return readNow(query);
      } catch (error) {
        if (!isBusy(error)) throw error;
        return patiently(() => readNow(query));
      }
    },
    write: (operation) => station("commit", () => group.write(() => telling(operation)), SQLITE),
    emptyLog: () =>
      patiently(() => {
        stopReading();
        const { busy } = telling(() => emptyLog.get()) ?? {};
        if (busy !== 0) throw new StorageUnavailable("busy", "Another process is reading the log of the database.");
      }),
    close() {
      if (closed) return;
      closed = true;
      stopReading();
      database.exec(`pragma busy_timeout = ${LAST_WAIT}`);
      group.close();
      try {
        inPlace();
        atEnd();
      } catch {
        // The next start then takes the database for one that wasn't closed properly, which is true.
      }
      disk.close();
      database.close();
    },
  };
}

/** The turn of the event loop, counted before the loop asks for new input. Immediates and timers run in the previous turn. */
const turn = (): number => performance.nodeTiming.uvMetricsInfo.loopCount;

/** Runs something, and translates errors that mean the database can't work for the moment. */
function telling<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw classified(error);
  }
}

/** Ends a failed transaction. */
export function rollback(database: DatabaseSync): void {
  try {
    database.exec("rollback");
  } catch {
    // SQLite has already rolled back. It does so on a full disk and on I/O errors.
  }
}

/** `insert into table (columns) values (?, …)`. */
export function insertInto(table: string, columns: readonly string[]): string {
  return `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`;
}
