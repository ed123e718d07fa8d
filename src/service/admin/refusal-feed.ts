/**
 * New refusals as they occur, also those of other processes: this process looks once a second while anybody watches, whoever and how many
 * they are.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { ListedRefusal } from "../../ports/journal.ts";
import type { Shared } from "../deps.ts";

/** Milliseconds between two looks. */
const EVERY = 1_000;
/** A refusal is stored a moment after its time, so new ones may be this far back. */
const LATE = 30_000;
/** How many are shown at most of one look. Nobody reads more. */
const PORTION = 200;
/** Streams of one user at once. Each tab has one. */
const MOST_STREAMS = 4;

type Listener = (found: readonly ListedRefusal[]) => void;

class Feed {
  readonly #shared: Shared;
  readonly #listeners = new Set<Listener>();
  /** How many streams each user has. */
  readonly #streams = new Map<string, number>();
  #watching = false;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (!this.#watching) void this.#watch();
    return () => this.#listeners.delete(listener);
  }

  async #watch(): Promise<void> {
    this.#watching = true;
    const { journal, clock, log } = this.#shared;
    const begun = clock();
    let seen = new Map<string, number>();
    for (let first = true; this.#listeners.size > 0; first = false) {
      try {
        const from = Math.max(begun - EVERY, clock() - LATE);
        const found = (await journal.list({ from, limit: PORTION })).filter(({ ref }) => !seen.has(ref));
        seen = new Map(
          [...seen, ...found.map(({ ref, at }) => [ref, at] as const)].filter(([, at]) => at >= from - LATE),
        );
        if (!first && found.length > 0) for (const listener of this.#listeners) listener(found);
      } catch (error) {
        log.error({ fault: (error as Error).name }, "new refusals can't be read");
      }
      await wait(EVERY, undefined, { ref: false });
    }
    this.#watching = false;
  }

  /** Counts one more stream of a user. How to take it back; `undefined` if there are enough. */
  admit(user: string): (() => void) | undefined {
    const open = this.#streams.get(user) ?? 0;
    if (open >= MOST_STREAMS) return undefined;
    this.#streams.set(user, open + 1);
    return () => {
      const left = (this.#streams.get(user) ?? 1) - 1;
      if (left > 0) this.#streams.set(user, left);
      else this.#streams.delete(user);
    };
  }
}

/** One for each server of this process. */
const feeds = new WeakMap<Shared["journal"], Feed>();

function feedOf(shared: Shared): Feed {
  const feed = feeds.get(shared.journal) ?? new Feed(shared);
  feeds.set(shared.journal, feed);
  return feed;
}

/** A stream ends after so long, in milliseconds. The browser opens another one, if its user still may. */
const LONGEST = 5 * 60_000;
/** Something is sent at least this often, so that no proxy takes the stream for dead. */
const BEAT = 15_000;

/**
 * Batches of new refusals that match, the oldest first, each with an empty batch in between as a sign of life. `undefined` if this user
 * watches too many already.
 */
export function newRefusals(
  shared: Shared,
  user: string,
  matches: (one: ListedRefusal) => boolean,
): AsyncIterable<readonly ListedRefusal[]> | undefined {
  const feed = feedOf(shared);
  const ended = feed.admit(user);
  return ended === undefined ? undefined : stream(feed, matches, ended);
}

function stream(
  feed: Feed,
  matches: (one: ListedRefusal) => boolean,
  ended: () => void,
): AsyncIterable<readonly ListedRefusal[]> {
  let waiting: ListedRefusal[] = [];
  let wake: (() => void) | undefined;
  const stop = feed.listen((found) => {
    waiting = [...waiting, ...found.filter(matches).toReversed()].slice(-PORTION);
    if (waiting.length > 0) wake?.();
  });
  const until = performance.now() + LONGEST;
  let done = false;
  /** Also called if nobody has begun to read. */
  const end = () => {
    if (done) return;
    done = true;
    stop();
    ended();
    wake?.();
  };
  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        if (waiting.length === 0 && !done)
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, BEAT);
            timer.unref();
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        wake = undefined;
        if (done || performance.now() >= until) {
          end();
          return { done: true, value: undefined };
        }
        const value = waiting;
        waiting = [];
        return { done: false, value };
      },
      async return() {
        end();
        return { done: true, value: undefined };
      },
    }),
  };
}
