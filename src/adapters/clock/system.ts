/** The sources that decisions must not read themselves: time, randomness, ids. */
import { randomFillSync } from "node:crypto";
import type { Clock } from "../../ports/clock.ts";
import { EPOCH, type Ids, PARTS, TICKS } from "../../ports/ids.ts";
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
    // Bytes that were handed out don't stay in the pool.
    pool.fill(0, used, used + length);
    used += length;
    return bytes;
  };
}

/**
 * Ids that grow with time, starting above `last`, even if the clock was set back. `part` returns the number of this process.
 * The lowest numbers come last in a tick, because a server of version 0.1, which may still be running, has no number and uses a
 * millisecond from its start.
 */
export function timeIds(last: number, part: () => number): Ids {
  let tick = Math.ceil(last / PARTS);
  return (now) => {
    tick = Math.max(tick + 1, Math.floor((now - EPOCH) * TICKS));
    return tick * PARTS + (PARTS - 1 - part());
  };
}
