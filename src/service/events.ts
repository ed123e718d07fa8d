/**
 * Streams of events, of what this process does. Each reader has a bounded queue: one that is slow loses the oldest events and
 * learns how many.
 */
import type { CandorEvent, Emitted, Events } from "../ports/events.ts";

/** Events that wait for one reader. */
export const LONGEST_QUEUE = 1_024;

type Result = IteratorResult<CandorEvent, undefined>;

const DONE: Result = { done: true, value: undefined };

class Reader implements AsyncIterableIterator<CandorEvent> {
  readonly #queue: Emitted[] = [];
  readonly #waiting: ((result: Result) => void)[] = [];
  readonly #leave: (reader: Reader) => void;
  #lost = 0;
  #ended = false;

  constructor(leave: (reader: Reader) => void) {
    this.#leave = leave;
  }

  push(event: Emitted): void {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting({ done: false, value: event });
      return;
    }
    this.#queue.push(event);
    if (this.#queue.length <= LONGEST_QUEUE) return;
    this.#queue.shift();
    this.#lost += 1;
  }

  /** Nothing follows what is in the queue. */
  end(): void {
    this.#ended = true;
    for (const waiting of this.#waiting.splice(0)) waiting(DONE);
  }

  next(): Promise<Result> {
    const [oldest] = this.#queue;
    if (this.#lost > 0 && oldest !== undefined) {
      const count = this.#lost;
      this.#lost = 0;
      return Promise.resolve({ done: false, value: { type: "lost", at: oldest.at, count } });
    }
    const event = this.#queue.shift();
    if (event !== undefined) return Promise.resolve({ done: false, value: event });
    return this.#ended ? Promise.resolve(DONE) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** A loop that was left reads no more. */
  return(): Promise<Result> {
    this.#queue.length = 0;
    this.#lost = 0;
    this.end();
    this.#leave(this);
    return Promise.resolve(DONE);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** The events of this process. */
export function openEvents(): Events {
  const readers = new Set<Reader>();
  let closed = false;
  return {
    get heard() {
      return readers.size > 0;
    },
    emit(event) {
      for (const reader of readers) reader.push(event);
    },
    subscribe() {
      const reader = new Reader((left) => readers.delete(left));
      if (closed) reader.end();
      else readers.add(reader);
      return reader;
    },
    close() {
      closed = true;
      for (const reader of readers) reader.end();
      readers.clear();
    },
  };
}
