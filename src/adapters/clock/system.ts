/** The sources of what decisions must not fetch for themselves: time, randomness, ids. */
import { randomFillSync } from "node:crypto";
import type { Clock } from "../../ports/clock.ts";
import type { Ids } from "../../ports/ids.ts";
import type { Random } from "../../ports/random.ts";

export const systemClock: Clock = Date.now;

const POOL_BYTES = 8192;

/** Random bytes from the operating system, fetched in large pieces: a system call for each token would cost more than its hash. */
export function systemRandom(): Random {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  return (length) => {
    if (used + length > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = new Uint8Array(length);
    bytes.set(pool.subarray(used, used + length));
    // What was handed out does not stay behind in the pool.
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  };
}

/** 2025-01-01. Ids count units of 1/512 ms since then: below 2^53 for more than five hundred years. */
const EPOCH = Date.UTC(2025, 0, 1);
const PER_MILLISECOND = 512;

/** Ids that grow with time, beginning above `last`, also where the clock was set back. One process for each database. */
export function timeIds(last: number): Ids {
  let previous = last;
  return (now) => {
    previous = Math.max(previous + 1, (now - EPOCH) * PER_MILLISECOND);
    return previous;
  };
}
