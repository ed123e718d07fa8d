/** What the stores see of the database: prepared statements, reads that run at once and writes that are committed in groups. */
import { performance } from "node:perf_hooks";
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { setTimeout as wait } from "node:timers/promises";
import { StorageUnavailable } from "../../ports/storage.ts";
import { type Cache, rowCache } from "./cache.ts";
import { groupCommit } from "./group-commit.ts";
import { classified, isBusy, PATIENCE, pause } from "./unavailable.ts";

/** A prepared statement whose rows are known to look like `Row`. */
export interface Statement<Row> {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  run(...values: SQLInputValue[]): { readonly changes: number };
  /** Gives rows as lists of values in place of objects. */
  setReturnArrays(enabled: boolean): void;
}

export interface Connection extends Cache {
  prepare<Row = never>(sql: string): Statement<Row>;
  read<T>(query: () => T): Promise<T>;
  /** Resolves after the commit. See `GroupCommit.write`. */
  write<T>(operation: () => T): Promise<T>;
  /** Puts everything into the file and empties its log, so that nothing which was deleted or replaced is left in it. */
  emptyLog(): Promise<void>;
  /** Commits what is queued and closes; a second time does nothing. */
  close(): void;
}

/** Milliseconds for which the last commits may wait for a lock: at the end nobody else is served. */
const LAST_WAIT = 2_000;

/** Puts group commit before a database. `inPlace` throws where nothing may be committed, `atEnd` is the last that is written. From here on no lock of another process is waited for but with the event loop running. */
export function connect(
  database: DatabaseSync,
  inPlace: () => void = () => {},
  atEnd: () => void = () => {},
): Connection {
  database.exec("pragma busy_timeout = 0");
  const begin = database.prepare("begin immediate");
  const commit = database.prepare("commit");
  const beginReading = database.prepare("begin deferred");
  const emptyLog = database.prepare("pragma wal_checkpoint(truncate)");
  const version = database.prepare("pragma data_version");
  const cache = rowCache();
  let reading = false;
  let readingIn = 0;
  let seen: unknown;

  /** The reads of one turn of the event loop share a transaction, and with it the file locks that SQLite takes and gives back by system calls. */
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

  const group = groupCommit({
    begin: () => {
      // Whoever reads after the commit sees it.
      stopReading();
      inPlace();
      telling(() => begin.run());
    },
    commit: () => {
      telling(() => commit.run());
    },
    rollback: () => rollback(database),
  });

  /** Runs something now, and again as long as another process holds the lock that it takes. */
  async function patiently<T>(run: () => T): Promise<T> {
    const since = performance.now();
    for (;;) {
      try {
        return run();
      } catch (error) {
        if (!isBusy(error) || performance.now() - since >= PATIENCE) throw error;
      }
      await wait(pause());
    }
  }

  function readNow<T>(query: () => T): T {
    if (closed) throw new Error("The storage is closed.");
    return telling(() => {
      // What arrives in the next turn may be about what another process has committed since this transaction began.
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
    write: (operation) => group.write(() => telling(operation)),
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
        // Then the next start takes the database for one that was not closed properly, and so it was.
      }
      database.close();
    },
  };
}

/** The turn of the event loop: it is counted on before the loop asks for what has arrived. Immediates and timers run in the turn before. */
const turn = (): number => performance.nodeTiming.uvMetricsInfo.loopCount;

/** Runs something, and tells what it means where the database cannot work for the moment. */
function telling<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw classified(error);
  }
}

/** Ends a transaction that has failed. */
export function rollback(database: DatabaseSync): void {
  try {
    database.exec("rollback");
  } catch {
    // SQLite has rolled back by itself: it does so on a full disk and on I/O errors.
  }
}

/** `insert into table (columns) values (?, …)`. */
export function insertInto(table: string, columns: readonly string[]): string {
  return `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`;
}
