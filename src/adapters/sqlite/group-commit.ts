/**
 * Group commit: the writes of concurrent requests go to the disk as one transaction: those of a turn of the event loop, and what
 * comes while the disk is busy with the previous ones. A write costs microseconds and the disk a fifth of a millisecond or far
 * more, so this decides how many requests per second are durable. Nobody gets a response before the commit is on the disk. An
 * operation that throws doesn't affect the others.
 */

import { isBusy, PATIENCE, pause } from "./unavailable.ts";

/** The transaction of a connection. `rollback` doesn't throw if there is none. */
export interface Transaction {
  begin(): void;
  commit(): void;
  rollback(): void;
  /** Resolves when the commits are on the disk. */
  sync(): Promise<void>;
  /** The same at once, for the last ones. */
  syncNow(): void;
}

export interface GroupCommit {
  /**
   * Runs an operation in the next batch and resolves after its commit. It may run twice, so it must change nothing but the
   * database.
   */
  write<T>(operation: () => T): Promise<T>;
  /** Commits what is queued. Rejects later writes. */
  close(): void;
}

interface Waiting {
  /** By a clock that can't be set. */
  readonly since: number;
  readonly run: () => unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface Committed {
  readonly one: Waiting;
  readonly answer: unknown;
}

/** Hears of what is on the disk: how many operations, and the milliseconds since their transaction began. */
export type OnDisk = (operations: number, milliseconds: number) => void;

/** Limits how long a batch blocks the event loop: 5 to 10 ms at 10 to 20 µs each. */
const BATCH = 512;

/**
 * Queues writes and commits them in batches, the first as soon as this turn of the event loop has read its requests. While
 * another process holds the lock, the queue waits and the event loop continues.
 */
export function groupCommit(transaction: Transaction, onDisk?: OnDisk): GroupCommit {
  let queue: Waiting[] = [];
  let closed = false;
  let syncing = false;
  let retry: NodeJS.Timeout | undefined;
  /** How often another process had the lock since the last commit. */
  let tries = 0;

  /** Commits the next batch. Returns those whose commit has yet to reach the disk. */
  function commitNext(): readonly Committed[] {
    const batch = queue.slice(0, BATCH);
    queue = queue.slice(BATCH);
    const committed: Committed[] = [];
    const rest = commitTogether(transaction, batch, closed ? 0 : PATIENCE, committed);
    if (committed.length > 0) tries = 0;
    if (rest.length > 0) {
      queue = [...rest, ...queue];
      retry = setTimeout(() => {
        retry = undefined;
        flush();
      }, pause(tries++));
    }
    return committed;
  }

  function flush(): void {
    if (syncing || queue.length === 0) return;
    const began = onDisk === undefined ? 0 : performance.now();
    const committed = commitNext();
    if (committed.length > 0) {
      syncing = true;
      const settled = (error?: unknown) => {
        syncing = false;
        if (error === undefined) onDisk?.(committed.length, performance.now() - began);
        settle(committed, error);
        flushSoon();
      };
      transaction.sync().then(() => settled(), settled);
    } else flushSoon();
  }

  function flushSoon(): void {
    if (queue.length > 0 && retry === undefined && !syncing) setImmediate(flush);
  }

  return {
    write<T>(run: () => T): Promise<T> {
      if (closed) return Promise.reject(new Error("The storage is closed."));
      return new Promise<T>((resolve, reject) => {
        queue.push({ run, since: performance.now(), resolve: resolve as (answer: unknown) => void, reject });
        if (queue.length === 1) flushSoon();
      });
    },
    close() {
      closed = true;
      clearTimeout(retry);
      while (queue.length > 0) {
        const committed = commitNext();
        try {
          if (committed.length > 0) transaction.syncNow();
          settle(committed);
        } catch (error) {
          settle(committed, error);
        }
      }
    },
  };
}

function settle(committed: readonly Committed[], error?: unknown): void {
  for (const { one, answer } of committed) {
    if (error === undefined) one.resolve(answer);
    else one.reject(error);
  }
}

/**
 * Commits a batch, and adds it to `committed`. Returns what must be tried again because the database is locked and the operation
 * has not yet waited `patience` milliseconds.
 */
function commitTogether(
  transaction: Transaction,
  batch: readonly Waiting[],
  patience: number,
  committed: Committed[],
): readonly Waiting[] {
  const answers: unknown[] = [];
  let running = false;
  try {
    transaction.begin();
    for (const { run } of batch) {
      running = true;
      answers.push(run());
      running = false;
    }
    transaction.commit();
  } catch (error) {
    transaction.rollback();
    // One of them threw, and the others are not to blame: each runs once more, alone. A failing begin or commit (a full disk)
    // fails all of them, and would fail again.
    if (running && batch.length > 1)
      return batch.flatMap((one) => commitTogether(transaction, [one], patience, committed));
    return reject(batch, error, patience);
  }
  for (const [i, one] of batch.entries()) committed.push({ one, answer: answers[i] });
  return [];
}

/** Rejects a batch with its error. Returns those that can wait for the lock a while longer. */
function reject(batch: readonly Waiting[], error: unknown, patience: number): readonly Waiting[] {
  const until = isBusy(error) ? performance.now() - patience : Number.POSITIVE_INFINITY;
  for (const one of batch) if (one.since <= until) one.reject(error);
  return batch.filter(({ since }) => since > until);
}
