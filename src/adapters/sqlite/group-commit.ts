/**
 * Group commit: the writes of concurrent requests in one turn of the event loop go to the disk as one transaction. A write
 * costs microseconds and a commit an fdatasync, so this decides how many requests per second are durable. Nobody gets a
 * response before the commit is on the disk. An operation that throws doesn't affect the others.
 */

import { isBusy, PATIENCE, pause } from "./unavailable.ts";

/** The transaction of a connection. `rollback` doesn't throw if there is none. */
export interface Transaction {
  begin(): void;
  commit(): void;
  rollback(): void;
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

/** Limits how long a batch blocks the event loop: 5 to 10 ms at 10 to 20 µs each. */
const BATCH = 512;

/**
 * Queues writes and commits them in batches, the first as soon as this turn of the event loop has read its requests. While
 * another process holds the lock, the queue waits and the event loop continues.
 */
export function groupCommit(transaction: Transaction): GroupCommit {
  let queue: Waiting[] = [];
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  function flush(): void {
    retry = undefined;
    const batch = queue.slice(0, BATCH);
    queue = queue.slice(BATCH);
    const rest = batch.length === 0 ? [] : commitTogether(transaction, batch, closed ? 0 : PATIENCE);
    if (rest.length > 0) {
      queue = [...rest, ...queue];
      retry = setTimeout(flush, pause());
    } else if (queue.length > 0) setImmediate(flush);
  }

  return {
    write<T>(run: () => T): Promise<T> {
      if (closed) return Promise.reject(new Error("The storage is closed."));
      if (queue.length === 0 && retry === undefined) setImmediate(flush);
      return new Promise<T>((resolve, reject) => {
        queue.push({ run, since: performance.now(), resolve: resolve as (answer: unknown) => void, reject });
      });
    },
    close() {
      closed = true;
      clearTimeout(retry);
      while (queue.length > 0) flush();
    },
  };
}

/**
 * Commits a batch. Returns what must be tried again because the database is locked and the operation has not yet waited
 * `patience` milliseconds.
 */
function commitTogether(transaction: Transaction, batch: readonly Waiting[], patience: number): readonly Waiting[] {
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
    if (running && batch.length > 1) return batch.flatMap((one) => commitTogether(transaction, [one], patience));
    return reject(batch, error, patience);
  }
  batch.forEach(({ resolve }, i) => {
    resolve(answers[i]);
  });
  return [];
}

/** Rejects a batch with its error. Returns those that can wait for the lock a while longer. */
function reject(batch: readonly Waiting[], error: unknown, patience: number): readonly Waiting[] {
  const until = isBusy(error) ? performance.now() - patience : Number.POSITIVE_INFINITY;
  for (const one of batch) if (one.since <= until) one.reject(error);
  return batch.filter(({ since }) => since > until);
}
